// A text as each channel would show it, with sample values, and what is wrong with it.
import { Group, Paper, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "#shared/api/client";
import type { TextPreview } from "#shared/api/types";
import { useApp } from "../../app/context";
import { ChannelIcon } from "../../parts/Badges";
import classes from "./admin.module.css";

export type Stage = Record<string, unknown>;

const WAYS = [
  { channel: "whatsapp", form: "text" },
  { channel: "whatsapp", form: "template" },
  { channel: "sms", form: "text" },
  { channel: "email", form: "text" },
  { channel: "webhook", form: "text" },
] as const;

interface Props {
  stage: string;
  language: string;
  texts: Stage;
}

export function TextPreviews(props: Props) {
  return (
    <div>
      {WAYS.map((way) => (
        <Preview key={way.channel + way.form} way={way} {...props} />
      ))}
    </div>
  );
}

function Preview({ stage, language, texts, way }: Props & { way: (typeof WAYS)[number] }) {
  const { t } = useTranslation();
  const { api } = useApp();
  const [settled] = useDebouncedValue({ stage, language, texts }, 500);
  const { data, error } = useQuery({
    queryKey: ["text-preview", settled, way],
    queryFn: ({ signal }) =>
      api.post<TextPreview>("/configuration/texts/preview", { body: { ...settled, ...way }, signal }),
    staleTime: 60_000,
    retry: false,
    placeholderData: (before) => before,
  });
  // A stage that does not go by a channel is refused: there is nothing to show for it.
  if (!data || (error instanceof ApiProblem && error.status === 422)) return null;
  const name = t(`channel.${way.channel}`);
  const title = way.form === "template" ? t("admin.template_of", { channel: name }) : name;
  return (
    <Paper withBorder p="sm" mb="sm" component="section" aria-label={title}>
      <Group gap={6} mb={4}>
        <ChannelIcon channel={way.channel} size={14} />
        <Title order={2} size="h3">
          {title}
        </Title>
        {data.segments !== null && <Text size="xs">{t("admin.segments", { count: data.segments })}</Text>}
      </Group>
      {data.problems.map((problem) => (
        <Text key={problem.path + problem.message} size="sm" role="alert" fw={500}>
          {t("admin.fault", { ...problem })}
        </Text>
      ))}
      {data.subject && (
        <Text size="sm" fw={600}>
          {data.subject}
        </Text>
      )}
      <pre className={classes.preview}>{data.text}</pre>
      {data.choices.length > 0 && (
        <Group gap={6} mt={6}>
          {data.choices.map((choice) => (
            <span key={choice} className={classes.choice}>
              {choice}
            </span>
          ))}
        </Group>
      )}
    </Paper>
  );
}
