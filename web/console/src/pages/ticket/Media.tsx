// Photos, video, voice and documents of a message; what is missing says why.
import { Button, Modal, UnstyledButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaFile } from "#shared/api/types";
import { useApp } from "../../app/context";
import { Icon, type IconName } from "../../parts/Icon";
import { tellProblem } from "../../parts/tell";
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

/** A file, and what is known of it beside its content. */
export function Media({ file, number }: { file: MediaFile; number: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.file}>
      <Content file={file} number={number} />
      {file.position && (
        <small>{t("media.position", { lat: file.position.lat, lon: file.position.lon })}</small>
      )}
      {file.also_on.length > 0 && <small>{t("media.also_on", { numbers: file.also_on.join(", ") })}</small>}
    </div>
  );
}

function Retry({ file, number }: { file: MediaFile; number: string }) {
  const { api } = useApp();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () => api.post(`/tickets/${number}/media/${file.id}/retry`),
    onError: (error) => tellProblem(error, t),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["ticket", number] }),
  });
  return (
    <Button size="compact-xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
      {t("media.retry")}
    </Button>
  );
}

/** Why a file cannot be shown, in words. */
function useWhy(file: MediaFile, name: string): string {
  const { t } = useTranslation();
  if (file.state === "missing") return t("media.missing", { name, reason: file.reason });
  if (file.reason.startsWith("scan: "))
    return t(`media.scan_${file.reason.slice(6)}` as "media.scan_pending", { name });
  if (file.note) return t(`media.note_${file.note}` as "media.note_unreadable", { name });
  return file.state === "stored" ? t("media.rendering", { name }) : t("media.pending", { name });
}

function Content({ file, number }: { file: MediaFile; number: string }) {
  const { t } = useTranslation();
  const [large, setLarge] = useState(false);
  const name =
    file.file_name || t(`media.${file.kind}` as "media.image", { defaultValue: t("media.document") });
  const why = useWhy(file, name);
  if (file.state !== "stored" || !file.url) {
    return (
      <div className={classes.missing}>
        <Icon name={file.state === "missing" ? "missing" : (SIGN[file.kind] ?? "file")} />
        <span>{why}</span>
        {(file.state === "missing" || file.note) && <Retry file={file} number={number} />}
      </div>
    );
  }
  const shape = shapeOf(file);
  if (shape === "image")
    return (
      <>
        <UnstyledButton onClick={() => setLarge(true)} aria-label={t("media.enlarge", { name })}>
          <img src={file.thumbnail ?? file.url} alt={name} className={classes.thumb} loading="lazy" />
        </UnstyledButton>
        <Modal opened={large} onClose={() => setLarge(false)} size="auto" title={name}>
          <img src={file.url} alt={name} className={classes.large} />
        </Modal>
      </>
    );
  if (shape === "video")
    return (
      // biome-ignore lint/a11y/useMediaCaption: citizens send no captions with their videos
      <video
        src={file.url}
        poster={file.thumbnail ?? undefined}
        controls
        preload="none"
        className={classes.video}
        aria-label={name}
      />
    );
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
