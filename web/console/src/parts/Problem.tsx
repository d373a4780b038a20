// What could not be shown, in words, with a way to try again.
import { Alert, Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { explain } from "../app/errors";
import { Icon } from "./Icon";

export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const words = explain(error, t);
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<Icon name="warning" />}
      title={words.title}
      styles={{ label: { color: "var(--mantine-color-text)" } }}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{words.detail}</Text>
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t("errors.retry")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
