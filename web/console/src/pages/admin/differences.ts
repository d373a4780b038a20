// What two versions of a part differ in, value by value.

export interface Difference {
  /** `categories.yol-cukur.resolve` */
  path: string;
  before: string;
  after: string;
}

type Leaves = Map<string, string>;

function leaves(value: unknown, path: string, into: Leaves): Leaves {
  if (value && typeof value === "object" && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${key}` : key, into);
  } else into.set(path, typeof value === "string" ? value : JSON.stringify(value));
  return into;
}

/** Lists are one value: their order counts. What one side has not is empty there. */
export function differences(before: unknown, after: unknown): Difference[] {
  const old = leaves(before, "", new Map());
  const now = leaves(after, "", new Map());
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, before: old.get(path) ?? "", after: now.get(path) ?? "" }));
}
