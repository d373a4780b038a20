// Messages, history and notifications of a ticket as one line, oldest first.
import type { HistoryEntry, Message, NotificationRecord, TicketPage } from "#shared/api/types";

export type Item =
  | { kind: "message"; id: string; at: string; message: Message }
  | { kind: "event"; id: string; at: string; event: HistoryEntry }
  | { kind: "told"; id: string; at: string; told: NotificationRecord };

// These stand there as the message itself.
const SAID = new Set(["CitizenReplied", "StaffReplied", "NoteAdded"]);

/** Everything that happened, in order; of two things at one moment what was said comes after what was done. */
export function timeline(page: Pick<TicketPage, "messages" | "history" | "notifications">): Item[] {
  const items: Item[] = [
    ...page.history
      .filter((event) => !SAID.has(event.type))
      .map(
        (event): Item => ({
          kind: "event",
          id: `e${event.seq}-${event.type}-${event.at}`,
          at: event.at,
          event,
        }),
      ),
    ...page.messages.map(
      (message): Item => ({ kind: "message", id: `m${message.id}`, at: message.at, message }),
    ),
    ...page.notifications.map(
      (told): Item => ({ kind: "told", id: `n${told.key}`, at: told.created_at, told }),
    ),
  ];
  const time = new Map(items.map((item) => [item, new Date(item.at).getTime()]));
  return items.sort((one, other) => (time.get(one) ?? 0) - (time.get(other) ?? 0));
}

/** What happened since somebody looked: the entries of the history that were not there yet. */
export function since(history: readonly HistoryEntry[], entries: number): HistoryEntry[] {
  return history.slice(entries);
}
