// The frame of every page's main part: its title is the document's, and takes the focus when the page is come to.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { city } from "../city";
import { useStore } from "../store";

let first = true; // the first page keeps the browser's own focus at the top

export function Page(props: { title: string; over?: string; wide?: boolean; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { name } = useStore(city);
  useEffect(() => {
    document.title = `${props.title} · ${name}`;
  }, [props.title, name]);
  useEffect(() => {
    if (!first) {
      scrollTo(0, 0);
      heading.current?.focus();
    }
    first = false;
  }, []);
  return (
    <div class={props.wide ? "page wide" : "page"}>
      {props.over && <p class="over">{props.over}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {props.title}
      </h1>
      {props.children}
    </div>
  );
}
