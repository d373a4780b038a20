// What is changed and not yet in force, and what the server says against it.
import { Alert, Button, Group, List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../../parts/Icon";
import classes from "./admin.module.css";
import type { Saving } from "./usePart";

export function SaveBar({ changed, outdated, faults, busy, save, drop }: Saving) {
  const { t } = useTranslation();
  if (!changed) return null;
  return (
    <section className={classes.save} aria-label={t("admin.unsaved")}>
      {outdated && (
        <Alert color="orange" icon={<Icon name="warning" />} role="alert" mb="xs">
          {t("admin.outdated")}
        </Alert>
      )}
      {faults.length > 0 && (
        <Alert color="orange" icon={<Icon name="warning" />} role="alert" mb="xs" title={t("admin.faults")}>
          <List size="sm">
            {faults.map((fault) => (
              <List.Item key={fault.path + fault.message}>{t("admin.fault", { ...fault })}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group justify="space-between">
        <Text size="sm">{t("admin.unsaved")}</Text>
        <Group gap="xs">
          <Button variant="default" onClick={drop}>
            {t("admin.drop")}
          </Button>
          <Button onClick={save} loading={busy} disabled={outdated}>
            {t("words.save")}
          </Button>
        </Group>
      </Group>
    </section>
  );
}
