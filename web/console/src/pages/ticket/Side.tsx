// What stands beside the conversation: promises, category, place, the citizen.
import {
  Anchor,
  Button,
  Group,
  Popover,
  Progress,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Clock, ClockExplained, TicketPage } from "#shared/api/types";
import { writeLongMoment, writeMoment, writeSpan } from "#shared/format/dates";
import { writeNumber, writePhone } from "#shared/format/numbers";
import { useApp, useLanguage } from "../../app/context";
import { brandingQuery, citizenQuery, meQuery } from "../../app/queries";
import { StatusBadge, TimeLeft } from "../../parts/Badges";
import { useNames } from "../../parts/names";
import { tell } from "../../parts/tell";
import { useNow } from "../../parts/useNow";
import classes from "./ticket.module.css";
import { type Changing, seenOf } from "./useTicket";

const PlaceMap = lazy(() => import("../../parts/PlaceMap"));

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}

interface PromisesProps {
  page: TicketPage;
  changing: Changing;
  mayChange: boolean;
}

export function Promises({ page, changing, mayChange }: PromisesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { clocks: shown } = page.ticket;
  const explained = page.clocks_explained;
  const clocks = [
    ...(["respond", "resolve"] as const).flatMap((kind) => {
      const clock = shown[kind];
      return clock
        ? [{ key: kind as string, label: t(`clock.${kind}`), clock, explained: explained?.[kind] }]
        : [];
    }),
    ...(shown.promises ?? []).map((clock) => {
      const key = clock.name || clock.kind;
      const own = explained?.promises?.find((one) => one.code === key);
      return { key, label: own?.names[language] ?? t(`clock.${clock.kind}`), clock, explained: own };
    }),
  ];
  if (clocks.length === 0) return null;
  return (
    <Card title={t("ticket.promises")}>
      <Stack gap="sm">
        {clocks.map((one) => (
          <Promise_ key={one.key} label={one.label} clock={one.clock} explained={one.explained ?? null} />
        ))}
        {mayChange && clocks.some(({ clock }) => !clock.stopped_at && !clock.paused_at) && (
          <HoldBack page={page} changing={changing} />
        )}
      </Stack>
    </Card>
  );
}

/** Take notice of an escalation, or put it off: the promises run on, nobody is told meanwhile. */
function HoldBack({ page, changing }: { page: TicketPage; changing: Changing }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const [hours, setHours] = useState("4");
  const [reason, setReason] = useState("");
  const { quiet } = page.ticket.clocks;
  const send = (body: Record<string, string>) =>
    changing.send({
      path: "escalation",
      body,
      seen: seenOf(page),
      label: t("clock.held_back"),
      onDone: () => tell(t("clock.held_back")),
    });
  const until = () => new Date(Date.now() + Number(hours) * 3_600_000).toISOString();
  return (
    <div>
      {quiet && new Date(quiet.until).getTime() > now && (
        <Text size="xs">{t("clock.quiet", { at: writeMoment(quiet.until, language) })}</Text>
      )}
      <Group gap="xs">
        <Button variant="default" size="compact-xs" onClick={() => send({ action: "acknowledge" })}>
          {t("clock.acknowledge")}
        </Button>
        <Popover position="bottom-end" withArrow shadow="md" width={260} trapFocus returnFocus>
          <Popover.Target>
            <Button variant="subtle" size="compact-xs">
              {t("clock.snooze")}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t("clock.snooze")}>
            <Stack gap="xs">
              <Select
                label={t("clock.hours")}
                data={["1", "4", "8", "24", "48", "72"]}
                value={hours}
                onChange={(chosen) => setHours(chosen ?? "4")}
                comboboxProps={{ withinPortal: false }}
              />
              <TextInput
                label={t("clock.snooze_reason")}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <Button
                size="compact-sm"
                disabled={!reason.trim()}
                onClick={() => send({ action: "snooze", until: until(), reason })}
              >
                {t("clock.snooze")}
              </Button>
            </Stack>
          </Popover.Dropdown>
        </Popover>
      </Group>
    </div>
  );
}

