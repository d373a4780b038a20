// The fields behind the button of the filters.
import { Select, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Filter, Filters } from "../../app/filters";
import { useNames } from "../../parts/names";

const STATUSES = [
  "received",
  "assigned",
  "in_progress",
  "planned",
  "waiting_citizen",
  "waiting_external",
  "reopened",
] as const;
const CHANNELS = ["whatsapp", "web", "phone", "email", "sms", "messenger", "instagram", "x"] as const;
const PRIORITIES = ["emergency", "high", "normal", "low"] as const;

export function FilterFields({
  filters,
  set,
}: {
  filters: Filters;
  set: (name: Filter, value: string | null) => void;
}) {
  const { t } = useTranslation();
  const names = useNames();
  const options = (items: readonly { code: string; name: string }[]) =>
    items.map((item) => ({ value: item.code, label: item.name }));
  const lists: [Filter, { value: string; label: string }[]][] = [
    ["status", STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))],
    ["department", options(names.departments)],
    ["category", options(names.categories)],
    ["neighbourhood", options(names.neighbourhoods)],
    ["channel", CHANNELS.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))],
    ["priority", PRIORITIES.map((priority) => ({ value: priority, label: t(`priority.${priority}`) }))],
  ];
  return (
    <Stack gap="xs">
      {lists.map(([name, data]) => (
        <Select
          key={name}
          size="xs"
          label={t(`filter.${name}` as "filter.status")}
          data={data}
          value={filters[name] ?? null}
          onChange={(value) => set(name, value)}
          clearable
          searchable
          comboboxProps={{ withinPortal: false }}
          clearButtonProps={{ "aria-label": t("inbox.clear") }}
        />
      ))}
      <Switch
        label={t("filter.overdue")}
        checked={filters.overdue === "true"}
        onChange={(event) => set("overdue", event.currentTarget.checked ? "true" : null)}
      />
      <Switch
        label={t("filter.done")}
        checked={filters.done === "true"}
        onChange={(event) => set("done", event.currentTarget.checked ? "true" : null)}
      />
    </Stack>
  );
}
