// The four faces beside the four answers.

import type { Answer } from "./survey";

const MOUTHS: Record<Answer, string> = {
  very_satisfied: "M14 27a10 10 0 0 0 20 0z",
  satisfied: "M15 29q9 7 18 0",
  not_satisfied: "M15 33q9-8 18 0",
  no_opinion: "M16 31h16",
};

export function Face({ answer }: { answer: Answer }) {
  return (
    <svg class="face" viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="24" cy="24" r="21" fill="none" stroke="currentColor" stroke-width="3" />
      <circle cx="17" cy="19" r="2.6" fill="currentColor" />
      <circle cx="31" cy="19" r="2.6" fill="currentColor" />
      <path
        d={MOUTHS[answer]}
        fill={answer === "very_satisfied" ? "currentColor" : "none"}
        stroke="currentColor"
        stroke-width="3"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
