// Every key and what it does.
import { Container, SimpleGrid, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Keys } from "../../shell/Palette";

const GROUPS = {
  everywhere: ["mod+k", "?", "g i", "g p", "g f", "g a"],
  list: ["j", "k", "Enter", "x", "a", "/", "r"],
  ticket: ["j", "k", "u", "a", "r", "n", "e", "m", "mod+Enter"],
} as const;

type Group = keyof typeof GROUPS;

export function ShortcutsPage() {
  const { t } = useTranslation();
  return (
    <Container size="lg" py="lg">
      <Title order={1} mb="xs">
        {t("shortcuts.title")}
      </Title>
      <Text size="sm" mb="lg">
        {t("shortcuts.intro")}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xl">
        {(Object.keys(GROUPS) as Group[]).map((group) => (
          <section key={group}>
            <Title order={2} mb="xs">
              {t(`shortcuts.${group}.title`)}
            </Title>
            <Table>
              <Table.Tbody>
                {GROUPS[group].map((keys, index) => (
                  <Table.Tr key={keys}>
                    <Table.Td w={110}>
                      <Keys keys={keys} />
                    </Table.Td>
                    <Table.Td>{t(`shortcuts.${group}.${index}` as "shortcuts.list.0")}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </SimpleGrid>
    </Container>
  );
}
