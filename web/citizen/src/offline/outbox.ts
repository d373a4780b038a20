// Reports, and answers to the city, on their way: each is kept on the device first, then sent, and only forgotten when the city has a number for
// it. Its id is the Idempotency-Key of every attempt, so that it arrives once however often its answer is lost.

import type { ApiClient } from "#shared/api/client";
import type { components } from "#shared/api/schema";
import { type Failure, passes, readFailure } from "../api/failure";
import type { Keeper, KeptTicket } from "./keeper";

export interface ReportBody {
  text: string;
  kind?: string;
  category?: string;
  citizen?: { name?: string; phone?: string; email?: string };
  location?: { lat?: number; lon?: number; address?: string; neighbourhood?: string };
  language: string;
}

export interface KeptReport {
  id: string;
  body: ReportBody;
  /** Ids of kept files. */
  files: string[];
  keptAt: number;
  /** The ticket that these words belong to: they are an answer, and of the body only the text counts. */
  to?: { number: string; key: string };
  /** Why the city would not take it; the citizen has to change something. */
  refused?: Failure;
}

/** What the city answers. */
export type Received = Omit<components["schemas"]["TicketReported"], "links">;

export interface SendPorts {
  api: ApiClient;
  keeper: Keeper;
  /** Bring a kept file to the city; the id that the report names it by. */
  uploaded(file: string): Promise<string>;
  now(): number;
}

const TITLE_LENGTH = 80;

/** Send one report. What fails stays kept; what the city refused for good carries why. Rejects with what went wrong. */
export async function send(report: KeptReport, ports: SendPorts, unseen = false): Promise<Received> {
  try {
    const received = await post(report, ports);
    if (!report.to) await ports.keeper.put("tickets", ticketOf(report, received, ports.now(), unseen));
    await forget(report, ports.keeper);
    return received;
  } catch (error) {
    const failure = readFailure(error);
    if (!passes(failure)) await ports.keeper.put("outbox", { ...report, refused: failure });
    throw error;
  }
}

async function post(report: KeptReport, ports: SendPorts, again = true): Promise<Received> {
  const media: string[] = [];
  for (const file of report.files) media.push(await ports.uploaded(file));
  try {
    const { path, body } = letterOf(report, media);
    return await ports.api.post<Received>(path, { body, idempotencyKey: report.id });
  } catch (error) {
    // Files that were brought long before their report are gone (infra/template/storage.yaml): bring them once more.
    if (!again || media.length === 0 || readFailure(error).field !== "media") throw error;
    for (const file of report.files) await ports.keeper.remove("uploads", file);
    return post(report, ports, false);
  }
}

function letterOf({ body, to }: KeptReport, media: string[]): { path: string; body: object } {
  if (!to) return { path: "/public/tickets", body: { ...body, media } };
  const answer = { key: to.key, text: body.text, ...(media.length ? { media } : {}) };
  return { path: `/public/tickets/${to.number}/messages`, body: answer };
}

/** Send everything that waits, oldest first; stops at the first that finds no network. */
export async function sendWaiting(ports: SendPorts): Promise<Received[]> {
  const sent: Received[] = [];
  const waiting = (await ports.keeper.all("outbox")).filter(({ refused }) => !refused);
  for (const report of waiting.sort((a, b) => a.keptAt - b.keptAt)) {
    try {
      sent.push(await send(report, ports, true));
    } catch (error) {
      if (passes(readFailure(error))) break;
    }
  }
  return sent;
}

/** One page or worker at a time sends; another that tries meanwhile does nothing. */
export async function alone<T>(work: () => Promise<T>): Promise<T | undefined> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return work();
  return locks.request("nabiz-outbox", { ifAvailable: true }, (lock) =>
    lock ? work() : undefined,
  ) as Promise<T | undefined>;
}

/** The report with its files leaves the device. */
export async function forget(report: KeptReport, keeper: Keeper): Promise<void> {
  await keeper.remove("outbox", report.id);
  for (const file of report.files) {
    await keeper.remove("files", file);
    await keeper.remove("uploads", file);
  }
}

/** Files of drafts that nobody went on with. `used` are those of the present draft. */
export async function sweep(keeper: Keeper, used: readonly string[], before: number): Promise<void> {
  const waiting = (await keeper.all("outbox")).flatMap(({ files }) => files);
  const needed = new Set([...waiting, ...used]);
  for (const { id, keptAt } of await keeper.all("files")) {
    if (needed.has(id) || keptAt >= before) continue;
    await keeper.remove("files", id);
    await keeper.remove("uploads", id);
  }
}

function ticketOf(
  report: KeptReport,
  { number, key }: Received,
  openedAt: number,
  unseen: boolean,
): KeptTicket {
  const text = report.body.text.replace(/\s+/g, " ").trim();
  const title = text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH - 1)}…` : text;
  return { number, key, title, openedAt, report: report.id, unseen };
}
