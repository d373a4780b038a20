// What is typed and not sent: kept in this tab until it is sent or thrown away, through reloads and ended sessions.
import { useCallback, useState } from "react";

const PREFIX = "nabiz.draft.";

function read<T>(key: string, empty: T): T {
  const written = sessionStorage.getItem(PREFIX + key);
  if (written === null) return empty;
  try {
    return JSON.parse(written) as T;
  } catch {
    return empty;
  }
}

/** A value that outlives the page. `empty` is what it is after clearing; setting it to that removes it. */
export function useDraft<T>(key: string, empty: T): [T, (value: T) => void, () => void] {
  const [state, setState] = useState(() => ({ key, value: read(key, empty) }));
  // Another ticket's box is the same component with another key.
  const value = state.key === key ? state.value : read(key, empty);
  if (state.key !== key) setState({ key, value });
  const set = useCallback(
    (next: T) => {
      sessionStorage.setItem(PREFIX + key, JSON.stringify(next));
      setState({ key, value: next });
    },
    [key],
  );
  const clear = useCallback(() => {
    sessionStorage.removeItem(PREFIX + key);
    setState({ key, value: empty });
  }, [key, empty]);
  return [value, set, clear];
}
