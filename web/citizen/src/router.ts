// Which page is shown: the address decides, links change it without loading anew.

import { type Route, readRoute } from "./routes";
import { createStore } from "./store";

export const route = createStore<Route>(readRoute(location.pathname));

/** Go to a path of ours. `replace` leaves no step behind to come back to. */
export function go(path: string, options: { replace?: boolean } = {}): void {
  history[options.replace ? "replaceState" : "pushState"](null, "", path);
  show();
}

function show(): void {
  route.set(readRoute(location.pathname));
}

/** Follow the browser's back and forward, and clicks on our own links. */
export function startRouter(): void {
  addEventListener("popstate", show);
  addEventListener("hashchange", show);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || !ours(link, event)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

function ours(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  return (
    plain &&
    !event.defaultPrevented &&
    link.origin === location.origin &&
    !link.target &&
    !link.hasAttribute("download") &&
    !link.hash.startsWith("#main") &&
    readRoute(link.pathname).page !== "missing"
  );
}
