// The queues of the one who is signed in, with how much waits in each.
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Queue } from "#shared/api/types";
import { writeCount } from "#shared/format/dates";
import { useApp, useLanguage } from "../../app/context";
import type { Filters } from "../../app/filters";
import { queuesQuery } from "../../app/queries";
import { CountBadge } from "../../parts/Badges";
import { useNames } from "../../parts/names";
import classes from "./inbox.module.css";

export function useQueues(): { queues: readonly Queue[]; nameOf: (queue: Queue) => string } {
  const { api } = useApp();
  const { t } = useTranslation();
  const names = useNames();
  const { data } = useQuery(queuesQuery(api));
  const nameOf = (queue: Queue) =>
    queue.code.startsWith("department:")
      ? names.department(queue.department ?? queue.code.slice("department:".length))
      : t(`queue.${queue.code}` as "queue.all", { defaultValue: queue.code });
  return { queues: data?.items ?? [], nameOf };
}

export function QueueList({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { queues, nameOf } = useQueues();
  const own = queues.filter((queue) => !queue.code.startsWith("department:"));
  const departments = queues.filter(
    (queue) => queue.code.startsWith("department:") && (queue.count > 0 || queue.code === filters.queue),
  );
  const row = (queue: Queue) => (
    <li key={queue.code}>
      <Link
        to="/inbox"
        search={{ queue: queue.code }}
        className={classes.queue}
        data-chosen={(filters.queue ?? "all") === queue.code || undefined}
        aria-current={(filters.queue ?? "all") === queue.code ? "page" : undefined}
      >
        <span className={classes.queueName}>{nameOf(queue)}</span>
        {(queue.overdue ?? 0) > 0 && queue.code !== "overdue" && (
          <CountBadge
            overdue
            count={writeCount(queue.overdue ?? 0, language) + (queue.more ? "+" : "")}
            label={t("inbox.overdue_count", { count: queue.overdue ?? 0 })}
          />
        )}
        <CountBadge count={writeCount(queue.count, language)} />
      </Link>
    </li>
  );
  return (
    <nav aria-label={t("inbox.queues")} className={classes.queues}>
      <ul>{own.map(row)}</ul>
      {departments.length > 0 && (
        <>
          <h2 className={classes.queueTitle}>{t("inbox.departments")}</h2>
          <ul>{departments.map(row)}</ul>
        </>
      )}
    </nav>
  );
}

/** The same choice where there is no room for a column. */
export function QueueSelect({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { queues, nameOf } = useQueues();
  return (
    <NativeSelect
      className={classes.queueSelect}
      aria-label={t("inbox.queues")}
      data={queues.map((queue) => ({ value: queue.code, label: `${nameOf(queue)} (${queue.count})` }))}
      value={filters.queue ?? "all"}
      onChange={(event) => void navigate({ to: "/inbox", search: { queue: event.currentTarget.value } })}
    />
  );
}
