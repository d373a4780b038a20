// One file on its way to the city: small ones as one form, large ones in parts that are not sent twice.
// What has arrived is remembered after every part, so that it goes on where it stopped, even after a new start.

import { type ApiClient, ApiProblem, NetworkLost } from "#shared/api/client";
import type { components } from "#shared/api/schema";

/** How far a file has come; kept on the device beside the file. */
export interface UploadState {
  /** Idempotency-Key of its registration. */
  key: string;
  /** The id that the ticket names; empty until the city knows of the file. */
  id: string;
  /** Sizes in bytes by part number; empty for a small file. */
  parts: { number: number; bytes: number }[];
  /** ETags of the parts that have arrived, by number. */
  arrived: Record<number, string>;
  done: boolean;
}

export interface Sent {
  status: number;
  etag: string;
}

/** Sends bytes to the bucket and tells how many have gone. Rejects with `NetworkLost` when the connection breaks. */
export type Transport = (
  method: "POST" | "PUT",
  url: string,
  body: Blob | FormData,
  onProgress: (bytes: number) => void,
  signal?: AbortSignal,
) => Promise<Sent>;

type Registered = components["schemas"]["UploadPrepared"];
type PartsLeft = components["schemas"]["UploadParts"];

export interface UploadPorts {
  api: ApiClient;
  transport: Transport;
  /** Remember the state; awaited before the next part goes. */
  keep(state: UploadState): Promise<void>;
  progress(sent: number, of: number): void;
  signal?: AbortSignal;
}

export const newUpload = (): UploadState => ({
  key: crypto.randomUUID(),
  id: "",
  parts: [],
  arrived: {},
  done: false,
});

/**
 * Bring a file to the city; the id that a report names it by.
 * Rejects with `NetworkLost` or `ApiProblem`; called again with the kept state it goes on.
 */
export async function upload(file: Blob, before: UploadState, ports: UploadPorts): Promise<string> {
  if (before.done) return before.id;
  try {
    return await goOn(file, before, ports);
  } catch (error) {
    // After a day the city forgets what was begun (infra/template/storage.yaml): then it begins anew.
    const forgotten = error instanceof ApiProblem && (error.status === 403 || error.status === 404);
    if (!before.id || !forgotten) throw error;
    return goOn(file, newUpload(), ports);
  }
}

async function goOn(file: Blob, before: UploadState, ports: UploadPorts): Promise<string> {
  const state = structuredClone(before);
  const urls = new Map<number, string>();
  if (!state.id) {
    const registered = await register(file, state, ports);
    if (!registered.parts) return sendWhole(file, state, registered, ports);
    Object.assign(state, {
      id: registered.id,
      parts: registered.parts.map(({ number, bytes }) => ({ number, bytes })),
    });
    for (const part of registered.parts) urls.set(part.number, part.url);
    await ports.keep(state);
  }
  return sendParts(file, state, urls, ports);
}

function register(file: Blob, state: UploadState, { api, signal }: UploadPorts): Promise<Registered> {
  const body = { mime_type: file.type || "application/octet-stream", size: file.size };
  return api.post("/public/uploads", { body, idempotencyKey: state.key, ...(signal ? { signal } : {}) });
}

async function sendWhole(
  file: Blob,
  state: UploadState,
  to: Registered,
  ports: UploadPorts,
): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(to.fields ?? {})) form.append(name, value);
  form.append("file", file);
  const sent = await ports.transport(
    "POST",
    to.url ?? "",
    form,
    (bytes) => ports.progress(Math.min(bytes, file.size), file.size),
    ports.signal,
  );
  check(sent);
  await ports.keep({ ...state, id: to.id, done: true });
  ports.progress(file.size, file.size);
  return to.id;
}

async function sendParts(
  file: Blob,
  state: UploadState,
  urls: Map<number, string>,
  ports: UploadPorts,
): Promise<string> {
  const { api, transport, signal } = ports;
  const missing = state.parts.filter(({ number }) => !(number in state.arrived));
  if (missing.some(({ number }) => !urls.has(number))) {
    const numbers = missing.map(({ number }) => number);
    const left = await api.post<PartsLeft>(`/public/uploads/${state.id}/parts`, { body: { numbers } });
    for (const { number, url } of left.parts) urls.set(number, url);
    for (const { number, etag } of left.arrived) state.arrived[number] = etag;
  }
  let arrived = 0;
  let from = 0;
  for (const { number, bytes } of state.parts) {
    const piece = file.slice(from, from + bytes);
    from += bytes;
    if (!(number in state.arrived)) {
      const before = arrived;
      const sent = await transport(
        "PUT",
        urls.get(number) ?? "",
        piece,
        (gone) => ports.progress(before + gone, file.size),
        signal,
      );
      check(sent);
      state.arrived[number] = sent.etag;
      await ports.keep(state);
    }
    arrived += bytes;
    ports.progress(arrived, file.size);
  }
  const parts = state.parts.map(({ number }) => ({ number, etag: state.arrived[number] ?? "" }));
  await api.post(`/public/uploads/${state.id}/complete`, { body: { parts } });
  await ports.keep({ ...state, done: true });
  return state.id;
}

/** The bucket's refusals are problems like the API's; its rush and faults pass. */
function check({ status }: Sent): void {
  if (status >= 500 || status === 0) throw new NetworkLost(status);
  if (status >= 300) throw new ApiProblem(status, "", "", {});
}
