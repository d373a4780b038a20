import { expect, test } from "vitest";
import { suggestCategories } from "./suggest";

const CATEGORIES = [
  {
    code: "yarali-hayvan",
    name: "Hasta / yaralı hayvan",
    words: [
      ["köpek", 5],
      ["kedi yaralı", 3],
    ] as const,
  },
  { code: "basibos", name: "Başıboş hayvan", words: [["köpek", 2]] as const },
  { code: "cop", name: "Çöp toplama" },
  { code: "yol", name: "Yol ve kaldırım" },
];

test("categories are found by their names and words in any form and spelling", () => {
  const found = (text: string) => suggestCategories(text, CATEGORIES, "tr").map((one) => one.code);

  expect(found("YARALI bir köpek var")).toEqual(["yarali-hayvan", "basibos"]);
  expect(found("köpekler havlıyor")).toEqual(["yarali-hayvan", "basibos"]); // the likelier first
  expect(found("kaldirimda cöpler toplanmadı")).toEqual(["cop", "yol"]);
  expect(found("merhaba")).toEqual([]);
});
