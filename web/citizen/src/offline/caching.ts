// What the service worker does with a request. Only what is named here is ever kept; everything else passes by it.

export type Treatment = "page" | "file" | "public" | "pass";

const PUBLIC = new Set(["/api/public/catalogue", "/api/public/branding"]); // the same for everybody
const OTHERS = /^\/(api|console|cognito|health)(\/|$)/;

export function routeRequest(method: string, url: URL, origin: string, navigation: boolean): Treatment {
  if (method !== "GET" || url.origin !== origin) return "pass";
  if (PUBLIC.has(url.pathname)) return "public";
  if (OTHERS.test(url.pathname)) return "pass";
  if (navigation && !/\.\w+$/.test(url.pathname)) return "page";
  return url.pathname.startsWith("/assets/") || /^\/[\w.-]+\.(css|svg|png|webmanifest)$/.test(url.pathname)
    ? "file"
    : "pass";
}
