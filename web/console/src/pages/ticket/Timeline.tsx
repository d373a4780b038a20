// The conversation with everything that happened around it.
import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryEntry, MediaFile, Message, NotificationRecord, TicketPage } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { useLanguage } from "../../app/context";
import { ChannelIcon } from "../../parts/Badges";
import { Icon, type IconName } from "../../parts/Icon";
import { useActorName } from "../../parts/names";
import { useEventWords, useToldWords } from "./eventWords";
import { Media } from "./Media";
import classes from "./ticket.module.css";
import { timeline } from "./timeline";

export function Timeline({ page }: { page: TicketPage }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<"all" | "messages">("all");
  const items = useMemo(() => timeline(page), [page]);
  const files = useMemo(() => {
    const found = new Map<string, MediaFile[]>();
    for (const file of page.media)
      if (!file.duplicate_of) found.set(file.message, [...(found.get(file.message) ?? []), file]);
    return found;
  }, [page.media]);
  const actor = useActorName(page.names);
  return (
    <section aria-labelledby="timeline-title" className={classes.timeline}>
      <div className={classes.timelineHead}>
        <h2 id="timeline-title" className={classes.title}>
          {t("ticket.timeline")}
        </h2>
        <SegmentedControl
          size="xs"
          value={shown}
          onChange={(value) => setShown(value === "messages" ? "messages" : "all")}
          data={[
            { value: "all", label: t("ticket.show_all") },
            { value: "messages", label: t("ticket.show_messages") },
          ]}
          aria-label={t("ticket.show")}
        />
      </div>
      <ol className={classes.items}>
        {items.map((item) => {
          if (item.kind === "message")
            return (
              <MessageItem
                key={item.id}
                message={item.message}
                files={files.get(item.message.id) ?? []}
                actor={actor}
                number={page.ticket.number}
              />
            );
          if (shown === "messages") return null;
          return item.kind === "event" ? (
            <EventItem key={item.id} event={item.event} names={page.names} />
          ) : (
            <ToldItem key={item.id} told={item.told} />
          );
        })}
      </ol>
    </section>
  );
}

function MessageItem({
  message,
  files,
  actor,
  number,
}: {
  message: Message;
  files: MediaFile[];
  actor: (id: string) => string;
  number: string;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li className={classes.message} data-direction={message.direction}>
      <div className={classes.messageHead}>
        {message.direction === "note" ? (
          <Icon name="note" size={14} />
        ) : (
          <ChannelIcon channel={message.channel} size={14} />
        )}
        <strong>{actor(message.author)}</strong>
        {message.direction === "note" && <span>{t("ticket.note")}</span>}
        <time dateTime={message.at}>{writeMoment(message.at, language)}</time>
      </div>
      {message.text && <p className={classes.words}>{message.text}</p>}
      {message.place && (
        <p className={classes.words}>
          <Icon name="pin" size={14} />{" "}
          {[message.place.name, message.place.address].filter(Boolean).join(", ") ||
            t("ticket.position", { lat: message.place.lat, lon: message.place.lon })}
        </p>
      )}
      {message.kind === "unsupported" && <p className={classes.words}>{t("ticket.unsupported")}</p>}
      {(message.kind === "edited" || message.kind === "deleted") && (
        <p className={classes.words}>{t(`ticket.${message.kind}`)}</p>
      )}
      {message.kind === "reaction" && (
        <p className={classes.words}>{t("ticket.reaction", { sign: message.note })}</p>
      )}
      {files.length > 0 && (
        <div className={classes.files}>
          {files.map((file) => (
            <Media key={file.id} file={file} number={number} />
          ))}
        </div>
      )}
    </li>
  );
}

const SIGN: Record<string, IconName> = {
  TicketOpened: "plus",
  TicketEscalated: "warning",
  TicketResolved: "check",
  TicketClosed: "check",
  TicketLocated: "pin",
  SurveyAnswered: "star",
  SurveyDue: "star",
  TicketTransferred: "swap",
  TicketAssigned: "swap",
};

function EventItem({ event, names }: { event: HistoryEntry; names: Record<string, string> | undefined }) {
  const language = useLanguage();
  const words = useEventWords(names);
  const { title, reason } = words(event);
  return (
    <li className={classes.event} data-type={event.type}>
      <Icon name={SIGN[event.type] ?? "clock"} size={14} />
      <span>
        {title}
        {reason && <q className={classes.reason}>{reason}</q>}
      </span>
      <time dateTime={event.at}>{writeMoment(event.at, language)}</time>
    </li>
  );
}

function ToldItem({ told }: { told: NotificationRecord }) {
  const language = useLanguage();
  const words = useToldWords();
  return (
    <li className={classes.event} data-told={told.state}>
      <ChannelIcon channel={told.channel} size={14} />
      <span>{words(told)}</span>
      <time dateTime={told.created_at}>{writeMoment(told.created_at, language)}</time>
    </li>
  );
}
