// The words of the pages. They stand in texts/*.json and come one language at a time.

import type words from "../texts/tr.json";
import { createStore } from "./store";

// Plural forms are one key with `count` among its fields.
type Whole<K extends string> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;
export type TextKey = Whole<keyof typeof words>;
type Words = Record<string, string>;

const files = import.meta.glob<Words>("../texts/*.json", { import: "default" });
const REMEMBERED = "nabiz.language";

export const language = createStore("");
let current: Words = {};
let plural: Intl.PluralRules;

/** Load a language; the pages are rendered anew. */
export async function speak(code: string): Promise<void> {
  const file = files[`../texts/${code}.json`];
  if (!file) throw new Error(`There are no texts in ${code}`);
  current = await file();
  plural = new Intl.PluralRules(code);
  document.documentElement.lang = code;
  language.set(code);
}

/** Load it because the citizen asked for it, and remember that. */
export async function choose(code: string): Promise<void> {
  localStorage.setItem(REMEMBERED, code);
  await speak(code);
}

/** The chosen language, else the first of the browser's that the city speaks, else the city's own. */
export function preferred(spoken: readonly string[], own: string, wanted: readonly string[]): string {
  const known = [
    localStorage.getItem(REMEMBERED) ?? "",
    ...wanted.map((tag) => tag.slice(0, 2).toLowerCase()),
  ];
  return known.find((code) => spoken.includes(code) && `../texts/${code}.json` in files) ?? own;
}

/** The words of a key with its fields filled in; `count` chooses between `_one` and `_other`. */
export function t(key: TextKey, fields: Record<string, string | number> = {}): string {
  const { count } = fields;
  const form = count === undefined ? key : `${key}_${plural.select(Number(count))}`;
  const text = current[form] ?? current[key] ?? current[`${key}_other`] ?? "";
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(fields[name] ?? ""));
}

/** Words whose key is made from data, such as a status; the data's own word where there are none. */
export function word(group: string, name: string): string {
  return current[`${group}.${name}`] ?? name;
}
