// What rings at the operator's desk: who it is, what is open, who knows them. One click begins the ticket.
import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Desk } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { groupDigits, writeNumber } from "#shared/format/numbers";
import { useApp, useLanguage } from "../../app/context";
import { StatusBadge } from "../../parts/Badges";
import classes from "./phone.module.css";

/** A telephone rings for a few seconds. */
const ASKED_EVERY = 2_500;
const AFTER_AN_ERROR = 15_000;

interface Props {
  /** The call of the ticket that is being written. */
  taken: string;
  onTake: (call: { call: string; phone: string }) => void;
}

export default function Ringing({ taken, onTake }: Props) {
  const { t } = useTranslation();
  const { api } = useApp();
  const language = useLanguage();
  // Every look at a person is written down: what is on the screen is not asked for again.
  const shown = useRef<Desk | null>(null);
  const { data: desk } = useQuery({
    queryKey: ["calls", "current"],
    queryFn: async ({ signal }) => {
      const seen = shown.current?.call?.id ?? "";
      const now = await api.get<Desk>("/calls/current", { query: { seen }, signal });
      if (now.call && now.call.id === seen) return { ...now, caller: shown.current?.caller ?? null };
      return now;
    },
    refetchInterval: (query) => (query.state.error ? AFTER_AN_ERROR : ASKED_EVERY),
    refetchOnWindowFocus: true,
    retry: false,
    gcTime: 0,
  });
  useEffect(() => {
    shown.current = desk ?? null;
  }, [desk]);

  const call = desk?.call;
  const caller = desk?.caller;
  return (
    <div role="status">
      {call && (
        <Paper withBorder p="md" mb="md" component="section" aria-label={t("phone.ringing.title")}>
          <Group justify="space-between">
            <Title order={2}>{t(`phone.ringing.${desk.presence ?? "ringing"}`)}</Title>
            {call.line && <Badge variant="light">{t("phone.ringing.line", { line: call.line })}</Badge>}
          </Group>
          <Text fw={600} className={classes.name}>
            {caller?.citizen?.name || (caller ? groupDigits(caller.phone) : t("phone.ringing.withheld"))}
          </Text>
          {caller?.citizen?.name && <Text size="sm">{groupDigits(caller.phone)}</Text>}
          {caller?.known_by && (
            <Text size="sm">
              {t("phone.ringing.known_by", {
                operator: caller.known_by.operator,
                at: writeMoment(caller.known_by.at, language),
              })}
            </Text>
          )}
          {caller && caller.open_tickets.length > 0 && (
            <Stack gap={4} mt="xs">
              {caller.open_tickets.slice(0, 5).map((ticket) => (
                <Group key={ticket.number} gap="xs" className={classes.earlier}>
                  <Anchor
                    component={Link}
                    to="/tickets/$number"
                    params={{ number: ticket.number } as never}
                    size="sm"
                  >
                    {writeNumber(ticket.number)}
                  </Anchor>
                  <StatusBadge status={ticket.status} />
                  <Text size="sm" lineClamp={1} className={classes.name}>
                    {ticket.text}
                  </Text>
                </Group>
              ))}
            </Stack>
          )}
          {taken !== call.id && (
            <Button mt="sm" size="sm" onClick={() => onTake({ call: call.id, phone: caller?.phone ?? "" })}>
              {t("phone.ringing.take")}
            </Button>
          )}
        </Paper>
      )}
    </div>
  );
}
