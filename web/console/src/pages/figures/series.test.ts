import { expect, test } from "vitest";
import { answers, ceiling, everyDay } from "./series";

test("days without anything stand there with nothing", () => {
  const rows = everyDay([{ day: "2026-11-23", opened: 3 }], { from: "2026-11-22", to: "2026-11-24" });

  expect(rows).toEqual([
    { day: "2026-11-22", opened: 0, closed: 0 },
    { day: "2026-11-23", opened: 3, closed: 0 },
    { day: "2026-11-24", opened: 0, closed: 0 },
  ]);
});

test("shares are the server's own", () => {
  const counts = { very_satisfied: 851, satisfied: 413, not_satisfied: 584, no_opinion: 72 };
  const shares = { very_satisfied: 44.3, satisfied: 21.5, not_satisfied: 30.4, no_opinion: 3.8 };

  expect(answers({ counts, shares }).map((row) => row.share)).toEqual([44.3, 21.5, 30.4, 3.8]);
});

test("the axis ends at a round number", () => {
  expect([0, 5, 7, 12, 87, 430].map(ceiling)).toEqual([5, 5, 10, 20, 100, 500]);
});
