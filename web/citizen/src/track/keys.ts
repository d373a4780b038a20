// Keys of tickets that are open in this tab: out of the address, so that they stand in no history and no Referer.

import { keyIn } from "../routes";

const name = (number: string): string => `nabiz.key.${number}`;

export function holdKey(number: string, key: string): void {
  sessionStorage.setItem(name(number), key);
}

export function heldKey(number: string): string {
  return sessionStorage.getItem(name(number)) ?? "";
}

/** Take the key out of the address into the tab's memory, and clean the address and the history. */
export function takeKey(number: string): void {
  const key = keyIn(location);
  if (key) holdKey(number, key);
  if (location.hash || location.search) history.replaceState(null, "", location.pathname);
}
