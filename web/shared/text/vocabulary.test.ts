import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Phrase, suggest } from "./vocabulary";

// The city's real words, as the catalogue sends them.
const file = parse(readFileSync(new URL("../../../config/keywords.yaml", import.meta.url), "utf-8"));
const city = new Map<string, Phrase[]>(
  Object.entries(file.categories as Record<string, Record<string, string[]>>).map(([code, strengths]) => [
    code,
    Object.entries(strengths).flatMap(([strength, phrases]) =>
      phrases.map((phrase): Phrase => [phrase, file.weights[strength]]),
    ),
  ]),
);

describe("a suggestion", () => {
  it.each([
    ["116. Sokakta yaralı bir köpek var", "yarali-hayvan"],
    ["yaralı bir KÖPEĞİ gördüm", "yarali-hayvan"],
    ["Çöpler üç gündür alınmıyor", "cop-toplama"],
    ["YOLDA BÜYÜK BİR ÇUKUR VAR", "yol-cukur"],
    ["there is a pothole in our street", "yol-cukur"],
    ["gece yarısı yüksek sesle müziiiik çalıyorlar", "gurultu"],
  ])("for %s is %s", (text, category) => {
    expect(suggest(text, city)[0]?.[0]).toBe(category);
  });

  it("is not made from what is not known", () => {
    expect(suggest("merhaba", city)).toEqual([]);
    expect(suggest("", city)).toEqual([]);
  });

  it("keeps short words apart: kar is not in karar", () => {
    const words = new Map<string, Phrase[]>([["snow", [["kar", 3]]]]);

    expect(suggest("meclis karar verdi", words)).toEqual([]);
    expect(suggest("karda kaldık", words)).toEqual([["snow", 3]]);
  });

  it("wants the words of a phrase near each other, in any order", () => {
    const words = new Map<string, Phrase[]>([["x", [["masa kaldırım", 5]]]]);

    expect(suggest("kaldırıma masa koymuşlar", words)).toEqual([["x", 5]]);
    expect(suggest("kaldırım bir iki üç dört beş altı yedi masa", words)).toEqual([]);
  });

  it("loses to what speaks against it", () => {
    const words = new Map<string, Phrase[]>([
      [
        "x",
        [
          ["bank~", 3],
          ["banka!", -6],
        ],
      ],
    ]);

    expect(suggest("bankın tahtası kırık", words)).toEqual([["x", 3]]);
    expect(suggest("banka", words)).toEqual([]);
  });
});
