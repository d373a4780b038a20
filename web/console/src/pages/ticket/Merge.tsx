// Somebody else was faster: who changed what, and one's own words, to be applied again or taken back.
import { Blockquote, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TicketPage } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { useLanguage } from "../../app/context";
import { explain } from "../../app/errors";
import { StatusBadge } from "../../parts/Badges";
import { useActorName } from "../../parts/names";
import { useEventWords } from "./eventWords";
import classes from "./ticket.module.css";
import { since } from "./timeline";
import { type Changing, seenOf } from "./useTicket";

export function Merge({ page, changing }: { page: TicketPage; changing: Changing }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useEventWords(page.names);
  const actor = useActorName(page.names);
  const { conflict } = changing;
  if (!conflict) return null;
  const { change, problem } = conflict;
  const changed = since(page.history, change.seen.entries);
  const said = (type: string) => type === "CitizenReplied" || type === "StaffReplied" || type === "NoteAdded";
  const spoken = page.messages.slice(
    -changed.filter((event) => said(event.type)).length || page.messages.length,
  );
  // The page may still be the old one for a moment: it is being read again.
  const known = page.ticket.version > change.seen.version;
  const possible = !change.to || page.moves.some((move) => move.to === change.to);
  return (
    <Modal opened onClose={changing.drop} title={t("merge.title")} size="lg">
      <Stack>
        <Text size="sm">{known ? t("merge.intro") : explain(problem, t).detail}</Text>
        <section aria-label={t("merge.theirs")}>
          <Text size="sm" fw={600}>
            {t("merge.theirs")}
          </Text>
          <ul className={classes.changes}>
            {changed.map((event) => {
              const { title, reason } = words(event);
              return (
                <li key={`${event.seq}-${event.type}-${event.at}`}>
                  <span>
                    {said(event.type) ? t("merge.wrote", { actor: actor(event.actor) }) : title}
                    {reason && <q className={classes.reason}>{reason}</q>}
                    {said(event.type) && <q className={classes.reason}>{spoken.shift()?.text}</q>}
                  </span>
                  <Text span size="xs" c="dimmed">
                    {t("merge.by", { actor: actor(event.actor), at: writeMoment(event.at, language) })}
                  </Text>
                </li>
              );
            })}
          </ul>
          <Group gap="xs">
            <Text size="sm">{t("merge.now")}</Text>
            <StatusBadge status={page.ticket.status} />
          </Group>
        </section>
        <section aria-label={t("merge.mine")}>
          <Text size="sm" fw={600}>
            {t("merge.mine")}
          </Text>
          <Text size="sm">{change.label}</Text>
          {change.words && (
            <Blockquote p="sm" mt="xs" className={classes.mine}>
              {change.words}
            </Blockquote>
          )}
        </section>
        {known && !possible && (
          <Text size="sm" role="alert" fw={600}>
            {page.moves.length
              ? t("merge.impossible", { moves: page.moves.map((move) => t(`status.${move.to}`)).join(", ") })
              : t("merge.nothing_possible")}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={changing.drop}>
            {t("merge.back")}
          </Button>
          <Button
            disabled={!known || !possible}
            loading={changing.busy}
            data-autofocus
            onClick={() => changing.send({ ...change, seen: seenOf(page) })}
          >
            {t("merge.again")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
