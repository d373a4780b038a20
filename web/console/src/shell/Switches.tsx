// Language and theme.
import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../app/context";
import { changeLanguage } from "../app/i18n";
import { Icon } from "../parts/Icon";

export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = useLanguage() === "tr" ? "en" : "tr";
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<Icon name="language" size={16} />}
      lang={other}
      onClick={() => void changeLanguage(other)}
    >
      {t("shell.other_language")}
    </Button>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={dark ? t("shell.light") : t("shell.dark")}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      <Icon name={dark ? "sun" : "moon"} />
    </ActionIcon>
  );
}
