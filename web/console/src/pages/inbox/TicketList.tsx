// The list itself: only the rows that are seen are on the page, however long it is.
import { Checkbox, Loader, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { writeNumber } from "#shared/format/numbers";
import { useLanguage } from "../../app/context";
import { ChannelIcon, DueBadge, PriorityMark, StatusBadge } from "../../parts/Badges";
import { type Names, useNames } from "../../parts/names";
import classes from "./inbox.module.css";
import type { TicketList as List } from "./useTicketList";

const ROW = 64; // pixels; see .row

interface Props {
  list: List;
  cursor: number;
  onCursor: (index: number) => void;
  selected: ReadonlySet<string>;
  onSelect: (number: string) => void;
  selectable: boolean;
  /** Whether the row of the cursor takes the focus; not while the mouse moves it. */
  focus: RefObject<boolean>;
}

export function TicketRows({ list, cursor, onCursor, selected, onSelect, selectable, focus }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const language = useLanguage();
  const scroller = useRef<HTMLDivElement>(null);
  const { tickets, more, readMore } = list;
  const rows = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    measureElement: (element) => element.getBoundingClientRect().height,
    overscan: 10,
    getItemKey: (index) => tickets[index]?.number ?? index,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (more && last >= tickets.length - 30) readMore();
  }, [more, last, tickets.length, readMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor moved; the rest is only what it moves in
  useEffect(() => {
    if (!focus.current || cursor < 0) return;
    rows.scrollToIndex(cursor, { align: "auto" });
    requestAnimationFrame(() => {
      scroller.current
        ?.querySelector<HTMLElement>(`[data-index="${cursor}"] a`)
        ?.focus({ preventScroll: true });
    });
  }, [cursor]);

  return (
    <div ref={scroller} className={classes.scroller} data-testid="list">
      <ul className={classes.list} style={{ height: rows.getTotalSize() }} aria-label={t("inbox.list")}>
        {shown.map((row) => {
          const ticket = tickets[row.index];
          if (!ticket) return null;
          return (
            <li
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              data-cursor={row.index === cursor || undefined}
              className={classes.row}
              style={{ transform: `translateY(${row.start}px)` }}
              aria-setsize={more ? -1 : tickets.length}
              aria-posinset={row.index + 1}
            >
              {selectable && (
                <Checkbox
                  size="xs"
                  className={classes.check}
                  checked={selected.has(ticket.number)}
                  onChange={() => onSelect(ticket.number)}
                  aria-label={t("inbox.select", { number: writeNumber(ticket.number) })}
                />
              )}
              <Link
                to="/tickets/$number"
                params={{ number: ticket.number }}
                className={classes.link}
                onFocus={() => onCursor(row.index)}
              >
                <RowBody ticket={ticket} names={names} opened={writeMoment(ticket.opened_at, language)} />
              </Link>
            </li>
          );
        })}
      </ul>
      {more && (
        <div className={classes.more}>
          <Loader role="status" size="sm" aria-label={t("inbox.loading")} />
        </div>
      )}
    </div>
  );
}

function RowBody({ ticket, names, opened }: { ticket: Ticket; names: Names; opened: string }) {
  const { t } = useTranslation();
  const place = names.neighbourhood(ticket.location?.neighbourhood);
  return (
    <>
      <span className={classes.what}>
        <span className={classes.subject}>
          <PriorityMark priority={ticket.priority} />
          <Text span size="sm" fw={500} truncate>
            {ticket.text || t("inbox.no_text")}
          </Text>
        </span>
        <span className={classes.about}>
          <ChannelIcon channel={ticket.channel} size={14} />
          <span className={classes.number}>{writeNumber(ticket.number)}</span>
          <span className={classes.dot}>{names.category(ticket.category)}</span>
          <span className={classes.dot}>{opened}</span>
          {place && <span className={classes.dot}>{place}</span>}
        </span>
      </span>
      <span className={classes.who}>
        <span className={classes.department}>{names.department(ticket.department)}</span>
        <span className={classes.assignee}>{ticket.assignee?.split("@")[0] ?? ""}</span>
      </span>
      <span className={classes.state}>
        <StatusBadge status={ticket.status} />
      </span>
      <span className={classes.when}>
        <DueBadge ticket={ticket} />
      </span>
    </>
  );
}
