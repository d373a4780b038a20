// A ticket's history as a line that a citizen reads at a glance: four milestones, and where it stands among them.

export interface Happened {
  type: string;
  at: string;
}

export type Mark = "done" | "now" | "later";

export interface Milestone {
  /** Key of its words: `line.<name>`. */
  name: string;
  mark: Mark;
  at: string | null;
}

// What the last milestone before the end is called while the ticket waits for somebody or something.
const MIDDLE: Record<string, string> = {
  planned: "planned",
  waiting_citizen: "waiting_citizen",
  waiting_external: "waiting_external",
};
const END: Record<string, string> = { rejected: "rejected", duplicate: "duplicate" };
const STARTS = new Set(["TicketStarted", "TicketPlanned", "TicketForwarded", "TicketWaitingForCitizen"]);
const ASSIGNS = new Set(["TicketAssigned", "TicketTransferred"]);
const ENDS = new Set(["TicketResolved", "TicketRejected", "TicketMarkedDuplicate"]);

export const DONE: ReadonlySet<string> = new Set(["resolved", "rejected", "duplicate", "closed"]);

/**
 * The milestones of the present cycle: a reopened ticket begins its line anew.
 * `stages` in the order of time.
 */
export function lineOf(status: string, stages: readonly Happened[]): Milestone[] {
  const start = stages.findLastIndex(({ type }) => type === "TicketReopened" || type === "TicketOpened");
  const cycle = stages.slice(Math.max(start, 0));
  const reached = reachedBy(status);
  const when = (types: ReadonlySet<string>): string | null =>
    cycle.findLast(({ type }) => types.has(type))?.at ?? null;
  const reopened = cycle[0]?.type === "TicketReopened";
  const ending = endingOf(status, cycle);
  const names = [reopened ? "reopened" : "received", "assigned", MIDDLE[status] ?? "in_progress", ending];
  const times = [cycle[0]?.at ?? null, when(ASSIGNS), when(STARTS), when(ENDS)];
  return names.map((name, place) => {
    const mark: Mark =
      place < reached ? "done" : place === reached ? (DONE.has(status) ? "done" : "now") : "later";
    return { name, mark, at: mark === "later" ? null : (times[place] ?? null) };
  });
}

function reachedBy(status: string): number {
  if (DONE.has(status)) return 3;
  if (status === "in_progress" || status in MIDDLE) return 2;
  return status === "assigned" ? 1 : 0;
}

function endingOf(status: string, cycle: readonly Happened[]): string {
  if (status in END) return END[status] ?? "resolved";
  if (status !== "closed") return "resolved";
  const last = cycle.findLast(({ type }) => ENDS.has(type))?.type;
  return last === "TicketRejected" ? "rejected" : last === "TicketMarkedDuplicate" ? "duplicate" : "resolved";
}
