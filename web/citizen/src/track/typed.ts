// A text field's value that a reload does not lose. It goes with the tab.

import { useState } from "preact/hooks";

const keyOf = (name: string) => `nabiz.typed.${name}`;

export function keepTyped(name: string, value: string): void {
  if (value) sessionStorage.setItem(keyOf(name), value);
  else sessionStorage.removeItem(keyOf(name));
}

export function useTyped(name: string): [string, (value: string) => void] {
  const key = keyOf(name);
  const [value, setValue] = useState(() => sessionStorage.getItem(key) ?? "");
  const set = (next: string) => {
    setValue(next);
    keepTyped(name, next);
  };
  return [value, set];
}
