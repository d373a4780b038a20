// The steps that are possible now, and what each of them asks for.
import { Button, Group, Menu, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Demand, Move, Status, TicketPage } from "#shared/api/types";
import { readNumber } from "#shared/format/numbers";
import { useDraft } from "../../app/drafts";
import { Icon } from "../../parts/Icon";
import { useNames } from "../../parts/names";
import { tell } from "../../parts/tell";
import { type Changing, type Seen, seenOf } from "./useTicket";

// The steps that are taken most, as buttons of their own.
const FIRST: readonly Status[] = ["assigned", "in_progress", "resolved", "closed", "reopened"];
const OUTCOMES: Partial<Record<Status, readonly string[]>> = {
  resolved: ["solved", "planned_work", "informed", "not_found"],
  rejected: ["not_our_responsibility", "rejected", "not_found", "duplicate"],
};

interface Props {
  page: TicketPage;
  onMove: (move: Move) => void;
  menu: { opened: boolean; onChange: (opened: boolean) => void };
}

export function MoveButtons({ page, onMove, menu }: Props) {
  const { t } = useTranslation();
  const first = FIRST.flatMap((status) => page.moves.filter((move) => move.to === status)).slice(0, 2);
  const others = page.moves.filter((move) => !first.includes(move));
  if (page.moves.length === 0) return null;
  return (
    <Group gap="xs">
      {first.map((move) => (
        <Button
          key={move.to}
          variant={move.to === "resolved" ? "filled" : "default"}
          onClick={() => onMove(move)}
        >
          {t(`move.${move.to}`)}
        </Button>
      ))}
      {others.length > 0 && (
        <Menu opened={menu.opened} onChange={menu.onChange} position="bottom-end" shadow="md">
          <Menu.Target>
            <Button variant="default">{t("move.others")}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((move) => (
              <Menu.Item key={move.to} onClick={() => onMove(move)}>
                {t(`move.${move.to}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

type Values = Partial<Record<Demand, string>>;

interface MoveDraft {
  values: Values;
  seen: Seen | null;
}

const NOTHING: MoveDraft = { values: {}, seen: null };

interface DialogProps {
  page: TicketPage;
  move: Move;
  changing: Changing;
  onClose: () => void;
}

export function MoveDialog({ page, move, changing, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { number } = page.ticket;
  const [opened] = useState(() => seenOf(page));
  const [draft, setDraft, clear] = useDraft<MoveDraft>(`move.${number}.${move.to}`, NOTHING);
  const set = (name: Demand, value: string) =>
    setDraft({ values: { ...draft.values, [name]: value }, seen: draft.seen ?? opened });
  const duplicate = draft.values.duplicate_of ?? "";
  const mistyped = move.demands.includes("duplicate_of") && duplicate.length >= 9 && !readNumber(duplicate);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body: Record<string, string> = { to: move.to };
    for (const name of move.demands) {
      const value = draft.values[name]?.trim() ?? "";
      body[name] =
        name === "planned_for"
          ? inIstanbul(value)
          : name === "duplicate_of"
            ? (readNumber(value) ?? value)
            : value;
    }
    changing.send({
      path: "transitions",
      body,
      seen: draft.seen ?? opened,
      label: t(`move.${move.to}`),
      words: [draft.values.message_to_citizen, draft.values.reason].filter(Boolean).join("\n\n"),
      to: move.to,
      onDone: () => {
        clear();
        tell(t("move.done", { status: t(`status.${move.to}`) }));
        onClose();
      },
    });
  };

  return (
    <Modal opened onClose={onClose} title={t(`move.${move.to}`)} size="md">
      <form onSubmit={submit}>
        <Stack>
          {move.demands.length === 0 && (
            <Text size="sm">{t("move.sure", { status: t(`status.${move.to}`) })}</Text>
          )}
          {move.demands.map((name, index) => (
            <DemandField
              key={name}
              name={name}
              status={move.to}
              value={draft.values[name] ?? ""}
              onChange={(value) => set(name, value)}
              first={index === 0}
              problem={name === "duplicate_of" && mistyped ? t("move.mistyped") : ""}
              present={page.ticket.department}
            />
          ))}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("words.cancel")}
            </Button>
            <Button
              type="submit"
              loading={changing.busy}
              disabled={mistyped || move.demands.some((name) => !draft.values[name]?.trim())}
              leftSection={<Icon name="check" size={14} />}
              data-autofocus={move.demands.length === 0 || undefined}
            >
              {t(`move.${move.to}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** A moment of the city's clock, which has stood at three hours before Greenwich since 2016. */
const inIstanbul = (local: string) => (local ? `${local}:00+03:00` : "");

interface FieldProps {
  name: Demand;
  status: Status;
  value: string;
  onChange: (value: string) => void;
  first: boolean;
  problem: string;
  present: string | null;
}

function DemandField({ name, status, value, onChange, first, problem, present }: FieldProps) {
  const { t } = useTranslation();
  const names = useNames();
  const common = { label: t(`demand.${name}`), required: true, "data-autofocus": first || undefined };
  if (name === "department") {
    const fitting = names.departments.filter((department) => department.code !== present);
    return (
      <Select
        {...common}
        data={fitting.map((one) => ({
          value: one.code,
          label: one.name,
        }))}
        value={value || null}
        onChange={(code) => onChange(code ?? "")}
        searchable
      />
    );
  }
  if (name === "outcome") {
    const outcomes = OUTCOMES[status] ?? ["solved"];
    return (
      <Select
        {...common}
        data={outcomes.map((code) => ({ value: code, label: t(`outcome.${code}` as "outcome.solved") }))}
        value={value || null}
        onChange={(code) => onChange(code ?? "")}
      />
    );
  }
  if (name === "planned_for")
    return (
      <TextInput
        {...common}
        type="datetime-local"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (name === "duplicate_of")
    return (
      <TextInput
        {...common}
        inputMode="numeric"
        placeholder="123-456-789"
        value={value}
        error={problem || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <Textarea
      {...common}
      autosize
      minRows={name === "message_to_citizen" ? 4 : 2}
      maxLength={name === "message_to_citizen" ? 4000 : 2000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
