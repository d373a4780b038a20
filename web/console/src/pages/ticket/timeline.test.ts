import { expect, test } from "vitest";
import type { HistoryEntry, Message, NotificationRecord } from "#shared/api/types";
import { since, timeline } from "./timeline";

const event = (seq: number, type: string, at: string) => ({ seq, type, at }) as HistoryEntry;

test("what was said, done and told stands in one line by time, whatever zone it was written in", () => {
  const page = {
    history: [
      event(1, "TicketOpened", "2026-11-24T10:00:00Z"),
      event(2, "TicketStarted", "2026-11-24T14:00:00+03:00"),
    ],
    messages: [{ id: "a", at: "2026-11-24T10:30:00Z" } as Message],
    notifications: [{ key: "1#x", created_at: "2026-11-24T10:00:01Z" } as NotificationRecord],
  };

  expect(timeline(page).map((item) => item.id[0])).toEqual(["e", "n", "m", "e"]);
});

test("a message and its entry in the history are shown once", () => {
  const page = {
    history: [event(1, "CitizenReplied", "2026-11-24T10:00:00Z")],
    messages: [{ id: "a", at: "2026-11-24T10:00:00Z" } as Message],
    notifications: [],
  };

  expect(timeline(page)).toHaveLength(1);
});

test("what was not there when somebody looked is what changed since", () => {
  const history = [
    event(1, "TicketOpened", "x"),
    event(2, "TicketAssigned", "x"),
    event(3, "TicketStarted", "x"),
  ];

  expect(since(history, 2).map((one) => one.type)).toEqual(["TicketStarted"]);
});
