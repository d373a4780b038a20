// Choosing photos and videos: they are kept on the device at once and go to the city while the citizen writes on.

import { useEffect, useState } from "preact/hooks";
import { readFailure } from "../api/failure";
import { desk } from "../offline/desk";
import { keeper } from "../offline/keeper";
import { type DraftFile, MAX_BYTES, MAX_FILES } from "../report/draft";
import { useStore } from "../store";
import { type TextKey, t } from "../texts";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icons";
import { type Point, placeOf } from "./exif";
import { bring, type Progress, watchUploads } from "./files";
import { shrink } from "./shrink";
import { withProgress } from "./transport";

interface Props {
  id: string;
  label: string;
  files: DraftFile[];
  /** The files as they stand now: given as a change, for several may arrive at once. */
  onChange(change: (files: DraftFile[]) => DraftFile[]): void;
  onPlace?(place: Point): void;
  error?: string | undefined;
}

export function FilePicker({ id, label, files, onChange, onPlace, error }: Props) {
  const [trouble, setTrouble] = useState("");
  const take = async (chosen: readonly File[]) => {
    setTrouble("");
    for (const file of chosen.slice(0, MAX_FILES - files.length)) {
      if (file.size > MAX_BYTES) {
        setTrouble(t("error.file_large", { name: file.name }));
        continue;
      }
      const place = file.type === "image/jpeg" ? await placeOf(file) : null;
      if (place) onPlace?.(place);
      const blob = await shrink(file);
      const kept = {
        id: crypto.randomUUID(),
        name: file.name,
        type: blob.type || file.type,
        size: blob.size,
      };
      await (await keeper()).put("files", {
        id: kept.id,
        name: kept.name,
        type: kept.type,
        blob,
        keptAt: Date.now(),
      });
      onChange((now) => [...now, kept]);
      announce(t("files.added", { name: file.name }));
    }
    if (chosen.length > MAX_FILES - files.length) setTrouble(t("error.files_many", { count: MAX_FILES }));
  };
  const remove = async (file: DraftFile) => {
    onChange((now) => now.filter((one) => one.id !== file.id));
    announce(t("files.removed", { name: file.name }));
    const store = await keeper();
    await store.remove("files", file.id);
    await store.remove("uploads", file.id);
  };
  const problem = trouble || error;
  return (
    <div class={problem ? "field wrong" : "field"}>
      <label class="picker" for={id}>
        <Icon name="camera" />
        <span>{label}</span>
      </label>
      <input
        id={id}
        class="unseen"
        type="file"
        accept="image/*,video/*"
        multiple
        disabled={files.length >= MAX_FILES}
        aria-describedby={`${id}-hint${problem ? ` ${id}-error` : ""}`}
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void take(chosen);
        }}
      />
      <p class="hint" id={`${id}-hint`}>
        {t("files.hint", { count: MAX_FILES })}
      </p>
      {problem && (
        <p class="error" id={`${id}-error`} role="alert">
          {problem}
        </p>
      )}
      {files.length > 0 && (
        <ul class="files">
          {files.map((file) => (
            <FileRow key={file.id} file={file} onRemove={() => void remove(file)} />
          ))}
        </ul>
      )}
    </div>
  );
}

function FileRow({ file, onRemove }: { file: DraftFile; onRemove(): void }) {
  const preview = usePreview(file);
  const { progress, state } = useUpload(file);
  const share = state === "arrived" ? 1 : progress.of ? progress.sent / progress.of : 0;
  return (
    <li>
      {preview ? (
        <img src={preview} alt="" />
      ) : (
        <span class="blank">
          <Icon name="camera" />
        </span>
      )}
      <div>
        <span class="file-name">{file.name}</span>
        <progress max={1} value={share} aria-label={t("files.progress", { name: file.name })} />
        <span class="hint">{t(`files.${state}` as TextKey, { percent: Math.round(share * 100) })}</span>
      </div>
      <button
        type="button"
        class="round"
        onClick={onRemove}
        aria-label={t("files.remove", { name: file.name })}
      >
        <Icon name="cross" />
      </button>
    </li>
  );
}

type State = "sending" | "arrived" | "waits" | "refused";

/** Bring the file to the city; after a lost connection it goes on by itself as soon as there is one. */
function useUpload(file: DraftFile): { progress: Progress; state: State } {
  const { online } = useStore(desk);
  const [progress, setProgress] = useState<Progress>({ sent: 0, of: file.size });
  const [state, setState] = useState<State>("sending");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => watchUploads((id, now) => id === file.id && setProgress(now)), [file.id]);
  useEffect(() => {
    if (!online) {
      setState((now) => (now === "arrived" ? now : "waits"));
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let here = true;
    setState((now) => (now === "arrived" ? now : "sending"));
    bring(file.id, withProgress).then(
      () => here && setState("arrived"),
      (error) => {
        if (!here) return;
        const { kind } = readFailure(error);
        const passing = kind === "lost" || kind === "busy" || kind === "broken";
        setState(passing ? "waits" : "refused");
        if (passing)
          timer = setTimeout(() => setAttempt((count) => count + 1), Math.min(2 ** attempt, 60) * 1000);
      },
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [file.id, online, attempt]);
  return { progress, state };
}

function usePreview(file: DraftFile): string {
  const [url, setUrl] = useState("");
  useEffect(() => {
    if (!file.type.startsWith("image/")) return;
    let made = "";
    let here = true;
    void keeper()
      .then((store) => store.get("files", file.id))
      .then((kept) => {
        if (!kept || !here) return;
        made = URL.createObjectURL(kept.blob);
        setUrl(made);
      });
    return () => {
      here = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [file.id, file.type]);
  return url;
}
