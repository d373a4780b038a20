// Status, priority, channel and what is left of a promise, each readable without its colour.
import { Badge, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Clock, Priority, Status, Ticket } from "#shared/api/types";
import { writeLongMoment, writeSpan } from "#shared/format/dates";
import { useLanguage } from "../app/context";
import { Icon, isIcon } from "./Icon";
import classes from "./parts.module.css";
import { useNow } from "./useNow";

const TONE: Record<Status, string> = {
  received: "new",
  reopened: "new",
  assigned: "active",
  in_progress: "active",
  planned: "waiting",
  waiting_citizen: "waiting",
  waiting_external: "waiting",
  resolved: "done",
  closed: "quiet",
  rejected: "quiet",
  duplicate: "quiet",
};

export function StatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation();
  return (
    <span className={classes.status} data-tone={TONE[status]}>
      {t(`status.${status}`)}
    </span>
  );
}

export function PriorityMark({ priority }: { priority: Priority }) {
  const { t } = useTranslation();
  if (priority === "normal" || priority === "low") return null;
  return (
    <span className={classes.priority} data-priority={priority}>
      {t(`priority.${priority}`)}
    </span>
  );
}

export function ChannelIcon({ channel, size = 16 }: { channel: string; size?: number }) {
  const { t } = useTranslation();
  const name = isIcon(channel) ? channel : "web";
  return (
    <Icon
      name={name}
      size={size}
      label={t(`channel.${channel}` as "channel.web", { defaultValue: channel })}
    />
  );
}

/** The clock that matters now: the first answer until it is given, then the resolution. */
export function pressingClock(ticket: Ticket): Clock | null {
  const { respond, resolve } = ticket.clocks;
  if (respond && !respond.stopped_at) return respond;
  return resolve && !resolve.stopped_at ? resolve : null;
}

export function DueBadge({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const clock = pressingClock(ticket);
  if (!clock) return null;
  return (
    <span className={classes.dueWithKind}>
      <TimeLeft clock={clock} />
      <span className={classes.quiet}>{t(`clock.${clock.kind}`)}</span>
    </span>
  );
}

/** "2 g 3 sa kaldı", "45 dk gecikti", or that it waits. */
export function TimeLeft({ clock }: { clock: Clock }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const units = { d: t("units.d"), h: t("units.h"), min: t("units.min") };
  if (clock.paused_at) {
    return (
      <span className={classes.due} data-state="paused">
        <Icon name="clock" size={14} /> {t("clock.paused")}
      </span>
    );
  }
  const left = new Date(clock.due).getTime() - now;
  const state = left < 0 ? "over" : left < 2 * 3_600_000 ? "soon" : "fine";
  const span = writeSpan(left, units);
  return (
    <Tooltip label={writeLongMoment(clock.due, language)} openDelay={400}>
      <span className={classes.due} data-state={state}>
        <Icon name={left < 0 ? "warning" : "clock"} size={14} />{" "}
        {left < 0 ? t("clock.over", { span }) : t("clock.left", { span })}
      </span>
    </Tooltip>
  );
}

export function CountBadge({ count, overdue, label }: { count: string; overdue?: boolean; label?: string }) {
  return (
    <Badge
      variant={overdue ? "filled" : "light"}
      color={overdue ? "red.9" : "gray"}
      size="sm"
      aria-label={label}
      styles={{ label: { color: overdue ? "white" : "var(--mantine-color-text)" } }}
    >
      {count}
    </Badge>
  );
}