function Promise_({
  label,
  clock,
  explained,
}: {
  label: string;
  clock: Clock;
  explained: (ClockExplained & { source?: string }) | null;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const start = new Date(clock.started_at).getTime();
  const due = new Date(clock.due).getTime();
  const end = clock.stopped_at
    ? new Date(clock.stopped_at).getTime()
    : clock.paused_at
      ? new Date(clock.paused_at).getTime()
      : now;
  const share = Math.min(100, Math.max(0, ((end - start) / Math.max(due - start, 1)) * 100));
  const late = clock.breached_at !== null || end > due;
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500} className={classes.capital}>
          {label}
        </Text>
        {clock.stopped_at ? (
          <Text size="xs">{late ? t("clock.kept_late") : t("clock.kept")}</Text>
        ) : (
          <TimeLeft clock={clock} />
        )}
      </Group>
      <Progress
        value={share}
        size={4}
        mt={4}
        color={late ? "red.8" : clock.stopped_at ? "green.8" : "pulse"}
        aria-label={label}
      />
      <Group justify="space-between" gap="xs" mt={2}>
        <Text size="xs" c="dimmed">
          {clock.stopped_at
            ? t("clock.stopped", { at: writeMoment(clock.stopped_at, language) })
            : t("clock.due", { at: writeMoment(clock.due, language) })}
        </Text>
        <Popover position="bottom-end" withArrow shadow="md" width={340} trapFocus returnFocus>
          <Popover.Target>
            <Button
              variant="subtle"
              size="compact-xs"
              px={4}
              fw={500}
              aria-label={t("clock.how_label", { clock: label })}
            >
              {t("clock.how")}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t("clock.how_label", { clock: label })}>
            <Explanation clock={clock} explained={explained} />
          </Popover.Dropdown>
        </Popover>
      </Group>
    </div>
  );
}

interface ExplanationProps {
  clock: Clock;
  explained: (ClockExplained & { source?: string }) | null;
}

function Explanation({ clock, explained }: ExplanationProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const units = { d: t("units.d"), h: t("units.h"), min: t("units.min") };
  const span = (minutes: number) =>
    minutes < 600 || clock.on === "always"
      ? writeSpan(minutes * 60_000, units)
      : `${Math.floor(minutes / 60)} ${units.h}${minutes % 60 ? ` ${minutes % 60} ${units.min}` : ""}`;
  const rows: [string, string][] = [
    [t("clock.target"), span(clock.target_minutes)],
    [t("clock.calendar"), t(`clock.on.${clock.on}`)],
    [t("clock.started"), writeLongMoment(clock.started_at, language)],
    ...(explained?.paused_minutes
      ? [[t("clock.waited"), span(explained.paused_minutes)] as [string, string]]
      : []),
    [t("clock.due_label"), writeLongMoment(clock.due, language)],
    ...(explained?.source ? [[t("clock.source"), explained.source] as [string, string]] : []),
  ];
  return (
    <Stack gap="xs" tabIndex={0} className={classes.explanation}>
      <Table withRowBorders={false} verticalSpacing={2} fz="xs">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th fw={500}>{name}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {explained && explained.steps.length > 0 && (
        <ol className={classes.steps}>
          {explained.steps.map((step) => (
            <li key={step.from + step.to}>
              <span>
                {t("clock.step", {
                  from: writeMoment(step.from, language),
                  to: writeMoment(step.to, language),
                })}
              </span>
              <strong>{span(step.minutes)}</strong>
              <span>{t(`clock.why.${step.why}`)}</span>
            </li>
          ))}
        </ol>
      )}
    </Stack>
  );
}

interface ClassificationProps {
  page: TicketPage;
  changing: Changing;
  onAssign: () => void;
  mayChange: boolean;
}

const WORTH_SAYING = 0.01; // less is written as 0 %

