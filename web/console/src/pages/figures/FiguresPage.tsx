// The city's pulse: how content people are, what comes in and gets done, what stands open where.
import { Group, Loader, Paper, Select, SimpleGrid, Table, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SatisfactionReport, Standing, TicketsReport } from "#shared/api/types";
import { collator, writeCount, writePercent } from "#shared/format/dates";
import { useApp, useLanguage } from "../../app/context";
import { intakeQuery, type Span, satisfactionQuery, standingQuery } from "../../app/queries";
import { useNames } from "../../parts/names";
import { Problem } from "../../parts/Problem";
import { DayChart, ShareBar } from "./charts";
import classes from "./figures.module.css";
import { answers, everyDay } from "./series";

const DAY = 86_400_000;
const dayOf = (milliseconds: number) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Istanbul" }).format(milliseconds);
const lastDays = (days: number): Span => ({
  from: dayOf(Date.now() - (days - 1) * DAY),
  to: dayOf(Date.now()),
});

export function FiguresPage() {
  const { t } = useTranslation();
  const { api } = useApp();
  const names = useNames();
  const [span, setSpan] = useState(() => lastDays(30));
  const [department, setDepartment] = useState("");
  const satisfaction = useQuery(satisfactionQuery(api, span, department));
  const intake = useQuery(intakeQuery(api, span, department));
  const standing = useQuery(standingQuery(api));
  const failed = [satisfaction, intake, standing].find((query) => query.isError && !query.data);
  return (
    <div className={classes.page}>
      <Group justify="space-between" mb="md" align="flex-end">
        <Title order={1}>{t("shell.figures")}</Title>
        <Group gap="xs" align="flex-end">
          <TextInput
            label={t("figures.from")}
            type="date"
            value={span.from}
            max={span.to}
            onChange={(event) =>
              event.currentTarget.value && setSpan({ ...span, from: event.currentTarget.value })
            }
          />
          <TextInput
            label={t("figures.to")}
            type="date"
            value={span.to}
            min={span.from}
            onChange={(event) =>
              event.currentTarget.value && setSpan({ ...span, to: event.currentTarget.value })
            }
          />
          <Select
            label={t("filter.department")}
            data={names.departments.map((one) => ({ value: one.code, label: one.name }))}
            value={department || null}
            placeholder={t("words.all")}
            onChange={(code) => setDepartment(code ?? "")}
            clearable
            searchable
            clearButtonProps={{ "aria-label": t("inbox.clear") }}
          />
        </Group>
      </Group>
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      <div className={classes.cards}>
        {satisfaction.data && intake.data && (
          <Headline satisfaction={satisfaction.data} intake={intake.data} standing={standing.data} />
        )}
        {satisfaction.data ? (
          <Satisfaction report={satisfaction.data} />
        ) : (
          satisfaction.isPending && <Waiting />
        )}
        {intake.data ? <Intake report={intake.data} span={span} /> : intake.isPending && <Waiting />}
        {standing.data ? <StandingTable standing={standing.data} /> : standing.isPending && <Waiting />}
      </div>
    </div>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md">
      <Loader role="status" size="sm" aria-label={t("inbox.loading")} />
    </Paper>
  );
}

interface HeadlineProps {
  satisfaction: SatisfactionReport;
  intake: TicketsReport;
  standing: Standing | undefined;
}

function Headline({ satisfaction, intake, standing }: HeadlineProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const values: [string, string][] = [
    [t("figures.satisfied"), satisfaction.answered ? writePercent(satisfaction.satisfied, language) : "–"],
    [t("figures.opened"), writeCount(intake.counts.opened ?? 0, language)],
    [t("figures.closed"), writeCount(intake.counts.closed ?? 0, language)],
    [t("figures.open_now"), standing ? writeCount(standing.total.open, language) : "–"],
    [t("figures.overdue_now"), standing ? writeCount(standing.total.overdue, language) : "–"],
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} className={classes.wide}>
      {values.map(([name, value]) => (
        <Paper key={name} withBorder p="md">
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          <Text className={classes.large}>{value}</Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function Satisfaction({ report }: { report: SatisfactionReport }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rows = answers(report);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="satisfaction">
      <Title order={2} id="satisfaction">
        {t("figures.satisfaction")}
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t("figures.answered", {
          answered: writeCount(report.answered, language),
          asked: writeCount(report.asked, language),
        })}
      </Text>
      <ShareBar shares={rows} />
      <Table mt="sm" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("figures.answer")}</Table.Th>
            <Table.Th ta="right">{t("figures.count")}</Table.Th>
            <Table.Th ta="right">{t("figures.share")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.code}>
              <Table.Td>
                <span className={classes.key} data-answer={row.code} />
                {t(`answer.${row.code}`)}
              </Table.Td>
              <Table.Td ta="right">{writeCount(row.count, language)}</Table.Td>
              <Table.Td ta="right">{writePercent(row.share, language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Intake({ report, span }: { report: TicketsReport; span: Span }) {
  const { t } = useTranslation();
  const days = everyDay(report.days, span);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="intake">
      <Title order={2} id="intake" mb="sm">
        {t("figures.intake")}
      </Title>
      <DayChart days={days} />
      <details className={classes.details}>
        <summary>{t("figures.as_table")}</summary>
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("figures.intake")}>
          <DayTable days={days} />
        </div>
      </details>
    </Paper>
  );
}

function DayTable({ days }: { days: ReturnType<typeof everyDay> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Table fz="xs" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("figures.day")}</Table.Th>
          <Table.Th ta="right">{t("figures.opened")}</Table.Th>
          <Table.Th ta="right">{t("figures.closed")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {days.toReversed().map((day) => (
          <Table.Tr key={day.day}>
            <Table.Td>{day.day}</Table.Td>
            <Table.Td ta="right">{writeCount(day.opened, language)}</Table.Td>
            <Table.Td ta="right">{writeCount(day.closed, language)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function StandingTable({ standing }: { standing: Standing }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames();
  const rows = standing.departments
    .map((row) => ({ ...row, name: names.department(row.department) }))
    .filter((row) => row.open + row.overdue + row.waiting > 0)
    .sort((one, other) => other.open - one.open || collator(language).compare(one.name, other.name));
  const most = Math.max(1, ...rows.map((row) => row.open));
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="standing" className={classes.wide}>
      <Title order={2} id="standing" mb="sm">
        {t("figures.standing")}
      </Title>
      <div className={classes.scroll} tabIndex={0} role="group" aria-labelledby="standing">
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("filter.department")}</Table.Th>
              <Table.Th w="40%" aria-hidden="true" className={classes.barColumn} />
              <Table.Th ta="right">{t("figures.open_now")}</Table.Th>
              <Table.Th ta="right">{t("figures.overdue_now")}</Table.Th>
              <Table.Th ta="right">{t("figures.waiting")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.department}>
                <Table.Td>{row.name}</Table.Td>
                <Table.Td aria-hidden="true" className={classes.barColumn}>
                  <div className={classes.bar}>
                    <span
                      data-part="overdue"
                      style={{ width: `${(Math.min(row.overdue, row.open) / most) * 100}%` }}
                    />
                    <span style={{ width: `${(Math.max(row.open - row.overdue, 0) / most) * 100}%` }} />
                  </div>
                </Table.Td>
                <Table.Td ta="right">{writeCount(row.open, language)}</Table.Td>
                <Table.Td ta="right" fw={row.overdue ? 700 : 400}>
                  {writeCount(row.overdue, language)}
                </Table.Td>
                <Table.Td ta="right">{writeCount(row.waiting, language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Paper>
  );
}
