// What went wrong, as far as a page can act on it. The words for each kind stand in texts/*.json (`failure.<kind>`).

import { ApiProblem, NetworkLost } from "#shared/api/client";

export type FailureKind =
  | "lost" // no answer: no network, or nobody there
  | "invalid" // something that was typed does not fit; `field` says what, where it is known
  | "missing"
  | "forbidden"
  | "conflict"
  | "over" // its time is past
  | "large"
  | "busy"
  | "broken";

export interface Failure {
  kind: FailureKind;
  field: string;
}

const KINDS: Record<number, FailureKind> = {
  400: "invalid",
  403: "forbidden",
  404: "missing",
  409: "conflict",
  410: "over",
  412: "conflict",
  413: "large",
  422: "invalid",
  429: "busy",
};

/** Sending again later makes sense, and costs the citizen nothing. */
export const passes = ({ kind }: Failure): boolean => kind === "lost" || kind === "busy" || kind === "broken";

export function readFailure(error: unknown): Failure {
  if (error instanceof NetworkLost) return { kind: "lost", field: "" };
  if (error instanceof ApiProblem) return { kind: KINDS[error.status] ?? "broken", field: fieldOf(error) };
  return { kind: "broken", field: "" };
}

/** The field's own name: `phone`, whether the server says `phone`, `citizen.phone` or "... at `$.citizen.phone`". */
function fieldOf(problem: ApiProblem): string {
  const { field, errors } = problem.members;
  const first = Array.isArray(errors)
    ? (errors[0] as { field?: unknown; path?: unknown } | undefined)
    : undefined;
  const named = [field, first?.field, first?.path, /`?\$\.([\w.]+)/.exec(problem.detail)?.[1]];
  const path = named.find((name): name is string => typeof name === "string" && name !== "") ?? "";
  return (
    path
      .split(/[./]/)
      .filter((part) => part && part !== "$")
      .at(-1) ?? ""
  );
}
