// The number, in the groups in which it is said.
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { writeLongMoment } from "#shared/format/dates";
import { writeNumber } from "#shared/format/numbers";
import { useLanguage } from "../../app/context";
import { useNames } from "../../parts/names";
import classes from "./phone.module.css";

export interface Opened {
  number: string;
  department: string | null;
  category: string | null;
  due: { respond: string | null; resolve: string | null };
}

export function Done({ opened, onNext }: { opened: Opened; onNext: () => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const language = useLanguage();
  const groups = writeNumber(opened.number).split("-");
  return (
    <div className={classes.page}>
      <Paper withBorder p="xl" maw={620} mx="auto" mt="xl" role="status">
        <Stack align="center" gap="md">
          <Title order={1}>{t("phone.opened")}</Title>
          <Text size="sm">{t("phone.read_back")}</Text>
          <div className={classes.number} role="group" aria-label={groups.join(", ")}>
            {groups.map((group) => (
              <span key={group}>{group}</span>
            ))}
          </div>
          <Text size="sm">
            {t("phone.goes_to", {
              department: names.department(opened.department),
              category: names.category(opened.category),
            })}
          </Text>
          {opened.due.resolve && (
            <Text size="sm">{t("phone.due", { at: writeLongMoment(opened.due.resolve, language) })}</Text>
          )}
          <Group>
            <Button autoFocus size="sm" onClick={onNext}>
              {t("phone.next")}
            </Button>
            <Button
              component={Link}
              to="/tickets/$number"
              params={{ number: opened.number } as never}
              variant="default"
              size="sm"
            >
              {t("phone.see")}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </div>
  );
}
