// What one version of a part changed against the one before it.
import { Loader, Modal, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Part, PartChange } from "#shared/api/types";
import { useApp } from "../../app/context";
import { Problem } from "../../parts/Problem";
import classes from "./admin.module.css";
import { differences } from "./differences";

const MOST = 200; // rows; the first version of a part differs from nothing in everything

export function VersionDialog({ change, onClose }: { change: PartChange; onClose: () => void }) {
  const { t } = useTranslation();
  const after = useVersion(change.part, change.version);
  const before = useVersion(change.part, change.version - 1);
  const found =
    after.data && !before.isLoading ? differences(before.data?.body ?? {}, after.data.body) : null;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("admin.see_version", { part: change.part, version: change.version })}
    >
      {after.isError && <Problem error={after.error} />}
      {!found && !after.isError && <Loader role="status" aria-label={t("inbox.loading")} />}
      {found && (
        <section className={classes.scroll} tabIndex={0} aria-label={t("admin.differences")}>
          <Table fz="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("admin.path")}</Table.Th>
                <Table.Th>{t("admin.before")}</Table.Th>
                <Table.Th>{t("admin.after")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.slice(0, MOST).map((one) => (
                <Table.Tr key={one.path}>
                  <Table.Td>{one.path}</Table.Td>
                  <Table.Td className={classes.value}>{one.before}</Table.Td>
                  <Table.Td className={classes.value}>{one.after}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </Modal>
  );
}

function useVersion(part: string, version: number) {
  const { api } = useApp();
  return useQuery({
    queryKey: ["version", part, version],
    queryFn: ({ signal }) => api.get<Part>(`/configuration/${part}/versions/${version}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY, // what was, stays
    retry: false,
    enabled: version >= 0,
  });
}
