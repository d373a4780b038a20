// Who is calling and what they have already reported: perhaps it is about that.
import { Anchor, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Citizen } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { writeNumber } from "#shared/format/numbers";
import { useApp, useLanguage } from "../../app/context";
import { citizenQuery } from "../../app/queries";
import { DueBadge, StatusBadge } from "../../parts/Badges";
import classes from "./phone.module.css";

const DONE = ["resolved", "rejected", "duplicate", "closed"];

interface Props {
  citizen: Citizen | undefined;
  searching: boolean;
  searched: boolean;
}

export function Caller({ citizen, searching, searched }: Props) {
  const { t } = useTranslation();
  const { api } = useApp();
  const language = useLanguage();
  const { data } = useQuery(citizenQuery(api, citizen?.id ?? "", citizen !== undefined));
  const open = data?.tickets.items.filter((ticket) => !DONE.includes(ticket.status)) ?? [];
  const done = data?.tickets.items.filter((ticket) => DONE.includes(ticket.status)).slice(0, 3) ?? [];
  return (
    <Paper withBorder p="md" component="section" aria-label={t("phone.caller")}>
      <Title order={2} mb="xs">
        {t("phone.caller")}
      </Title>
      <div role="status">
        {!citizen && (
          <Text size="sm" c="dimmed">
            {searching ? t("phone.searching") : searched ? t("phone.unknown") : t("phone.nobody")}
          </Text>
        )}
        {citizen && (
          <Text fw={600} className={classes.name}>
            {citizen.name || t("ticket.no_name")}
          </Text>
        )}
        {citizen && data && (
          <Text size="sm">
            {open.length ? t("phone.open_tickets", { count: open.length }) : t("phone.no_open")}
          </Text>
        )}
      </div>
      <Stack gap="xs" mt="xs">
        {[...open, ...done].map((ticket) => (
          <div key={ticket.number} className={classes.earlier}>
            <Group gap="xs" justify="space-between">
              <Anchor
                component={Link}
                to="/tickets/$number"
                params={{ number: ticket.number } as never}
                size="sm"
              >
                {writeNumber(ticket.number)}
              </Anchor>
              <StatusBadge status={ticket.status} />
            </Group>
            <Text size="sm" lineClamp={2} className={classes.name}>
              {ticket.text}
            </Text>
            <Group gap="xs">
              <Text size="xs" c="dimmed">
                {writeMoment(ticket.opened_at, language)}
              </Text>
              <DueBadge ticket={ticket} />
            </Group>
          </div>
        ))}
      </Stack>
    </Paper>
  );
}
