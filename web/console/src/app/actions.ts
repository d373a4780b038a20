// Everything that can be done without the mouse: pages say what they offer, keys and the palette find it.
import { useEffect, useRef, useSyncExternalStore } from "react";

export interface Action {
  id: string;
  /** "j", "?", "mod+k", or two keys in a row: "g i". */
  keys?: string;
  label: string;
  run: () => void;
  /** Not shown in the palette: moving a cursor makes no sense there. */
  hidden?: boolean;
}

let offered: readonly Action[] = [];
const groups = new Map<symbol, readonly Action[]>();
const listeners = new Set<() => void>();

function publish(): void {
  offered = [...groups.values()].flat();
  for (const listener of listeners) listener();
}

/** Offer these actions while the component is there. */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions);
  latest.current = actions;
  const shape = actions.map((action) => `${action.id}|${action.keys ?? ""}|${action.label}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is run is always the latest; only the offer's shape counts
  useEffect(() => {
    const group = Symbol();
    groups.set(
      group,
      latest.current.map((action, index) => ({ ...action, run: () => latest.current[index]?.run() })),
    );
    publish();
    return () => {
      groups.delete(group);
      publish();
    };
  }, [shape]);
}

export function useOfferedActions(): readonly Action[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
}

const SEQUENCE = 1200; // milliseconds between two keys that belong together
let first = { key: "", at: 0 };

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) &&
  !(target instanceof HTMLInputElement && ["checkbox", "radio", "button"].includes(target.type));

/** The action of a key press, the last offered first: what stands on top of the page comes before the page. */
export function actionOf(event: KeyboardEvent): Action | undefined {
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey || event.isComposing) return undefined;
  if (!mod && typing(event.target)) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const pressed = mod ? `mod+${key}` : key;
  const pair = Date.now() - first.at < SEQUENCE ? `${first.key} ${pressed}` : "";
  const find = (keys: string) => offered.findLast((action) => action.keys === keys);
  const found = (pair && find(pair)) || find(pressed);
  first = found ? { key: "", at: 0 } : { key: pressed, at: Date.now() };
  return found;
}

/** Listen for keys; a dialog that is open keeps them to itself. */
export function useKeyboard(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const dialog = document.querySelector('[role="dialog"][aria-modal="true"]');
      if (dialog && !event.ctrlKey && !event.metaKey) return;
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
