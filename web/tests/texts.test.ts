// Every word of both apps stands in both languages, with the same placeholders.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as [string, string]]
      : leaves(value, `${prefix}${key}.`),
  );
}

// A language without plural forms of its own may leave out `_one`.
const base = (key: string) => key.replace(/_(one|other)$/, "");
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map((found) => found[1]).sort();

for (const part of ["shared", "console", "citizen"].filter((name) => existsSync(`${name}/texts/tr.json`))) {
  const [tr, en] = ["tr", "en"].map((language) =>
    leaves(JSON.parse(readFileSync(`${part}/texts/${language}.json`, "utf-8")) as Tree),
  ) as [[string, string][], [string, string][]];

  test(`${part}: both languages have the same keys`, () => {
    const keys = (of: [string, string][]) => [...new Set(of.map(([key]) => base(key)))].sort();
    expect(keys(tr)).toEqual(keys(en));
  });

  test(`${part}: no text is empty and each fills the same fields`, () => {
    const english = new Map(en.map(([key, text]) => [base(key), placeholders(text)]));
    for (const [key, text] of tr) {
      expect(text.trim(), key).not.toBe("");
      expect(placeholders(text), key).toEqual(english.get(base(key)));
    }
  });
}
