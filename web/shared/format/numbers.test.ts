import { expect, test } from "vitest";
import { groupDigits, readNumber, writeNumber, writePhone } from "./numbers";

test("a ticket number is written in threes and read in any writing", () => {
  expect(writeNumber("572943816")).toBe("572-943-816");
  expect(readNumber("572 943 816")).toBe(readNumber("572-943-816"));
});

test("a wrong digit and a swap of neighbours are recognised", () => {
  const good = Array.from({ length: 10 }, (_, last) => `57294381${last}`).filter(readNumber);
  const [number = ""] = good;

  expect(good).toHaveLength(1);
  expect(readNumber(number.replace("572", "752"))).toBeNull();
});

test("phones are written in the groups they are said in", () => {
  expect(writePhone("+905321112233")).toBe("0532 111 22 33");
  expect(writePhone("153")).toBe("153");
  expect(groupDigits("05321112233")).toBe("532 111 22 33");
  expect(groupDigits("0090 532 111")).toBe("532 111");
});
