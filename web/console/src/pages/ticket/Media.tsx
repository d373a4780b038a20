// Photos, video, voice and documents of a message; what is missing says why.
import { Modal, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaFile } from "#shared/api/types";
import { Icon, type IconName } from "../../parts/Icon";
import classes from "./ticket.module.css";

const SIGN: Record<string, IconName> = {
  image: "image",
  sticker: "image",
  video: "video",
  audio: "voice",
  voice: "voice",
  document: "file",
};

/** How it is shown goes by what the bytes were found to be, not by what the sender called them. */
function shapeOf(file: MediaFile): "image" | "video" | "audio" | "file" {
  const [type] = file.mime_type.split("/");
  return type === "image" || type === "video" || type === "audio" ? type : "file";
}

export function Media({ file }: { file: MediaFile }) {
  const { t } = useTranslation();
  const [large, setLarge] = useState(false);
  const name =
    file.file_name || t(`media.${file.kind}` as "media.image", { defaultValue: t("media.document") });
  if (file.state !== "stored" || !file.url) {
    return (
      <div className={classes.missing} role="img" aria-label={name}>
        <Icon name={file.state === "missing" ? "missing" : (SIGN[file.kind] ?? "file")} />
        <span>
          {file.state === "missing"
            ? t("media.missing", { name, reason: file.reason })
            : t("media.pending", { name })}
        </span>
      </div>
    );
  }
  const shape = shapeOf(file);
  if (shape === "image")
    return (
      <>
        <UnstyledButton onClick={() => setLarge(true)} aria-label={t("media.enlarge", { name })}>
          <img src={file.url} alt={name} className={classes.thumb} loading="lazy" />
        </UnstyledButton>
        <Modal opened={large} onClose={() => setLarge(false)} size="auto" title={name}>
          <img src={file.url} alt={name} className={classes.large} />
        </Modal>
      </>
    );
  if (shape === "video")
    // biome-ignore lint/a11y/useMediaCaption: citizens send no captions with their videos
    return <video src={file.url} controls preload="metadata" className={classes.video} aria-label={name} />;
  if (shape === "audio")
    // biome-ignore lint/a11y/useMediaCaption: nor with their voice messages
    return <audio src={file.url} controls preload="metadata" className={classes.audio} aria-label={name} />;
  return (
    <a href={file.url} className={classes.document} target="_blank" rel="noreferrer noopener" download>
      <Icon name="file" />
      <span>{name}</span>
    </a>
  );
}
