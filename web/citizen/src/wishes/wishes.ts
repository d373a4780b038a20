// What a citizen wishes to be told, as the page shows it: three questions and a channel.

import type { components } from "#shared/api/schema";

export type Wishes = components["schemas"]["OwnWishes"];
export type Purpose = "service" | "survey" | "announcement";

/** Whether somebody is told: announcements want a yes, the others go unless there is a no for every channel. */
export function wants(wishes: Wishes, purpose: Purpose): boolean {
  const refused = wishes.refused.some((no) => no.purpose === purpose && !no.channel);
  return !refused && (purpose !== "announcement" || wishes.agreed.includes(purpose));
}

/** The wishes with another answer to one question; what was said of single channels stays unless it is undone. */
export function answer(wishes: Wishes, purpose: Purpose, yes: boolean): Wishes {
  const others = wishes.refused.filter((no) => no.purpose !== purpose);
  const agreed = wishes.agreed.filter((one) => one !== purpose);
  return yes
    ? { ...wishes, refused: others, agreed: purpose === "announcement" ? [...agreed, purpose] : agreed }
    : { ...wishes, refused: [...others, { purpose, channel: null }], agreed };
}
