// Parts that the first look at a page does not need: they come when the browser is idle, or when they are asked for.
import { type ComponentProps, type FunctionComponent, lazy, Suspense } from "react";

const PAUSE = 1500; // ms after the page has loaded, where the browser cannot say when it is idle

// biome-ignore lint/suspicious/noExplicitAny: a part may ask for anything
type Part = FunctionComponent<any>;

/** A part loaded apart from the page, by its module and its name there. Until it is there, nothing stands in its place. */
export function later<N extends string, C extends Part>(
  load: () => Promise<Record<N, C>>,
  name: N,
): FunctionComponent<ComponentProps<C>> {
  const Loaded: Part = lazy(async () => ({ default: (await load())[name] as Part }));
  whenIdle(() => void load().catch(() => undefined)); // asked for, it is tried again
  return (props) => (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}

function whenIdle(work: () => void): void {
  const soon = () =>
    "requestIdleCallback" in globalThis ? requestIdleCallback(work) : setTimeout(work, PAUSE);
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
}
