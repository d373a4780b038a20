// What went wrong, in words that say what to do; nothing typed is lost by any of it.
import type { TFunction } from "i18next";
import { ApiProblem, NetworkLost } from "#shared/api/client";

export interface Explained {
  title: string;
  /** What to do, and where the server said something more exact, its words. */
  detail: string;
  /** Whether the same request may simply be sent again. */
  again: boolean;
}

const KNOWN = ["401", "403", "404", "409", "410", "412", "422", "428", "429"] as const;
type Known = (typeof KNOWN)[number];

/** Every error as words for a person. */
export function explain(error: unknown, t: TFunction): Explained {
  if (error instanceof NetworkLost || error instanceof TypeError) {
    return { title: t("errors.network.title"), detail: t("errors.network.detail"), again: true };
  }
  if (error instanceof ApiProblem) {
    const key = String(error.status);
    const known = (KNOWN as readonly string[]).includes(key)
      ? (key as Known)
      : error.status >= 500
        ? "500"
        : "other";
    const words = {
      title: t(`errors.${known}.title`),
      detail: t(`errors.${known}.detail`, { seconds: waitOf(error) }),
    };
    const exact =
      ["422", "403", "409", "410", "other"].includes(known) && error.detail ? ` ${error.detail}` : "";
    return { title: words.title, detail: words.detail + exact, again: known === "429" || known === "500" };
  }
  return { title: t("errors.500.title"), detail: t("errors.500.detail"), again: true };
}

/** Seconds that a busy server asks to wait. */
export function waitOf(error: ApiProblem): number {
  const told = error.retryAfter ?? Number(error.members.retry_after);
  return told > 0 ? Math.ceil(told) : 5;
}

/** Whether a query tries again by itself: only where it may help, and never more than twice. */
export function worthRetrying(count: number, error: unknown): boolean {
  if (count >= 2) return false;
  if (error instanceof ApiProblem) return error.status >= 500 || error.status === 429;
  return error instanceof NetworkLost;
}
