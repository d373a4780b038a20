// Words to the citizen or a note among the staff. Says beforehand how a reply will go; keeps what is typed.
import { Button, Collapse, Group, SegmentedControl, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReplyPreview, TicketPage } from "#shared/api/types";
import { writeMoment } from "#shared/format/dates";
import { useApp, useLanguage } from "../../app/context";
import { useDraft } from "../../app/drafts";
import { ChannelIcon } from "../../parts/Badges";
import { Icon } from "../../parts/Icon";
import { tell } from "../../parts/tell";
import classes from "./ticket.module.css";
import { type Changing, type Seen, seenOf } from "./useTicket";

export type Way = "messages" | "notes";

interface Draft {
  text: string;
  /** What was seen when the writing began; null while nothing is written. */
  seen: Seen | null;
}

const EMPTY: Draft = { text: "", seen: null };
const MOST = 4000;

interface Props {
  page: TicketPage;
  changing: Changing;
  way: Way;
  onWay: (way: Way) => void;
  box: RefObject<HTMLTextAreaElement | null>;
}

export function ReplyBox({ page, changing, way, onWay, box }: Props) {
  const { t } = useTranslation();
  const { number } = page.ticket;
  const [draft, setDraft, clear] = useDraft<Draft>(`${way}.${number}`, EMPTY);
  const preview = usePreview(number, way === "messages" ? draft.text : "");
  const refused = way === "messages" && preview?.possible === false;
  const text = draft.text.trim();

  const send = () => {
    if (!text || refused || changing.busy) return;
    changing.send({
      path: way,
      body: { text },
      seen: draft.seen ?? seenOf(page),
      label: t(`reply.${way}`),
      words: text,
      onDone: () => {
        clear();
        tell(t(`reply.sent_${way}`));
      },
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      send();
    }
    if (event.key === "Escape") box.current?.blur();
  };

  return (
    <section className={classes.reply} data-way={way} aria-label={t("reply.title")}>
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          value={way}
          onChange={(value) => onWay(value === "notes" ? "notes" : "messages")}
          data={[
            { value: "messages", label: t("reply.messages") },
            { value: "notes", label: t("reply.notes") },
          ]}
          aria-label={t("reply.title")}
        />
        {draft.text && (
          <Text size="xs" c="dimmed">
            {t("reply.kept")}
          </Text>
        )}
      </Group>
      <Textarea
        ref={box}
        aria-label={t(`reply.label_${way}`)}
        placeholder={t(`reply.hint_${way}`)}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={MOST}
        value={draft.text}
        onChange={(event) => {
          const words = event.currentTarget.value;
          if (words) setDraft({ text: words, seen: draft.seen ?? seenOf(page) });
          else clear();
        }}
        onKeyDown={onKeyDown}
      />
      <Group justify="space-between" gap="xs" align="flex-start" wrap="nowrap">
        {way === "messages" ? (
          <PreviewLine preview={preview} />
        ) : (
          <Text size="xs" c="dimmed">
            {t("reply.note_is_internal")}
          </Text>
        )}
        <Button
          leftSection={<Icon name="send" size={14} />}
          onClick={send}
          disabled={!text || refused}
          loading={changing.busy}
        >
          {t(`reply.send_${way}`)}
        </Button>
      </Group>
    </section>
  );
}

function usePreview(number: string, text: string): ReplyPreview | undefined {
  const { api } = useApp();
  const [settled] = useDebouncedValue(text.trim(), 500);
  const { data } = useQuery({
    queryKey: ["preview", number, settled],
    queryFn: ({ signal }) =>
      api.post<ReplyPreview>(`/tickets/${number}/messages/preview`, { body: { text: settled }, signal }),
    enabled: settled !== "",
    staleTime: 30_000,
    retry: false,
    placeholderData: (before) => (settled ? before : undefined),
  });
  return settled ? data : undefined;
}

function PreviewLine({ preview }: { preview: ReplyPreview | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  if (!preview)
    return (
      <Text size="xs" c="dimmed">
        {t("reply.preview_hint")}
      </Text>
    );
  if (!preview.possible)
    return (
      <Text size="xs" fw={600} role="alert">
        {t("reply.impossible", { reason: t(`reply.reason.${preview.reason}`) })}
      </Text>
    );
  const channel = preview.channel ?? "";
  return (
    <div className={classes.preview}>
      <Group gap={6} wrap="nowrap">
        <ChannelIcon channel={channel} size={14} />
        <Text size="xs" role="status">
          {t(`reply.form.${preview.form}`, {
            channel: t(`channel.${channel}` as "channel.web", { defaultValue: channel }),
            until: preview.window_until ? writeMoment(preview.window_until, language) : "",
            count: preview.segments ?? 1,
          })}
        </Text>
        <Button variant="subtle" size="compact-xs" onClick={() => setOpen(!open)} aria-expanded={open}>
          {t("reply.show_text")}
        </Button>
      </Group>
      <Collapse expanded={open}>
        <pre className={classes.previewText}>{preview.text}</pre>
        <Reasons title={t("reply.ways")} ways={preview.ways} />
        <Reasons title={t("reply.not_taken")} ways={preview.refused} />
      </Collapse>
    </div>
  );
}

/** Channels with the reason of each: those that would be tried, in their order, or those that would not. */
function Reasons({
  title,
  ways,
}: {
  title: string;
  ways: Pick<ReplyPreview["ways"][number], "channel" | "why">[];
}) {
  const { t } = useTranslation();
  if (!ways.length) return null;
  const named = ways.map(({ channel, why }) => {
    const name = t(`channel.${channel}` as "channel.web", { defaultValue: channel });
    return `${name} (${t(`reply.why.${why}` as "reply.why.preferred")})`;
  });
  return (
    <Text size="xs" c="dimmed">
      {[title, named.join(", ")].join(": ")}
    </Text>
  );
}
