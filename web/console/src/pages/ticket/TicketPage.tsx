// One ticket: the conversation in the middle, what is known about it beside it, what can be done above it.
import { ActionIcon, Group, Loader, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Move, TicketPage as Page } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { writeNumber } from "#shared/format/numbers";
import { useActions } from "../../app/actions";
import { useApp, useLanguage } from "../../app/context";
import { meQuery } from "../../app/queries";
import { ChannelIcon, PriorityMark, StatusBadge } from "../../parts/Badges";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { AssignDialog } from "../inbox/AssignDialog";
import { neighbours } from "../inbox/useTicketList";
import { Merge } from "./Merge";
import { MoveButtons, MoveDialog } from "./Moves";
import { ReplyBox, type Way } from "./ReplyBox";
import { CitizenCard, Classification, Promises, Where } from "./Side";
import { Timeline } from "./Timeline";
import classes from "./ticket.module.css";
import { useTicketChange, useTicketPage } from "./useTicket";

export function TicketRoute() {
  const { t } = useTranslation();
  const { number } = useParams({ from: "/tickets/$number" });
  const { page, error, refetch } = useTicketPage(number);
  if (!page)
    return (
      <Group p="lg" justify="center">
        {error ? (
          <Problem error={error} onRetry={() => void refetch()} />
        ) : (
          <Loader role="status" aria-label={t("inbox.loading")} />
        )}
      </Group>
    );
  return <Ticket key={number} page={page} />;
}

function Ticket({ page }: { page: Page }) {
  const { t } = useTranslation();
  const { api } = useApp();
  const { ticket } = page;
  const { data: me } = useQuery(meQuery(api));
  const mayChange = me ? !me.roles.every((role) => role === "auditor") : false;
  const changing = useTicketChange(ticket.number);
  const [move, setMove] = useState<Move | null>(null);
  const [menu, setMenu] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const [way, setWay] = useState<Way>("messages");
  const box = useRef<HTMLTextAreaElement>(null);
  const write = useCallback((how: Way) => {
    setWay(how);
    box.current?.focus(); // at once: the next key is already meant for it
  }, []);
  useTicketActions(page, {
    write,
    setMove,
    openMenu: () => setMenu(true),
    assign: () => mayChange && setAssigning(true),
  });

  return (
    <article className={classes.page} aria-labelledby="ticket-title">
      <Head
        page={page}
        moves={<MoveButtons page={page} onMove={setMove} menu={{ opened: menu, onChange: setMenu }} />}
      />
      <div className={classes.columns}>
        <div className={classes.main}>
          <Timeline page={page} />
          {mayChange && <ReplyBox page={page} changing={changing} way={way} onWay={setWay} box={box} />}
        </div>
        <aside className={classes.side} aria-label={t("ticket.about")}>
          <Promises page={page} changing={changing} mayChange={mayChange} />
          <Classification
            page={page}
            changing={changing}
            onAssign={() => setAssigning(true)}
            mayChange={mayChange}
          />
          <Where page={page} />
          <CitizenCard page={page} />
        </aside>
      </div>
      {move && !changing.conflict && (
        <MoveDialog key={move.to} page={page} move={move} changing={changing} onClose={() => setMove(null)} />
      )}
      {assigning && <AssignDialog tickets={[ticket]} onClose={() => setAssigning(false)} />}
      <Merge page={page} changing={changing} />
    </article>
  );
}

function Head({ page, moves }: { page: Page; moves: React.ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { ticket } = page;
  const { search } = neighbours(ticket.number);
  return (
    <header className={classes.head}>
      <Link to="/inbox" search={search} aria-label={t("ticket.back")} className={classes.back}>
        <Icon name="back" />
      </Link>
      <div className={classes.headText}>
        <Group gap="xs">
          <Title order={1} id="ticket-title" className={classes.number}>
            {writeNumber(ticket.number)}
          </Title>
          <StatusBadge status={ticket.status} />
          <PriorityMark priority={ticket.priority} />
          {ticket.outcome && <Text size="xs">{t(`outcome.${ticket.outcome}` as "outcome.solved")}</Text>}
        </Group>
        <Group gap={6}>
          <ChannelIcon channel={ticket.channel} size={14} />
          <Text size="xs" c="dimmed">
            {t("ticket.opened", {
              kind: t(`kind.${ticket.kind}`),
              at: writeMoment(ticket.opened_at, language),
            })}
          </Text>
          {ticket.duplicate_of && (
            <Link to="/tickets/$number" params={{ number: ticket.duplicate_of }} className={classes.small}>
              {t("ticket.duplicate_of", { number: writeNumber(ticket.duplicate_of) })}
            </Link>
          )}
          {ticket.planned_for && (
            <Text size="xs">
              {t("ticket.planned_for", { at: writeMoment(ticket.planned_for, language) })}
            </Text>
          )}
        </Group>
      </div>
      <div className={classes.moves}>{moves}</div>
      <Steps number={ticket.number} />
    </header>
  );
}

function Steps({ number }: { number: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { before, after } = neighbours(number);
  if (!before && !after) return null;
  const go = (to: string | undefined) =>
    to && void navigate({ to: "/tickets/$number", params: { number: to } });
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("shortcuts.ticket.1")}
        disabled={!before}
        onClick={() => go(before)}
      >
        <Icon name="back" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("shortcuts.ticket.0")}
        disabled={!after}
        onClick={() => go(after)}
      >
        <Icon name="forward" />
      </ActionIcon>
    </Group>
  );
}

interface Doing {
  write: (way: Way) => void;
  setMove: (move: Move) => void;
  openMenu: () => void;
  assign: () => void;
}

function useTicketActions(page: Page, { write, setMove, openMenu, assign }: Doing): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { number } = page.ticket;
  const go = (step: "before" | "after") => {
    const to = neighbours(number)[step];
    if (to) void navigate({ to: "/tickets/$number", params: { number: to } });
  };
  const resolve = page.moves.find((move) => move.to === "resolved");
  useActions([
    { id: "next", keys: "j", label: t("shortcuts.ticket.0"), run: () => go("after"), hidden: true },
    { id: "previous", keys: "k", label: t("shortcuts.ticket.1"), run: () => go("before"), hidden: true },
    {
      id: "back",
      keys: "u",
      label: t("shortcuts.ticket.2"),
      run: () => void navigate({ to: "/inbox", search: neighbours(number).search }),
    },
    { id: "assign", keys: "a", label: t("shortcuts.ticket.3"), run: assign },
    { id: "reply", keys: "r", label: t("shortcuts.ticket.4"), run: () => write("messages") },
    { id: "note", keys: "n", label: t("shortcuts.ticket.5"), run: () => write("notes") },
    ...(resolve
      ? [{ id: "resolve", keys: "e", label: t("shortcuts.ticket.6"), run: () => setMove(resolve) }]
      : []),
    { id: "moves", keys: "m", label: t("shortcuts.ticket.7"), run: openMenu, hidden: true },
    ...page.moves
      .filter((move) => move !== resolve)
      .map((move) => ({ id: `move-${move.to}`, label: t(`move.${move.to}`), run: () => setMove(move) })),
  ]);
}
