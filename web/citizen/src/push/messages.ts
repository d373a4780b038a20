// What a push message of the city carries, and where a tap on it leads. Read by the service worker and by tests.

export interface Shown {
  title: string;
  body: string;
  url: string;
  tag: string;
}

/** What is shown of a message; nothing where it is none of ours. A browser must show something for each, so a title is always there. */
export function readMessage(text: string, origin: string): Shown {
  let read: Partial<Record<keyof Shown, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed && typeof parsed === "object") read = parsed;
  } catch {
    // an empty message, or another's
  }
  const part = (name: keyof Shown) => (typeof read[name] === "string" ? (read[name] as string) : "");
  return {
    title: part("title") || "Nabız",
    body: part("body"),
    url: ownAddress(part("url"), origin),
    tag: part("tag"),
  };
}

/** An address of these pages; another one leads home. */
export function ownAddress(url: string, origin: string): string {
  try {
    const address = new URL(url, origin);
    return address.origin === origin ? address.href : `${origin}/`;
  } catch {
    return `${origin}/`;
  }
}

/** The city's key as `subscribe` wants it: bytes of base64url without padding. */
export function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const plain = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
