// Moments, days and spans in the reader's language; the city's own time zone whatever the device says.

const ZONE = "Europe/Istanbul";

export type Language = "tr" | "en";

const locale = (language: Language) => (language === "tr" ? "tr-TR" : "en-GB");
const made = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}:${name}`;
  let found = made.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale(language), { timeZone: ZONE, ...options });
    made.set(key, found);
  }
  return found;
}

/** 24 Kas 14:05 */
export function writeMoment(iso: string, language: Language): string {
  return format(language, "moment", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(iso));
}

/** 24 Kasım 2026 Salı 14:05 */
export function writeLongMoment(iso: string, language: Language): string {
  return format(language, "long", { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

/** 24 Kasım 2026 */
export function writeDay(iso: string, language: Language): string {
  return format(language, "day", { day: "numeric", month: "long", year: "numeric" }).format(new Date(iso));
}

/** 24 Kas, for axes */
export function writeShortDay(iso: string, language: Language): string {
  return format(language, "short", { day: "numeric", month: "short" }).format(new Date(iso));
}

/** 14:05 */
export function writeTime(iso: string, language: Language): string {
  return format(language, "time", { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** The two largest units of a span in milliseconds, without its sign: "2 g 3 s", "3 h 20 min". */
export function writeSpan(milliseconds: number, units: { d: string; h: string; min: string }): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) return hours > 0 ? `${days} ${units.d} ${hours} ${units.h}` : `${days} ${units.d}`;
  if (hours > 0) return rest > 0 ? `${hours} ${units.h} ${rest} ${units.min}` : `${hours} ${units.h}`;
  return `${rest} ${units.min}`;
}

/** 1.234 or 1,234 */
export function writeCount(value: number, language: Language): string {
  return new Intl.NumberFormat(locale(language)).format(value);
}

/** 65,8 % in the language's own writing; the value is in percent. */
export function writePercent(value: number, language: Language): string {
  return new Intl.NumberFormat(locale(language), {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value / 100);
}

/** Compares names the way the reader's alphabet does: ç after c, ı before i. */
export function collator(language: Language): Intl.Collator {
  return new Intl.Collator(locale(language), { numeric: true, sensitivity: "base" });
}
