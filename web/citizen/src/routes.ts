// The citizens' addresses: which page a path is, and how one is written. The server sends links of the same shapes
// (layers/core/python/nabiz/services/send_notification.py).

export type Route =
  | { page: "home" }
  | { page: "report"; step: 1 | 2 | 3 }
  | { page: "received" }
  | { page: "find" }
  | { page: "ticket"; number: string }
  | { page: "code" }
  | { page: "survey"; token: string }
  | { page: "wishes"; token: string }
  | { page: "kept" }
  | { page: "accessibility" }
  | { page: "missing" };

const REPORT_STEPS = { "/basvuru": 1, "/basvuru/yer": 2, "/basvuru/iletisim": 3 } as const;

export const paths = {
  home: "/",
  report: (step: 1 | 2 | 3 = 1): string =>
    Object.entries(REPORT_STEPS).find(([, value]) => value === step)?.[0] ?? "/basvuru",
  received: "/basvuru/alindi",
  find: "/takip",
  ticket: (number: string): string => `/takip/${number}`,
  code: "/anket",
  survey: (token: string): string => `/anket/${encodeURIComponent(token)}`,
  kept: "/basvurularim",
  accessibility: "/erisilebilirlik",
};

/** The page of a path; a final slash does not matter. */
export function readRoute(path: string): Route {
  const plain = path.replace(/\/+$/, "") || "/";
  if (plain in REPORT_STEPS)
    return { page: "report", step: REPORT_STEPS[plain as keyof typeof REPORT_STEPS] };
  const [, first = "", second = "", more] = plain.split("/");
  if (more !== undefined) return { page: "missing" };
  if (first === "takip" && second) return { page: "ticket", number: second.replace(/\D/g, "") };
  if (first === "tercihler" && second) return { page: "wishes", token: decode(second) };
  if (first === "anket" && second) return { page: "survey", token: decode(second) };
  switch (plain) {
    case paths.home:
      return { page: "home" };
    case paths.received:
      return { page: "received" };
    case paths.find:
      return { page: "find" };
    case paths.code:
      return { page: "code" };
    case paths.kept:
      return { page: "kept" };
    case paths.accessibility:
      return { page: "accessibility" };
    default:
      return { page: "missing" };
  }
}

/** The link that opens a ticket. The key stands behind #, which browsers send to no server and in no Referer. */
export function ticketLink(origin: string, number: string, key: string): string {
  return `${origin}${paths.ticket(number)}#key=${encodeURIComponent(key)}`;
}

/** The key that a link carries, behind # or, as an older mail may, behind ?. Empty if none. */
export function keyIn(address: { hash: string; search: string }): string {
  const written =
    new URLSearchParams(address.hash.slice(1)).get("key") ?? new URLSearchParams(address.search).get("key");
  return (written ?? "").trim().toLowerCase();
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
