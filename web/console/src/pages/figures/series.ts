// From reports to what is drawn.
import type { Day, SatisfactionReport } from "#shared/api/types";

export const ANSWERS = ["very_satisfied", "satisfied", "not_satisfied", "no_opinion"] as const;
export type AnswerCode = (typeof ANSWERS)[number];

export interface AnswerRow {
  code: AnswerCode;
  count: number;
  /** In percent, rounded by the server so that they add up. */
  share: number;
}

export function answers(report: Pick<SatisfactionReport, "counts" | "shares">): AnswerRow[] {
  return ANSWERS.map((code) => ({ code, count: report.counts[code] ?? 0, share: report.shares[code] ?? 0 }));
}

export interface DayRow {
  day: string;
  opened: number;
  closed: number;
}

/** Every day of the span, also those on which nothing happened; at most the last 366. */
export function everyDay(days: readonly Day[], span: { from: string; to: string }): DayRow[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const rows: DayRow[] = [];
  const last = Date.parse(`${span.to}T00:00:00Z`);
  let at = Math.max(Date.parse(`${span.from}T00:00:00Z`), last - 365 * 86_400_000);
  for (; at <= last; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    const found = known.get(day);
    rows.push({ day, opened: Number(found?.opened ?? 0), closed: Number(found?.closed ?? 0) });
  }
  return rows;
}

/** A round number at or above the largest value, for the axis. */
export function ceiling(value: number): number {
  if (value <= 5) return 5;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}
