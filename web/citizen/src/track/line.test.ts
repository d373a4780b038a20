import { describe, expect, it } from "vitest";
import { type Happened, lineOf } from "./line";

const at = (hour: number): string => `2026-11-24T${String(hour).padStart(2, "0")}:00:00+03:00`;
const happened = (...types: string[]): Happened[] =>
  types.map((type, hour) => ({ type: `Ticket${type}`, at: at(hour) }));
const shown = (status: string, ...types: string[]): string[] =>
  lineOf(status, happened(...types)).map(({ name, mark }) => `${name} ${mark}`);

describe("the line of a ticket", () => {
  it("begins with what has been received", () => {
    expect(shown("received", "Opened")).toEqual([
      "received now",
      "assigned later",
      "in_progress later",
      "resolved later",
    ]);
  });

  it("moves on with each stage and tells when", () => {
    const line = lineOf("in_progress", happened("Opened", "Assigned", "Started"));

    expect(line.map(({ mark, at: when }) => [mark, when])).toEqual([
      ["done", at(0)],
      ["done", at(1)],
      ["now", at(2)],
      ["later", null],
    ]);
  });

  it.each(["planned", "waiting_citizen", "waiting_external"])(
    "names a ticket that is %s in its middle",
    (status) => {
      expect(shown(status, "Opened", "Assigned", "Started")[2]).toBe(`${status} now`);
    },
  );

  it("passes over a middle that never came", () => {
    expect(shown("resolved", "Opened", "Assigned", "Resolved")).toEqual([
      "received done",
      "assigned done",
      "in_progress done",
      "resolved done",
    ]);
  });

  it("remembers after closing how it ended", () => {
    expect(shown("closed", "Opened", "Rejected", "Closed")[3]).toBe("rejected done");
    expect(shown("closed", "Opened", "MarkedDuplicate", "Closed")[3]).toBe("duplicate done");
    expect(shown("closed", "Opened", "Resolved", "Closed")[3]).toBe("resolved done");
  });

  it("starts anew with a reopened ticket", () => {
    const line = lineOf("reopened", happened("Opened", "Assigned", "Resolved", "Closed", "Reopened"));

    expect(line.map(({ name, mark, at: when }) => [name, mark, when])).toEqual([
      ["reopened", "now", at(4)],
      ["assigned", "later", null],
      ["in_progress", "later", null],
      ["resolved", "later", null],
    ]);
  });
});
