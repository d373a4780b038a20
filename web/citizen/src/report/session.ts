// The draft of this tab, and what became of the last report.

import { keeper } from "../offline/keeper";
import type { KeptReport, Received } from "../offline/outbox";
import { createStore } from "../store";
import {
  clearDraft,
  type Draft,
  type DraftFile,
  type Errors,
  emptyDraft,
  loadDraft,
  saveDraft,
} from "./draft";

export const draft = createStore<Draft>(loadDraft(storage()));
export const errors = createStore<Errors>({});

export function change(part: Partial<Draft>): void {
  const next = { ...draft.get(), ...part };
  draft.set(next);
  saveDraft(storage(), next);
}

/** The report is kept or sent: the form is empty again. */
export function startAnew(): void {
  clearDraft(storage());
  draft.set(emptyDraft());
  errors.set({});
}

/** The last report of this tab: with its number once it has one. */
export interface Last {
  id: string;
  contact: boolean;
  why?: string;
  received?: Received;
}

const LAST = "nabiz.last";

export const last = createStore<Last | null>(read());

export function rememberLast(value: Last): void {
  last.set(value);
  storage()?.setItem(LAST, JSON.stringify(value));
}

function read(): Last | null {
  try {
    return JSON.parse(storage()?.getItem(LAST) ?? "null") as Last | null;
  } catch {
    return null;
  }
}

function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

/** A kept report that the city refused becomes the draft again, under a new key, for it is about to be another one. */
export async function takeUp(report: KeptReport): Promise<void> {
  const store = await keeper();
  const { text, kind = "", category = "", citizen = {}, location = {} } = report.body;
  const files: DraftFile[] = [];
  for (const id of report.files) {
    const kept = await store.get("files", id);
    if (kept) files.push({ id, name: kept.name, type: kept.type, size: kept.blob.size });
  }
  change({
    ...emptyDraft(),
    text,
    kind,
    category,
    chosen: Boolean(category),
    files,
    ...citizen,
    lat: location.lat ?? null,
    lon: location.lon ?? null,
    address: location.address ?? "",
    neighbourhood: location.neighbourhood ?? "",
  });
  await store.remove("outbox", report.id);
}
