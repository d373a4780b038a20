// Search and filters. They live in the address; this only writes them there.
import { Button, Group, Popover, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeFilter, type Filter, type Filters } from "../../app/filters";
import { Icon } from "../../parts/Icon";
import { useNames } from "../../parts/names";
import classes from "./inbox.module.css";
import { Views } from "./Views";

const STATUSES = [
  "received",
  "assigned",
  "in_progress",
  "planned",
  "waiting_citizen",
  "waiting_external",
  "reopened",
] as const;
const CHANNELS = ["whatsapp", "web", "phone", "email", "sms"] as const;
const PRIORITIES = ["emergency", "high", "normal", "low"] as const;
const CHOSEN: readonly Filter[] = [
  "status",
  "department",
  "category",
  "neighbourhood",
  "channel",
  "priority",
  "overdue",
  "done",
];

export function FilterBar({
  filters,
  searchBox,
}: {
  filters: Filters;
  searchBox: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const set = (name: Filter, value: string | null) =>
    void navigate({ to: "/inbox", search: changeFilter(filters, name, value) });
  const active = CHOSEN.filter((name) => filters[name]);
  return (
    <Group gap="xs" className={classes.bar} wrap="wrap">
      <SearchBox filters={filters} box={searchBox} />
      <Popover position="bottom-end" withArrow shadow="md" trapFocus returnFocus width={280}>
        <Popover.Target>
          <Button variant="default" size="sm" leftSection={<Icon name="filter" size={16} />}>
            {active.length ? t("inbox.filters_on", { count: active.length }) : t("inbox.filters")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("inbox.filters")}>
          <FilterFields filters={filters} set={set} />
          {active.length > 0 && (
            <Button
              mt="md"
              fullWidth
              variant="default"
              onClick={() =>
                void navigate({ to: "/inbox", search: filters.queue ? { queue: filters.queue } : {} })
              }
            >
              {t("inbox.clear_filters")}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
      <Views filters={filters} />
    </Group>
  );
}

function SearchBox({ filters, box }: { filters: Filters; box: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [words, setWords] = useState(filters.q ?? "");
  useEffect(() => setWords(filters.q ?? ""), [filters.q]);
  const search = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: "/inbox", search: changeFilter(filters, "q", words.trim()) });
  };
  return (
    <form onSubmit={search} className={classes.search} role="search">
      <TextInput
        ref={box}
        aria-label={t("inbox.search")}
        placeholder={t("inbox.search_hint")}
        leftSection={<Icon name="search" size={16} />}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          if (!event.currentTarget.value && filters.q)
            void navigate({ to: "/inbox", search: changeFilter(filters, "q", null) });
        }}
        type="search"
      />
    </form>
  );
}

function FilterFields({
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
