// Search and filters. They live in the address; this only writes them there.
import { Button, Group, Popover, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeFilter, type Filter, type Filters } from "../../app/filters";
import { later } from "../../app/later";
import { Icon } from "../../parts/Icon";
import classes from "./inbox.module.css";

const FilterFields = later(() => import("./FilterFields"), "FilterFields");
const Views = later(() => import("./Views"), "Views");
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
