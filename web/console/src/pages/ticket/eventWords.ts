// Entries of the history and notifications in the reader's words.
import { useTranslation } from "react-i18next";
import type { HistoryEntry, NotificationRecord } from "#shared/api/types";
import { writeLongMoment } from "#shared/format/dates";
import { writeNumber } from "#shared/format/numbers";
import { useLanguage } from "../../app/context";
import { useActorName, useNames } from "../../parts/names";

export interface EventWords {
  title: string;
  /** What somebody wrote as the reason. */
  reason: string;
}

export function useEventWords(
  people: Record<string, string> | undefined,
): (event: HistoryEntry) => EventWords {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const actor = useActorName(people);
  return (event) => {
    const data = event.data as Record<string, string | boolean | number>;
    const text = (name: string) => (typeof data[name] === "string" ? (data[name] as string) : "");
    const classified = event.type === "TicketClassified";
    const person = event.type === "TicketGivenTo";
    const to = classified
      ? names.category(text("to"))
      : person
        ? actor(`user:${text("to")}`)
        : names.department(text("to"));
    const fields = {
      actor: actor(event.actor),
      to,
      from: classified ? names.category(text("from")) : names.department(text("from")),
      department: names.department(text("department") || text("to")),
      outcome: text("outcome") ? t(`outcome.${text("outcome")}` as "outcome.solved") : "",
      planned: text("planned_for") ? writeLongMoment(text("planned_for"), language) : "",
      original: writeNumber(text("duplicate_of")),
      place: names.neighbourhood(text("neighbourhood")),
      clock: text("clock")
        ? t(`clock.${text("clock")}` as "clock.respond", { defaultValue: t("clock.promise") })
        : "",
      until: text("until") ? writeLongMoment(text("until"), language) : "",
      answer: text("answer") ? t(`answer.${text("answer")}` as "answer.satisfied") : "",
    };
    const key = event.type === "TicketEscalated" && data.overdue ? "TicketEscalatedOverdue" : event.type;
    const title = t(`event.${key}` as "event.TicketOpened", { defaultValue: event.type, ...fields });
    return { title, reason: text("reason") };
  };
}

export function useToldWords(): (told: NotificationRecord) => string {
  const { t } = useTranslation();
  const names = useNames();
  return (told) => {
    const [kind, id = ""] = told.recipient.split(":");
    const recipient =
      kind === "citizen"
        ? t("words.citizen")
        : kind === "department"
          ? names.department(id)
          : t(`post.${kind}` as "post.supervisor", { defaultValue: told.recipient });
    return t("ticket.told", {
      recipient,
      what: t(`stage.${told.stage}` as "stage.resolved", { defaultValue: told.stage }),
      channel: t(`channel.${told.channel}` as "channel.web", { defaultValue: told.channel }),
      state: t(`delivery.${told.state}` as "delivery.sent", { defaultValue: told.state }),
    });
  };
}
