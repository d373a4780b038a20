// What a citizen has written so far. It lives as long as the browser's tab, so that nothing typed is lost when a page
// is loaded anew, and nothing stays on a shared phone when it is closed. Files are kept beside it (offline/keeper.ts).

import type { ReportBody } from "../offline/outbox";

export interface DraftFile {
  id: string;
  name: string;
  type: string;
  size: number;
}

export interface Draft {
  id: string;
  text: string;
  /** Empty: the city finds it out. */
  kind: string;
  category: string;
  /** The citizen chose the category, also none; suggestions no longer change it. */
  chosen: boolean;
  lat: number | null;
  lon: number | null;
  address: string;
  neighbourhood: string;
  name: string;
  phone: string;
  email: string;
  files: DraftFile[];
}

export type Field = "text" | "address" | "phone" | "email" | "name" | "media" | "category" | "location";
export type Errors = Partial<Record<Field, string>>;

export const MAX_TEXT = 4000; // characters; functions/api/chalicelib/bodies.py
export const MAX_FILES = 10;
export const MAX_BYTES = 100 * 1024 * 1024; // nabiz.domain.files.MAX_UPLOAD
const SHORTEST_TEXT = 5;
const KEY = "nabiz.draft";

export const emptyDraft = (): Draft => ({
  id: crypto.randomUUID(),
  text: "",
  kind: "",
  category: "",
  chosen: false,
  lat: null,
  lon: null,
  address: "",
  neighbourhood: "",
  name: "",
  phone: "",
  email: "",
  files: [],
});

export function loadDraft(storage: Storage | undefined): Draft {
  try {
    const written = storage?.getItem(KEY);
    return written ? { ...emptyDraft(), ...(JSON.parse(written) as Draft) } : emptyDraft();
  } catch {
    return emptyDraft();
  }
}

export function saveDraft(storage: Storage | undefined, draft: Draft): void {
  try {
    storage?.setItem(KEY, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: the draft lives as long as the page.
  }
}

export const clearDraft = (storage: Storage | undefined): void => storage?.removeItem(KEY);

/** What has to be mended before the next step, as keys of texts. */
export function checkStep(draft: Draft, step: 1 | 2 | 3): Errors {
  const errors: Errors = {};
  if (step === 1 && draft.text.trim().length < SHORTEST_TEXT) errors.text = "error.text";
  if (step === 1 && draft.text.length > MAX_TEXT) errors.text = "error.text_long";
  if (step === 3 && draft.phone.trim() && !isPhone(draft.phone)) errors.phone = "error.phone";
  if (step === 3 && draft.email.trim() && !isEmail(draft.email)) errors.email = "error.email";
  return errors;
}

/** On which step a field stands. */
export const stepOf = (field: string): 1 | 2 | 3 =>
  field === "text" || field === "category" || field === "kind"
    ? 1
    : field === "phone" || field === "email" || field === "name" || field === "media"
      ? 3
      : 2;

/** The body of `POST /public/tickets`: what is empty is left out. */
export function bodyOf(draft: Draft, language: string): ReportBody {
  const citizen = filled({ name: draft.name.trim(), phone: draft.phone.trim(), email: draft.email.trim() });
  const place = filled({ address: draft.address.trim(), neighbourhood: draft.neighbourhood });
  const point = draft.lat === null || draft.lon === null ? {} : { lat: draft.lat, lon: draft.lon };
  const location = { ...point, ...place };
  return {
    text: draft.text.trim(),
    language,
    ...filled({ kind: draft.kind, category: draft.category }),
    ...(Object.keys(citizen).length ? { citizen } : {}),
    ...(Object.keys(location).length ? { location } : {}),
  };
}

function filled<T extends Record<string, string>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Partial<T>;
}

/** Generous: the city decides (nabiz.text.phones); this only catches what cannot be one. */
function isPhone(written: string): boolean {
  const digits = written.replace(/[\s().\-+]/g, "");
  return /^\d{10,15}$/.test(digits);
}

function isEmail(written: string): boolean {
  return /^[^\s@<>(),;"]+@[^\s@]+\.[^\s@]+$/.test(written.trim());
}
