// A text field's value that a reload does not lose. It goes with the tab.

import { useState } from "preact/hooks";

export function useTyped(name: string): [string, (value: string) => void] {
  const key = `nabiz.typed.${name}`;
  const [value, setValue] = useState(() => sessionStorage.getItem(key) ?? "");
  const set = (next: string) => {
    setValue(next);
    if (next) sessionStorage.setItem(key, next);
    else sessionStorage.removeItem(key);
  };
  return [value, set];
}
