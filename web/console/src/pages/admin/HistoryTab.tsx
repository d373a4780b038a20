// Who changed what and when: the configuration with its earlier versions, and the accounts.
import { Button, Loader, Table, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page, PartChange, UserChange } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { useApp, useLanguage } from "../../app/context";
import { useActorName } from "../../parts/names";
import { Problem } from "../../parts/Problem";
import type { TabProps } from "./AdminPage";
import classes from "./admin.module.css";
import { VersionDialog } from "./VersionDialog";

export function HistoryTab({ mayChange }: TabProps) {
  return (
    <>
      <PartChanges />
      {mayChange && <AccountChanges />}
    </>
  );
}

function usePages<T>(path: string) {
  const { api } = useApp();
  return useInfiniteQuery({
    queryKey: ["changes", path],
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(path, { query: { cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor ?? undefined,
  });
}

function PartChanges() {
  const { t } = useTranslation();
  const language = useLanguage();
  const actor = useActorName(undefined);
  const query = usePages<PartChange>("/configuration/history");
  const [open, setOpen] = useState<PartChange | null>(null);
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <Changes
        title={t("admin.configuration")}
        query={query}
        columns={[t("admin.at"), t("admin.part"), t("admin.version"), t("admin.by"), t("admin.differences")]}
        rows={items?.map((change) => ({
          key: `${change.part}-${change.version}`,
          cells: [
            writeMoment(change.at, language),
            t(`admin.parts.${change.part}` as "admin.parts.city", { defaultValue: change.part }),
            change.version,
            actor(change.by),
            <Button
              key="see"
              variant="subtle"
              size="compact-xs"
              aria-label={t("admin.see_which", { part: change.part, version: change.version })}
              onClick={() => setOpen(change)}
            >
              {t("admin.see")}
            </Button>,
          ],
        }))}
      />
      {open && <VersionDialog change={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function AccountChanges() {
  const { t } = useTranslation();
  const language = useLanguage();
  const actor = useActorName(undefined);
  const query = usePages<UserChange>("/users/history");
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <Changes
      title={t("admin.users")}
      query={query}
      columns={[t("admin.at"), t("admin.username"), t("admin.what"), t("admin.role"), t("admin.by")]}
      rows={items?.map((change) => ({
        key: change.at + change.username,
        cells: [
          writeMoment(change.at, language),
          change.username,
          t(`admin.did.${change.what}` as "admin.did.changed", { defaultValue: change.what }),
          change.role ? t(`role.${change.role}`) : "",
          actor(change.by),
        ],
      }))}
    />
  );
}

interface ChangesProps {
  title: string;
  query: {
    isError: boolean;
    error: unknown;
    hasNextPage: boolean;
    refetch: () => unknown;
    fetchNextPage: () => unknown;
  };
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[] | undefined;
}

function Changes({ title, query, columns, rows }: ChangesProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <Title order={2} my="md">
        {title}
      </Title>
      {!rows && !query.isError && <Loader role="status" aria-label={t("inbox.loading")} />}
      {!rows && query.isError && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {rows && (
        <section className={classes.scroll} tabIndex={0} aria-label={t("admin.table_of", { title })}>
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column}>{column}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.key}>
                  {row.cells.map((cell, index) => (
                    <Table.Td key={columns[index]}>{cell}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
      {query.hasNextPage && (
        <Button variant="default" mt="sm" onClick={() => void query.fetchNextPage()}>
          {t("admin.more")}
        </Button>
      )}
    </section>
  );
}
