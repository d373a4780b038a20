import { expect, test } from "vitest";
import { fold, matches } from "./folding";

test("the four letters i become one, marks go, whatever form they came in", () => {
  expect(["İ", "I", "ı", "i", "i\u0307"].map(fold)).toEqual(["i", "i", "i", "i", "i"]);
  expect(fold("ŞIĞÇÖÜ şığçöü")).toBe("sigcou sigcou");
  expect(fold("Ç".normalize("NFD"))).toBe("c");
});

test("words are found by their beginnings, however they are typed", () => {
  expect(matches("Yaralı sokak hayvanı", "YARALI hay")).toBe(true);
  expect(matches("Yaralı sokak hayvanı", "ayvan")).toBe(false);
  expect(matches("Su baskını", "")).toBe(true);
});
