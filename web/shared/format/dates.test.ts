import { expect, test } from "vitest";
import { collator, writeMoment, writePercent, writeSpan } from "./dates";

const UNITS = { d: "g", h: "s", min: "dk" };

test("a span shows its two largest units", () => {
  expect(writeSpan(90 * 60_000, UNITS)).toBe("1 s 30 dk");
  expect(writeSpan(-26 * 3_600_000, UNITS)).toBe("1 g 2 s");
  expect(writeSpan(59_000, UNITS)).toBe("0 dk");
});

test("moments are the city's, whatever the device's zone", () => {
  expect(writeMoment("2026-11-24T22:30:00+00:00", "tr")).toBe("25 Kas 01:30");
});

test("shares are written as each language writes them", () => {
  expect(writePercent(65.8, "tr")).toBe("%65,8");
  expect(writePercent(65.8, "en")).toBe("65.8%");
});

test("names stand in the order of the Turkish alphabet", () => {
  const names = ["Zabıta", "İmar", "Ilıca", "Çınar", "Cumhuriyet", "Şifa", "Su"];
  expect(names.sort(collator("tr").compare)).toEqual([
    "Cumhuriyet",
    "Çınar",
    "Ilıca",
    "İmar",
    "Su",
    "Şifa",
    "Zabıta",
  ]);
});
