import { expect, test } from "vitest";
import type { Ticket } from "#shared/api/types";
import { combine } from "./useTicketList";

const ticket = (number: string, version = 1) => ({ number, version }) as Ticket;

test("a ticket that moved between two pages stands once", () => {
  const { tickets } = combine([
    [ticket("1"), ticket("2")],
    [ticket("2"), ticket("3")],
  ]);

  expect(tickets.map((one) => one.number)).toEqual(["1", "2", "3"]);
});

test("rows take their newer version in place, older ones change nothing", () => {
  const { tickets } = combine([[ticket("1", 2), ticket("2", 5)]], [ticket("1", 3), ticket("2", 4)]);

  expect(tickets.map((one) => one.version)).toEqual([3, 5]);
});

test("what the beginning has and the list has not is counted, not slipped in", () => {
  const { tickets, unseen } = combine([[ticket("2")]], [ticket("1"), ticket("2")]);

  expect([tickets.length, unseen]).toEqual([1, 1]);
});
