// An address that leads nowhere.
import { Container, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Container size="sm" py="xl">
      <Title order={1}>{t("not_found.title")}</Title>
      <Text my="md">{t("not_found.detail")}</Text>
      <Link to="/">{t("not_found.home")}</Link>
    </Container>
  );
}
