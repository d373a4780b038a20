import { expect, it } from "vitest";
import { keyBytes, ownAddress, readMessage } from "./messages";

const ORIGIN = "https://x.example";

it("shows what the city wrote and leads to the ticket", () => {
  const text = JSON.stringify({
    title: "Sonuçlandı",
    body: "Bitti",
    url: `${ORIGIN}/takip/1#key=a`,
    tag: "t",
  });

  expect(readMessage(text, ORIGIN)).toEqual({
    title: "Sonuçlandı",
    body: "Bitti",
    url: `${ORIGIN}/takip/1#key=a`,
    tag: "t",
  });
});

it.each(["", "no json", "[]", "null", "{}", '{"title": 5}'])("shows something for %j too", (text) => {
  expect(readMessage(text, ORIGIN).title).toBe("Nabız");
});

it.each([
  ["/takip/1#key=a", `${ORIGIN}/takip/1#key=a`],
  ["https://evil.example/x", `${ORIGIN}/`],
  ["javascript:alert(1)", `${ORIGIN}/`],
  ["http://[", `${ORIGIN}/`],
])("leads %s nowhere but to these pages", (url, expected) => {
  expect(ownAddress(url, ORIGIN)).toBe(expected);
});

it("reads the key as bytes", () => {
  expect([...keyBytes("AQL-_w")]).toEqual([1, 2, 254, 255]);
});
