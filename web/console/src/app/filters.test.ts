import { expect, test } from "vitest";
import { changeFilter, parseSearch, readFilters, stringifySearch, writeFilters } from "./filters";

test("an address and its filters are the same thing", () => {
  const filters = readFilters(parseSearch("?status=assigned,planned&queue=mine&q=572943816&utm=x"));

  expect(filters).toEqual({ queue: "mine", q: "572943816", status: "assigned,planned" });
  expect(readFilters(parseSearch(stringifySearch(filters)))).toEqual(filters);
});

test("a view is written in one order, whatever order it was made in", () => {
  expect(writeFilters({ status: "planned", queue: "all" })).toBe(
    writeFilters({ queue: "all", status: "planned" }),
  );
});

test("an emptied filter leaves the address", () => {
  expect(changeFilter({ queue: "all", q: "su" }, "q", "")).toEqual({ queue: "all" });
});
