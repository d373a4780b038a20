// The inbox: queues at the side, the list, its filters, and what can be done with many tickets at once.
import { Button, Group, Loader, Text, Title, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "../../app/actions";
import { useApp } from "../../app/context";
import { later } from "../../app/later";
import { meQuery } from "../../app/queries";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { FilterBar } from "./FilterBar";
import classes from "./inbox.module.css";
import { QueueList, QueueSelect, useQueues } from "./QueueList";
import { TicketRows } from "./TicketList";
import { rememberList, useTicketList } from "./useTicketList";

const AssignDialog = later(() => import("./AssignDialog"), "AssignDialog");

const NOBODY: ReadonlySet<string> = new Set();

export function InboxPage() {
  const { t } = useTranslation();
  const { api } = useApp();
  const navigate = useNavigate();
  const filters = useSearch({ from: "/inbox" });
  const list = useTicketList(filters);
  const { data: me } = useQuery(meQuery(api));
  const { queues, nameOf } = useQueues();
  const searchBox = useRef<HTMLInputElement>(null);
  const byKeys = useRef(false);
  const [cursor, setCursor] = useState(-1);
  const [selected, setSelected] = useState(NOBODY);
  const [assigning, setAssigning] = useState<readonly string[]>([]);
  const mayChange = me ? !me.roles.every((role) => role === "auditor") : false;

  const key = JSON.stringify(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins anew
  useEffect(() => {
    setCursor(-1);
    setSelected(NOBODY);
  }, [key]);
  useEffect(() => rememberList(list.tickets, filters), [list.tickets, filters]);

  const select = useCallback((number: string) => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(number)) after.add(number);
      return after;
    });
  }, []);
  const step = (by: number) => {
    byKeys.current = true;
    setCursor((at) => Math.min(Math.max(at + by, 0), list.tickets.length - 1));
  };
  const present = list.tickets[cursor];
  const openAssign = () => {
    const numbers = selected.size ? [...selected] : present ? [present.number] : [];
    if (mayChange && numbers.length) setAssigning(numbers);
  };
  useActions([
    { id: "next", keys: "j", label: t("shortcuts.list.0"), run: () => step(1), hidden: true },
    { id: "previous", keys: "k", label: t("shortcuts.list.1"), run: () => step(-1), hidden: true },
    { id: "down", keys: "ArrowDown", label: t("shortcuts.list.0"), run: () => step(1), hidden: true },
    { id: "up", keys: "ArrowUp", label: t("shortcuts.list.1"), run: () => step(-1), hidden: true },
    {
      id: "open",
      keys: "o",
      label: t("shortcuts.list.2"),
      run: () => present && void navigate({ to: "/tickets/$number", params: { number: present.number } }),
      hidden: true,
    },
    {
      id: "select",
      keys: "x",
      label: t("shortcuts.list.3"),
      run: () => present && mayChange && select(present.number),
      hidden: true,
    },
    { id: "assign", keys: "a", label: t("shortcuts.list.4"), run: openAssign },
    { id: "search-box", keys: "/", label: t("shortcuts.list.5"), run: () => searchBox.current?.focus() },
    { id: "refresh", keys: "r", label: t("shortcuts.list.6"), run: list.refresh },
    ...queues.map((queue) => ({
      id: `queue-${queue.code}`,
      label: t("inbox.go_queue", { queue: nameOf(queue) }),
      run: () => void navigate({ to: "/inbox", search: { queue: queue.code } }),
    })),
  ]);
  const assigned = useMemo(
    () => list.tickets.filter((ticket) => assigning.includes(ticket.number)),
    [assigning, list.tickets],
  );
  const queue = queues.find((one) => one.code === (filters.queue ?? "all"));

  return (
    <div className={classes.page}>
      <div className={classes.side}>
        <QueueList filters={filters} />
      </div>
      <section className={classes.main} aria-labelledby="inbox-title">
        <div className={classes.head}>
          <VisuallyHidden>
            <Title order={1} id="inbox-title">
              {queue ? nameOf(queue) : t("shell.inbox")}
            </Title>
          </VisuallyHidden>
          <QueueSelect filters={filters} />
          <FilterBar filters={filters} searchBox={searchBox} />
        </div>
        {selected.size > 0 && (
          <div className={classes.bulk} role="status">
            <strong>{t("bulk.selected", { count: selected.size })}</strong>
            <Button onClick={openAssign}>{t("bulk.assign")}</Button>
            <Button variant="subtle" onClick={() => setSelected(NOBODY)}>
              {t("bulk.clear")}
            </Button>
          </div>
        )}
        {list.unseen > 0 && (
          <Button
            className={classes.unseen}
            variant="light"
            leftSection={<Icon name="refresh" size={14} />}
            onClick={list.refresh}
          >
            {t("inbox.unseen", { count: list.unseen })}
          </Button>
        )}
        <Content
          list={list}
          rows={
            <TicketRows
              key={key}
              list={list}
              cursor={cursor}
              onCursor={(index) => {
                byKeys.current = false;
                setCursor(index);
              }}
              selected={selected}
              onSelect={select}
              selectable={mayChange}
              focus={byKeys}
            />
          }
        />
      </section>
      {assigning.length > 0 && (
        <AssignDialog
          tickets={assigned}
          onClose={(done) => {
            setAssigning([]);
            if (done) setSelected(NOBODY);
          }}
        />
      )}
    </div>
  );
}

function Content({ list, rows }: { list: ReturnType<typeof useTicketList>; rows: React.ReactNode }) {
  const { t } = useTranslation();
  if (list.error)
    return (
      <Group p="md">
        <Problem error={list.error} onRetry={list.refresh} />
      </Group>
    );
  if (list.loading)
    return (
      <div className={classes.more}>
        <Loader role="status" aria-label={t("inbox.loading")} />
      </div>
    );
  if (list.tickets.length === 0 && list.more)
    return <Loader role="status" m="md" aria-label={t("inbox.loading")} />;
  if (list.tickets.length === 0)
    return (
      <div className={classes.empty} role="status">
        <Icon name="check" size={32} />
        <Text size="sm" mt="xs">
          {t("inbox.empty")}
        </Text>
      </div>
    );
  return rows;
}
