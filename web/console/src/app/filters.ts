// A list's filters as they stand in the address: plain words, so that an address can be read, kept and sent to others.

export const FILTERS = [
  "queue",
  "q",
  "status",
  "department",
  "category",
  "channel",
  "neighbourhood",
  "priority",
  "assignee",
  "overdue",
  "done",
] as const;

export type Filter = (typeof FILTERS)[number];
export type Filters = Partial<Record<Filter, string>>;

/** The known filters of an address; everything else in it is left out. */
export function readFilters(search: Record<string, unknown>): Filters {
  const found: Filters = {};
  for (const name of FILTERS) {
    const value = search[name];
    if (typeof value === "string" && value !== "") found[name] = value;
  }
  return found;
}

/** The same filters with one of them changed; empty removes it. */
export function changeFilter(filters: Filters, name: Filter, value: string | null): Filters {
  const { [name]: _, ...rest } = filters;
  return value ? { ...rest, [name]: value } : rest;
}

/** `queue=mine&status=assigned`, in a fixed order: what a saved view keeps. */
export function writeFilters(filters: Filters): string {
  const params = new URLSearchParams();
  for (const name of FILTERS) {
    const value = filters[name];
    if (value) params.set(name, value);
  }
  return params.toString();
}

/** Search parameters stay what they are in the address: words, never numbers or JSON. */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search));

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  const written = params.toString();
  return written ? `?${written}` : "";
}
