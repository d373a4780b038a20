import { describe, expect, it } from "vitest";
import { daysBetween, moment, promise } from "./when";

const ZONE = "Europe/Istanbul";
const NOW = new Date("2026-11-24T09:00:00+03:00");

describe("a promise", () => {
  it("of today and tomorrow says so", () => {
    expect(promise("2026-11-24T17:00:00+03:00", NOW, "tr", ZONE)).toMatchObject({
      near: "today",
      time: "17:00",
    });
    expect(promise("2026-11-25T08:30:00+03:00", NOW, "en", ZONE)).toMatchObject({
      near: "tomorrow",
      time: "08:30",
    });
  });

  it("of a later day names it, with the year only when it is another", () => {
    expect(promise("2026-11-27T17:00:00+03:00", NOW, "tr", ZONE).day).toBe("27 Kasım Cuma");
    expect(promise("2027-01-04T17:00:00+03:00", NOW, "tr", ZONE).day).toBe("4 Ocak 2027 Pazartesi");
  });

  it("counts days by the city's midnight, not by the phone's", () => {
    expect(daysBetween(new Date("2026-11-24T20:30:00Z"), new Date("2026-11-24T21:30:00Z"), ZONE)).toBe(1);
  });

  it("that is over is late", () => {
    expect(promise("2026-11-24T08:00:00+03:00", NOW, "tr", ZONE)).toMatchObject({
      near: "today",
      late: true,
    });
  });
});

it("a moment has day and time in the city", () => {
  expect(moment("2026-11-24T20:30:00Z", "tr", ZONE)).toBe("24 Kasım 2026 23:30");
});
