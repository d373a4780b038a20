// Who may sign in, with which role and for which departments.
import { Button, Group, Loader, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page, User } from "#shared/api/types";
import { useApp } from "../../app/context";
import { useNames } from "../../parts/names";
import { Problem } from "../../parts/Problem";
import classes from "./admin.module.css";
import { UserDialog } from "./UserDialog";

export function UsersTab() {
  const { t } = useTranslation();
  const { api } = useApp();
  const names = useNames();
  const query = useInfiniteQuery({
    queryKey: ["users"],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<User>>("/users", { query: { cursor: pageParam, limit: 60 }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor ?? undefined,
  });
  const [open, setOpen] = useState<User | "new" | null>(null);
  if (query.isError && !query.data)
    return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loader role="status" mt="md" aria-label={t("inbox.loading")} />;
  return (
    <>
      <Group justify="flex-end" my="md">
        <Button onClick={() => setOpen("new")}>{t("admin.invite")}</Button>
      </Group>
      <section className={classes.scroll} tabIndex={0} aria-label={t("admin.users")}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("admin.username")}</Table.Th>
              <Table.Th>{t("admin.name")}</Table.Th>
              <Table.Th>{t("admin.role")}</Table.Th>
              <Table.Th>{t("inbox.departments")}</Table.Th>
              <Table.Th>{t("filter.status")}</Table.Th>
              <Table.Th>{t("admin.change")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {query.data.pages
              .flatMap((page) => page.items)
              .map((user) => (
                <Table.Tr key={user.username}>
                  <Table.Td>{user.username}</Table.Td>
                  <Table.Td>{user.name}</Table.Td>
                  <Table.Td>{user.role ? t(`role.${user.role}`) : t("words.none")}</Table.Td>
                  <Table.Td>{user.departments.map(names.department).join(", ")}</Table.Td>
                  <Table.Td>{user.enabled ? t("admin.enabled") : t("admin.disabled")}</Table.Td>
                  <Table.Td>
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      aria-label={t("admin.change_of", { name: user.username })}
                      onClick={() => setOpen(user)}
                    >
                      {t("admin.change")}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </section>
      {query.hasNextPage && (
        <Button variant="default" mt="sm" onClick={() => void query.fetchNextPage()}>
          {t("admin.more")}
        </Button>
      )}
      {open && <UserDialog user={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}
