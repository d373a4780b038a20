// Moments in words, in the city's time zone: what a promise says is a day and an hour, not a stamp.

export type Language = string;

/** A promised moment: "today by 17:00", "tomorrow by 09:30", "by Friday 27 November". */
export interface Promise {
  near: "today" | "tomorrow" | null;
  late: boolean;
  day: string;
  time: string;
}

const DAY = 86_400_000; // ms

export function promise(due: string, now: Date, language: Language, zone: string): Promise {
  const at = new Date(due);
  const days = daysBetween(now, at, zone);
  const near = days === 0 ? "today" : days === 1 ? "tomorrow" : null;
  return { near, late: at < now, day: dayInWords(at, now, language, zone), time: time(at, language, zone) };
}

/** A day: weekday, day and month, with the year only where it is another one. */
export function dayInWords(at: Date, now: Date, language: Language, zone: string): string {
  const sameYear = part(at, zone).year === part(now, zone).year;
  return new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: zone,
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
}

/** A moment of the past, for messages and stages. */
export function moment(written: string, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(new Date(written));
}

export function time(at: Date, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(at);
}

/** How many midnights of the city lie between two moments. */
export function daysBetween(from: Date, to: Date, zone: string): number {
  const [a, b] = [part(from, zone), part(to, zone)];
  return Math.round((Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day)) / DAY);
}

function part(at: Date, zone: string): { year: number; month: number; day: number } {
  const parts = new Intl.DateTimeFormat("en", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    timeZone: zone,
  });
  const found = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return { year: found.year ?? 0, month: found.month ?? 1, day: found.day ?? 1 };
}
