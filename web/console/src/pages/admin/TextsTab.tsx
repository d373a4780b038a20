// The texts that people receive, with what each channel would show, before they are in force.
import { Group, Loader, SegmentedControl, Select, SimpleGrid, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../parts/Problem";
import type { TabProps } from "./AdminPage";
import { SaveBar } from "./SaveBar";
import { type Stage, TextPreviews } from "./TextPreviews";
import { usePart } from "./usePart";

type Body = Record<string, { stages: Record<string, Stage>; [other: string]: unknown }>;

const FIELDS = ["subject", "text", "whatsapp", "sms", "email"] as const;

export function TextsTab({ mayChange }: TabProps) {
  const { t } = useTranslation();
  const editing = usePart<Body>("messages");
  const [language, setLanguage] = useState("tr");
  const [stage, setStage] = useState("ticket_received");
  const { body } = editing;
  if (editing.error) return <Problem error={editing.error} />;
  if (!body) return <Loader role="status" mt="md" aria-label={t("inbox.loading")} />;
  const stages = body[language]?.stages ?? {};
  const texts = stages[stage] ?? {};
  const set = (name: string, value: string) => {
    const changed = { ...stages, [stage]: { ...texts, [name]: value } };
    editing.change({ ...body, [language]: { ...body[language], stages: changed } });
  };
  const named = (code: string) => t(`stage.${code}` as "stage.resolved", { defaultValue: code });
  return (
    <>
      <Group align="flex-end" my="md">
        <Select
          label={t("admin.stage")}
          data={Object.keys(stages).map((code) => ({
            value: code,
            label:
              code.startsWith("department_") || code.startsWith("ladder_")
                ? t("admin.to_staff", { what: named(code) })
                : named(code),
          }))}
          value={stage}
          allowDeselect={false}
          searchable
          onChange={(code) => code && setStage(code)}
          w={300}
          maw="100%"
        />
        <SegmentedControl
          value={language}
          onChange={setLanguage}
          data={Object.keys(body).map((code) => ({
            value: code,
            label: t(`admin.language.${code}` as "admin.language.tr", { defaultValue: code }),
          }))}
          aria-label={t("admin.text_language")}
        />
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <div>
          {FIELDS.filter((name) => typeof texts[name] === "string").map((name) => (
            <Textarea
              key={name}
              label={t(`admin.field.${name}`)}
              lang={language}
              autosize
              minRows={name === "subject" ? 1 : 3}
              mb="sm"
              readOnly={!mayChange}
              value={String(texts[name])}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          ))}
          <Text size="xs" c="dimmed">
            {t("admin.text_hint")}
          </Text>
        </div>
        <TextPreviews stage={stage} language={language} texts={texts} />
      </SimpleGrid>
      <SaveBar {...editing} />
    </>
  );
}
