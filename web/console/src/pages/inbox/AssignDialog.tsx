// Gives one or many tickets to a department or to oneself, and says for each what became of it.
import { Button, Group, List, Modal, Progress, Select, Stack, Text, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket } from "#shared/api/types";
import { writeNumber } from "#shared/format/numbers";
import { onceKey } from "#shared/once";
import { useApp } from "../../app/context";
import { explain } from "../../app/errors";
import { meQuery } from "../../app/queries";
import { Icon } from "../../parts/Icon";
import { useNames } from "../../parts/names";
import { tell } from "../../parts/tell";

const AT_ONCE = 4;
const MYSELF = "@me";

interface Result {
  ticket: Ticket;
  /** Empty when it worked. */
  problem: string;
}

export function AssignDialog({
  tickets,
  onClose,
}: {
  tickets: readonly Ticket[];
  onClose: (done: boolean) => void;
}) {
  const { t } = useTranslation();
  const { api } = useApp();
  const names = useNames();
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery(api));
  const [target, setTarget] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [results, setResults] = useState<readonly Result[] | null>(null);
  const [busy, setBusy] = useState(false);
  // A transfer is explained, a first assignment is not.
  const explained =
    target !== MYSELF &&
    tickets.some((ticket) => ticket.status !== "received" && ticket.status !== "reopened");

  const assign = async (ticket: Ticket): Promise<Result> => {
    const body = target === MYSELF ? { assignee: me?.username ?? "" } : { department: target ?? "", reason };
    try {
      const options = { body, version: ticket.version, idempotencyKey: onceKey() };
      await api.post<Ticket>(`/tickets/${ticket.number}/assignment`, options);
      return { ticket, problem: "" };
    } catch (error) {
      const words = explain(error, t);
      return { ticket, problem: `${words.title}. ${words.detail}` };
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    // Another try is for those that were refused, in the version that the list has by now.
    const done = (results ?? []).filter((result) => !result.problem);
    setResults(done);
    const waiting = tickets.filter((ticket) => !done.some((one) => one.ticket.number === ticket.number));
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        done.push(await assign(next));
        setResults([...done]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    setBusy(false);
    void queries.invalidateQueries({ queryKey: ["tickets"] });
    void queries.invalidateQueries({ queryKey: ["queues"] });
    if (done.every((result) => !result.problem)) {
      tell(t("bulk.done", { count: done.length }));
      onClose(true);
    }
  };

  const refused = results?.filter((result) => result.problem) ?? [];
  return (
    <Modal
      opened
      onClose={() => onClose(results !== null)}
      title={t("bulk.title", { count: tickets.length })}
      size="md"
    >
      <form onSubmit={submit}>
        <Stack>
          <Select
            label={t("bulk.target")}
            data={[
              { value: MYSELF, label: t("bulk.myself") },
              ...names.departments.map((department) => ({ value: department.code, label: department.name })),
            ]}
            value={target}
            onChange={setTarget}
            searchable
            data-autofocus
            required
            disabled={busy}
          />
          {explained && (
            <Textarea
              label={t("demand.reason")}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              autosize
              minRows={2}
              required
              maxLength={2000}
              disabled={busy}
            />
          )}
          {busy && (
            <Progress
              value={((results?.length ?? 0) / tickets.length) * 100}
              aria-label={t("bulk.progress")}
            />
          )}
          {!busy && refused.length > 0 && (
            <div role="alert">
              <Text size="sm" fw={600}>
                {t("bulk.refused", { count: refused.length, done: (results?.length ?? 0) - refused.length })}
              </Text>
              <List size="sm" icon={<Icon name="warning" size={14} />}>
                {refused.map(({ ticket, problem }) => (
                  <List.Item key={ticket.number}>
                    {t("bulk.result", { number: writeNumber(ticket.number), problem })}
                  </List.Item>
                ))}
              </List>
            </div>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onClose(results !== null)}>
              {t("words.cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={!target}>
              {t("bulk.assign")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
