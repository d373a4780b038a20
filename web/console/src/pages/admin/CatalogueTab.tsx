// Departments and categories with their promises.
import { Button, Group, Loader, Table, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { collator } from "#shared/format/dates";
import { useLanguage } from "../../app/context";
import { Problem } from "../../parts/Problem";
import type { TabProps } from "./AdminPage";
import classes from "./admin.module.css";
import { type CatalogueBody, CategoryDialog, DepartmentDialog, type Names } from "./CatalogueDialogs";
import { SaveBar } from "./SaveBar";
import { usePart } from "./usePart";

type Open = { what: "department" | "category"; code: string } | null;

export function CatalogueTab({ mayChange }: TabProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const editing = usePart<CatalogueBody>("catalogue");
  const [open, setOpen] = useState<Open>(null);
  const { body } = editing;
  if (editing.error) return <Problem error={editing.error} />;
  if (!body) return <Loader role="status" mt="md" aria-label={t("inbox.loading")} />;
  const sorted = <T extends { names: Names }>(of: Record<string, T>) =>
    Object.entries(of).sort(([, one], [, other]) =>
      collator(language).compare(one.names[language], other.names[language]),
    );
  return (
    <>
      <Listing
        title={t("inbox.departments")}
        add={t("admin.add_department")}
        columns={[t("admin.name"), t("admin.kind"), t("admin.emails")]}
        rows={sorted(body.departments).map(([code, one]) => ({
          code,
          cells: [
            one.names[language],
            t(`admin.kinds.${one.kind}` as "admin.kinds.internal"),
            one.emails?.join(", ") ?? "",
          ],
        }))}
        onOpen={mayChange ? (code) => setOpen({ what: "department", code }) : null}
      />
      <Listing
        title={t("admin.categories")}
        add={t("admin.add_category")}
        columns={[
          t("admin.name"),
          t("filter.department"),
          t("filter.priority"),
          t("admin.respond"),
          t("admin.resolve"),
        ]}
        rows={sorted(body.categories).map(([code, one]) => ({
          code,
          cells: [
            one.names[language],
            body.departments[one.department]?.names[language] ?? one.department,
            t(`priority.${one.priority}` as "priority.low"),
            one.respond,
            one.resolve,
          ],
        }))}
        onOpen={mayChange ? (code) => setOpen({ what: "category", code }) : null}
      />
      <SaveBar {...editing} />
      {open?.what === "department" && (
        <DepartmentDialog
          body={body}
          code={open.code}
          onChange={editing.change}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === "category" && (
        <CategoryDialog
          body={body}
          code={open.code}
          onChange={editing.change}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

interface ListingProps {
  title: string;
  add: string;
  columns: readonly string[];
  rows: readonly { code: string; cells: readonly ReactNode[] }[];
  onOpen: ((code: string) => void) | null;
}

function Listing({ title, add, columns, rows, onOpen }: ListingProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <Group justify="space-between" mt="lg" mb="xs">
        <Title order={2}>{title}</Title>
        {onOpen && (
          <Button variant="default" onClick={() => onOpen("")}>
            {add}
          </Button>
        )}
      </Group>
      <section className={classes.scroll} tabIndex={0} aria-label={t("admin.table_of", { title })}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>{column}</Table.Th>
              ))}
              {onOpen && <Table.Th>{t("admin.change")}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ code, cells }) => (
              <Table.Tr key={code}>
                {cells.map((cell, index) => (
                  <Table.Td key={columns[index]}>{cell}</Table.Td>
                ))}
                {onOpen && (
                  <Table.Td>
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      aria-label={t("admin.change_of", { name: String(cells[0]) })}
                      onClick={() => onOpen(code)}
                    >
                      {t("admin.change")}
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}
