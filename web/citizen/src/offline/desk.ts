// The device's desk for reports: takes them in, sends them now or when the network is back, tells the pages how it goes.

import { api } from "../api/api";
import { type Failure, passes, readFailure } from "../api/failure";
import { createStore } from "../store";
import { bring } from "../uploads/files";
import { withProgress } from "../uploads/transport";
import { type KeptTicket, keeper } from "./keeper";
import { alone, forget, type KeptReport, type Received, type SendPorts, send, sendWaiting } from "./outbox";

export interface Desk {
  online: boolean;
  /** Whether what is kept outlives the page. */
  lasting: boolean;
  waiting: KeptReport[];
  tickets: KeptTicket[];
  sending: boolean;
}

export type Outcome =
  | { state: "received"; received: Received }
  | { state: "kept"; failure: Failure }
  | { state: "refused"; failure: Failure };

export const desk = createStore<Desk>({
  online: navigator.onLine,
  lasting: true,
  waiting: [],
  tickets: [],
  sending: false,
});

export const CHANNEL = "nabiz-outbox"; // between pages and the service worker
const FIRST_PAUSE = 15_000; // ms until the next try by itself; doubled each time
const LONGEST_PAUSE = 300_000;

const others = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(CHANNEL);
let pause = FIRST_PAUSE;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function startDesk(): Promise<void> {
  addEventListener("online", () => {
    set({ online: true });
    void flush();
  });
  addEventListener("offline", () => set({ online: false }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void flush();
  });
  others?.addEventListener("message", () => void look());
  await look();
  void flush();
}

/** Keep a report and try to send it at once. Whatever happens, it is not lost. */
export async function submit(report: KeptReport): Promise<Outcome> {
  const store = await keeper();
  await store.put("outbox", report);
  await look();
  set({ sending: true });
  try {
    const received = await alone(async () => send(report, await ports()));
    return received ? { state: "received", received } : kept();
  } catch (error) {
    const failure = readFailure(error);
    if (!passes(failure)) {
      await store.remove("outbox", report.id); // the draft still has everything
      return { state: "refused", failure };
    }
    await later();
    return { state: "kept", failure };
  } finally {
    set({ sending: false });
    await look();
  }
}

/** Keep words that found no network; they are sent when it is back. */
export async function keepForLater(report: KeptReport): Promise<void> {
  await (await keeper()).put("outbox", report);
  await look();
  await later();
}

/** Send what waits. */
export async function flush(): Promise<void> {
  await look();
  const { waiting, online, sending } = desk.get();
  if (!online || sending || !waiting.some(({ refused }) => !refused)) return;
  set({ sending: true });
  await alone(async () => sendWaiting(await ports())).catch(() => undefined);
  set({ sending: false });
  await look();
  if (desk.get().waiting.some(({ refused }) => !refused)) await later();
  else pause = FIRST_PAUSE;
}

/** The citizen gives a waiting report up. */
export async function drop(report: KeptReport): Promise<void> {
  await forget(report, await keeper());
  await look();
  others?.postMessage("changed");
}

export async function remember(ticket: KeptTicket): Promise<void> {
  await (await keeper()).put("tickets", ticket);
  await look();
}

export async function forgetTicket(number: string): Promise<void> {
  await (await keeper()).remove("tickets", number);
  await look();
}

/** The citizen has read which reports were sent meanwhile. */
export async function seen(): Promise<void> {
  const store = await keeper();
  for (const ticket of await store.all("tickets")) {
    if (ticket.unseen) await store.put("tickets", { ...ticket, unseen: false });
  }
}

async function look(): Promise<void> {
  const store = await keeper();
  const tickets = (await store.all("tickets")).sort((a, b) => b.openedAt - a.openedAt);
  const waiting = (await store.all("outbox")).sort((a, b) => a.keptAt - b.keptAt);
  set({ tickets, waiting, lasting: store.lasting });
}

async function ports(): Promise<SendPorts> {
  return { api, keeper: await keeper(), uploaded: (file) => bring(file, withProgress), now: Date.now };
}

/** Another try by itself, here and, where the browser can, even after the page is closed. */
async function later(): Promise<void> {
  clearTimeout(timer);
  timer = setTimeout(() => void flush(), pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
  const registration = (await navigator.serviceWorker?.getRegistration()) as Registration | undefined;
  await registration?.sync?.register(CHANNEL).catch(() => undefined);
}

// Background Sync is not in TypeScript's library: not every browser has it.
type Registration = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

const kept = (): Outcome => ({ state: "kept", failure: { kind: "lost", field: "" } });

function set(part: Partial<Desk>): void {
  desk.set({ ...desk.get(), ...part });
}
