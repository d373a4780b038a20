// Messages that could not be handled: why, and a second try.
import { Button, Group, Loader, Modal, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeadLetter } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { onceKey } from "#shared/once";
import { useApp, useLanguage } from "../../app/context";
import { Problem } from "../../parts/Problem";
import { tell, tellProblem } from "../../parts/tell";
import classes from "./admin.module.css";

type Act = { letter: DeadLetter; way: "replay" } | { letter: DeadLetter; way: "drop"; reason: string };

export function LettersTab() {
  const { t } = useTranslation();
  const { api } = useApp();
  const queries = useQueryClient();
  const [dropping, setDropping] = useState<DeadLetter | null>(null);
  const query = useQuery({
    queryKey: ["dead-letters"],
    queryFn: ({ signal }) => api.get<{ items: DeadLetter[] }>("/dead-letters", { signal }),
    refetchOnWindowFocus: false, // a look at a queue hides its letters from others for a while
  });
  const act = useMutation({
    mutationFn: (act: Act) =>
      api.post(`/dead-letters/${encodeURIComponent(act.letter.id)}/${act.way}?queue=${act.letter.queue}`, {
        body: act.way === "drop" ? { reason: act.reason } : {},
        idempotencyKey: onceKey(),
      }),
    onSuccess: (_, { way }) => {
      tell(t(`letters.done_${way}`));
      setDropping(null);
      void queries.invalidateQueries({ queryKey: ["dead-letters"] });
    },
    onError: (error) => tellProblem(error, t),
  });
  if (query.isError && !query.data)
    return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loader role="status" mt="md" aria-label={t("inbox.loading")} />;
  const { items } = query.data;
  return (
    <Stack my="md">
      <Group justify="space-between">
        <Text size="sm" role="status">
          {items.length ? t("letters.count", { count: items.length }) : t("letters.none")}
        </Text>
        <Button variant="default" onClick={() => void query.refetch()} loading={query.isFetching}>
          {t("letters.look_again")}
        </Button>
      </Group>
      {items.map((letter) => (
        <Letter
          key={letter.id}
          letter={letter}
          busy={act.isPending}
          onReplay={() => act.mutate({ letter, way: "replay" })}
          onDrop={() => setDropping(letter)}
        />
      ))}
      {dropping && (
        <DropDialog
          busy={act.isPending}
          onClose={() => setDropping(null)}
          onDrop={(reason) => act.mutate({ letter: dropping, way: "drop", reason })}
        />
      )}
    </Stack>
  );
}

interface LetterProps {
  letter: DeadLetter;
  busy: boolean;
  onReplay: () => void;
  onDrop: () => void;
}

function Letter({ letter, busy, onReplay, onDrop }: LetterProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const preview =
    typeof letter.preview === "string" ? letter.preview : JSON.stringify(letter.preview, null, 1);
  return (
    <Paper withBorder p="sm" component="section" aria-label={`${letter.queue} ${letter.reason}`}>
      <Group justify="space-between" align="flex-start">
        <div className={classes.letter}>
          <Text size="sm" fw={600}>
            {letter.reason}
          </Text>
          <Text size="xs" c="dimmed">
            {t("letters.received", {
              queue: letter.queue,
              at: writeMoment(letter.received_at, language),
              count: letter.attempts,
            })}
          </Text>
        </div>
        <Group gap="xs">
          <Button onClick={onReplay} disabled={busy}>
            {t("letters.replay")}
          </Button>
          <Button variant="default" onClick={onDrop} disabled={busy}>
            {t("letters.drop")}
          </Button>
        </Group>
      </Group>
      <pre className={classes.preview}>{preview}</pre>
    </Paper>
  );
}

interface DropProps {
  busy: boolean;
  onClose: () => void;
  onDrop: (reason: string) => void;
}

function DropDialog({ busy, onClose, onDrop }: DropProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDrop(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={t("letters.drop")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("letters.drop_hint")}</Text>
          <Textarea
            label={t("demand.reason")}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button type="submit" color="red.9" loading={busy} disabled={!reason.trim()}>
              {t("letters.drop")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
