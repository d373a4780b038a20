import { expect, test } from "vitest";
import { differences } from "./differences";

test("changed, removed and new values are named by their way", () => {
  const before = { categories: { yol: { resolve: 7, names: { tr: "Yol" } } }, old: true };
  const after = { categories: { yol: { resolve: 5, names: { tr: "Yol" } } }, emails: ["a@b.example"] };

  expect(differences(before, after)).toEqual([
    { path: "categories.yol.resolve", before: "7", after: "5" },
    { path: "old", before: "true", after: "" },
    { path: "emails", before: "", after: '["a@b.example"]' },
  ]);
});