export function Classification({ page, changing, onAssign, mayChange }: ClassificationProps) {
  const { t } = useTranslation();
  const names = useNames();
  const { ticket } = page;
  const correct = (category: string) =>
    changing.send({
      path: "classification",
      body: { category },
      seen: seenOf(page),
      label: t("ticket.classified", { category: names.category(category) }),
      onDone: () => tell(t("ticket.category_corrected")),
    });
  const guesses = (page.guesses ?? [])
    .filter((guess) => guess.category !== ticket.category && guess.confidence >= WORTH_SAYING)
    .slice(0, 2);
  return (
    <Card title={t("ticket.classification")}>
      <Stack gap="xs">
        <Select
          label={t("filter.category")}
          data={names.categories.map((one) => ({ value: one.code, label: one.name }))}
          value={ticket.category}
          onChange={(category) => category && category !== ticket.category && correct(category)}
          searchable
          disabled={!mayChange}
          placeholder={t("words.no_category")}
        />
        <Text size="xs" c="dimmed">
          {ticket.certainty >= 1
            ? t("ticket.certain")
            : t("ticket.certainty", { percent: Math.round(ticket.certainty * 100) })}
        </Text>
        {mayChange && guesses.length > 0 && (
          <Group gap={6}>
            <Text size="xs">{t("ticket.or")}</Text>
            {guesses.map((guess) => (
              <Button
                key={guess.category}
                variant="default"
                size="compact-xs"
                onClick={() => correct(guess.category)}
              >
                {t("ticket.guess", {
                  name: names.category(guess.category),
                  percent: Math.round(guess.confidence * 100),
                })}
              </Button>
            ))}
          </Group>
        )}
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <div>
            <Text size="xs" c="dimmed">
              {t("filter.department")}
            </Text>
            <Text size="sm">{names.department(ticket.department)}</Text>
            {ticket.assignee && (
              <Text size="xs" c="dimmed">
                {page.names?.[ticket.assignee] ?? ticket.assignee.split("@")[0]}
              </Text>
            )}
          </div>
          {mayChange && (
            <Button variant="default" onClick={onAssign}>
              {t("bulk.assign")}
            </Button>
          )}
        </Group>
      </Stack>
    </Card>
  );
}

export function Where({ page }: { page: TicketPage }) {
  const { t } = useTranslation();
  const { api } = useApp();
  const names = useNames();
  const { data: branding } = useQuery(brandingQuery(api));
  const place = page.ticket.location;
  if (!place) return null;
  const [lat, lon] = [Number(place.lat), Number(place.lon)];
  const found = place.lat !== "" && place.lon !== "" && Number.isFinite(lat) && Number.isFinite(lon);
  return (
    <Card title={t("ticket.place")}>
      {place.neighbourhood && (
        <Text size="sm">{t("ticket.neighbourhood", { name: names.neighbourhood(place.neighbourhood) })}</Text>
      )}
      {place.address && <Text size="sm">{place.address}</Text>}
      {found && (
        <>
          <Suspense fallback={<div className={classes.map} />}>
            <PlaceMap
              position={[lat, lon]}
              source={branding?.map}
              className={classes.map}
              neighbourhoods={names.neighbourhoods}
              chosen={place.neighbourhood}
            />
          </Suspense>
          <Text size="xs" c="dimmed" mt={4}>
            {t("ticket.position", { lat: place.lat, lon: place.lon })}
          </Text>
        </>
      )}
    </Card>
  );
}

const DESK = ["operator", "supervisor", "auditor"];

export function CitizenCard({ page }: { page: TicketPage }) {
  const { t } = useTranslation();
  const { api } = useApp();
  const language = useLanguage();
  const { data: me } = useQuery(meQuery(api));
  const allowed = me?.roles.some((role) => DESK.includes(role)) ?? false;
  const { data } = useQuery(citizenQuery(api, page.ticket.citizen, allowed && page.ticket.citizen !== ""));
  if (!allowed || !data) return null;
  const earlier = data.tickets.items.filter((ticket) => ticket.number !== page.ticket.number).slice(0, 5);
  return (
    <Card title={t("words.citizen")}>
      <Text size="sm" fw={500} className={classes.anywhere}>
        {data.name || t("ticket.no_name")}
      </Text>
      {data.identifiers.map((identifier) => (
        <Text key={identifier.kind + identifier.value} size="sm" className={classes.anywhere}>
          {identifier.kind === "phone" ? writePhone(identifier.value) : identifier.value}
        </Text>
      ))}
      <h3 className={classes.subtitle}>{t("ticket.earlier")}</h3>
      {earlier.length === 0 ? (
        <Text size="xs" c="dimmed">
          {t("ticket.no_earlier")}
        </Text>
      ) : (
        <ul className={classes.earlier}>
          {earlier.map((ticket) => (
            <li key={ticket.number}>
              <Anchor
                component={Link}
                to="/tickets/$number"
                params={{ number: ticket.number } as never}
                size="sm"
              >
                {writeNumber(ticket.number)}
              </Anchor>
              <StatusBadge status={ticket.status} />
              <Text size="xs" c="dimmed" truncate>
                {t("ticket.earlier_line", { at: writeMoment(ticket.opened_at, language), text: ticket.text })}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
