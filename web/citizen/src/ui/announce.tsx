// What a screen reader is told without the focus moving.

import { createStore, useStore } from "../store";

const said = createStore("");

export function announce(text: string): void {
  said.set("");
  setTimeout(() => said.set(text), 60); // an emptied region first, so that the same words are said again
}

export function Announcer() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {useStore(said)}
    </div>
  );
}
