import { expect, it } from "vitest";
import { answer, type Wishes, wants } from "./wishes";

const NONE: Wishes = { channel: null, refused: [], agreed: [], channels: ["whatsapp", "email"] };

it("tells of one's own requests and asks surveys unless somebody said no, and announces after a yes only", () => {
  expect(wants(NONE, "service")).toBe(true);
  expect(wants(NONE, "survey")).toBe(true);
  expect(wants(NONE, "announcement")).toBe(false);
});

it("takes an answer and takes it back", () => {
  const no = answer(NONE, "survey", false);
  const yes = answer(answer(NONE, "announcement", true), "announcement", false);

  expect(wants(no, "survey")).toBe(false);
  expect(wants(no, "service")).toBe(true);
  expect(answer(no, "survey", true)).toEqual(NONE);
  expect(wants(yes, "announcement")).toBe(false);
});

it("leaves what was said of one channel alone", () => {
  const one: Wishes = { ...NONE, refused: [{ purpose: "service", channel: "whatsapp" }] };

  expect(wants(one, "service")).toBe(true);
  expect(answer(one, "survey", false).refused).toContainEqual({ purpose: "service", channel: "whatsapp" });
});
