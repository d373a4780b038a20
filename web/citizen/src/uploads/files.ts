// The files of reports: kept on the device, sent to the city at once where there is network, once each.

import { api } from "../api/api";
import { keeper } from "../offline/keeper";
import { newUpload, type Transport, upload } from "./upload";

export type Progress = { sent: number; of: number };

type Watcher = (file: string, progress: Progress) => void;

const watchers = new Set<Watcher>();
const underWay = new Map<string, Promise<string>>();

/** Be told how far files have come; returns how to stop it. */
export function watchUploads(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Bring a kept file to the city, or wait for the run that does; the id that a report names it by. */
export function bring(file: string, transport: Transport): Promise<string> {
  let run = underWay.get(file);
  if (!run) {
    run = start(file, transport).finally(() => underWay.delete(file));
    underWay.set(file, run);
  }
  return run;
}

async function start(file: string, transport: Transport): Promise<string> {
  const store = await keeper();
  const kept = await store.get("files", file);
  const before = (await store.get("uploads", file)) ?? { ...newUpload(), file };
  if (!kept) throw new Error("The file is no longer on this device");
  await store.put("uploads", before);
  return upload(kept.blob, before, {
    api,
    transport,
    keep: (state) => store.put("uploads", { ...state, file }),
    progress: (sent, of) => {
      for (const watcher of watchers) watcher(file, { sent, of });
    },
  });
}
