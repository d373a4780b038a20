// A caller's words become a ticket in half a minute, from the first key to the number that is read back.
import { Button, Grid, Group, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { groupDigits } from "#shared/format/numbers";
import { onceKey } from "#shared/once";
import { useActions } from "../../app/actions";
import { useApp, useLanguage } from "../../app/context";
import { useDraft } from "../../app/drafts";
import { brandingQuery, citizenByPhoneQuery, wordsQuery } from "../../app/queries";
import { useNames } from "../../parts/names";
import { tellProblem } from "../../parts/tell";
import { Caller } from "./Caller";
import { Done, type Opened } from "./Done";
import { FoldedSelect } from "./FoldedSelect";
import classes from "./phone.module.css";
import { suggestCategories } from "./suggest";

const PlaceMap = lazy(() => import("../../parts/PlaceMap"));
const Ringing = lazy(() => import("./Ringing"));

export interface Call {
  phone: string;
  name: string;
  text: string;
  category: string;
  neighbourhood: string;
  address: string;
  lat: number | null;
  lon: number | null;
  /** Made when the call begins, so that a call sent twice becomes one ticket. */
  once: string;
  /** The telephone system's call in which it is said, where it told us of one. */
  call?: string;
}

const NEW: Call = {
  phone: "",
  name: "",
  text: "",
  category: "",
  neighbourhood: "",
  address: "",
  lat: null,
  lon: null,
  once: "",
  call: "",
};

/** Enough of a number to look for somebody: short codes and foreign numbers are typed whole. */
const complete = (phone: string) => /^(0090|\+?90|0)?[2-58]\d{9}$/.test(phone.replace(/[\s()-]/g, ""));

export function PhonePage() {
  const { t } = useTranslation();
  const { api } = useApp();
  const names = useNames();
  const language = useLanguage();
  const queries = useQueryClient();
  const [call, setCall, clear] = useDraft<Call>("call", NEW);
  const [done, setDone] = useState<Opened | null>(null);
  const [map, setMap] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const phoneBox = useRef<HTMLInputElement>(null);
  const { data: branding } = useQuery(brandingQuery(api));
  const set = (values: Partial<Call>) => setCall({ ...call, once: call.once || onceKey(), ...values });

  const [settled] = useDebouncedValue(complete(call.phone) ? call.phone : "", 300);
  const found = useQuery(citizenByPhoneQuery(api, settled));
  const caller = settled ? found.data?.items[0] : undefined;
  const [words] = useDebouncedValue(call.text, 250);
  const { data: spoken } = useQuery(wordsQuery(api, language));
  const categories = spoken?.categories ?? names.categories;
  const suggested = call.category ? [] : suggestCategories(words, categories, language).slice(0, 4);

  const open = useMutation({
    mutationFn: () => {
      const named = caller?.name || call.name.trim();
      const located = call.neighbourhood || call.address.trim() || call.lat !== null;
      const body = {
        channel: "phone",
        ...(call.call ? { call: call.call } : {}),
        text: call.text.trim(),
        category: call.category,
        citizen: { phone: call.phone.trim(), name: named },
        ...(located
          ? {
              location: {
                address: call.address.trim(),
                neighbourhood: call.neighbourhood,
                ...(call.lat !== null && call.lon !== null ? { lat: call.lat, lon: call.lon } : {}),
              },
            }
          : {}),
      };
      return api.post<Opened>("/tickets", { body, idempotencyKey: call.once || onceKey() });
    },
    onSuccess: (opened) => {
      clear();
      setMap(false);
      setDone(opened);
      void queries.invalidateQueries({ queryKey: ["queues"] });
      void queries.invalidateQueries({ queryKey: ["tickets"] });
    },
    onError: (error) => tellProblem(error, t),
  });
  const ready = call.text.trim() !== "" && call.phone.trim() !== "" && !open.isPending;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (ready) open.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      submit();
    } else if (event.target instanceof HTMLInputElement && !event.defaultPrevented) {
      // Enter goes on to the next field, as Tab does; only the button and Ctrl+Enter open the ticket.
      event.preventDefault();
      next(form.current, event.target);
    }
  };
  useActions([
    {
      id: "new-call",
      keys: "c",
      label: t("phone.new"),
      run: () => {
        setDone(null);
        phoneBox.current?.focus();
      },
    },
  ]);

  if (done)
    return (
      <Done
        opened={done}
        onNext={() => {
          setDone(null);
          requestAnimationFrame(() => phoneBox.current?.focus());
        }}
      />
    );

  return (
    <div className={classes.page}>
      <Title order={1} mb="md">
        {t("phone.title")}
      </Title>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <form ref={form} onSubmit={submit} onKeyDown={onKeyDown} aria-label={t("phone.title")}>
            <Stack gap="sm">
              <Group align="flex-end" grow preventGrowOverflow={false}>
                <TextInput
                  ref={phoneBox}
                  label={t("phone.number")}
                  description={groupDigits(call.phone) || t("phone.number_hint")}
                  inputMode="tel"
                  autoFocus
                  autoComplete="off"
                  value={call.phone}
                  onChange={(event) => set({ phone: event.currentTarget.value })}
                  required
                />
                <TextInput
                  label={t("phone.name")}
                  description={caller?.name ? t("phone.known") : t("phone.name_hint")}
                  autoComplete="off"
                  value={caller?.name || call.name}
                  readOnly={Boolean(caller?.name)}
                  onChange={(event) => set({ name: event.currentTarget.value })}
                  maxLength={200}
                />
              </Group>
              <Textarea
                label={t("phone.text")}
                autosize
                minRows={4}
                maxLength={4000}
                value={call.text}
                onChange={(event) => set({ text: event.currentTarget.value })}
                required
              />
              <FoldedSelect
                label={t("filter.category")}
                placeholder={t("phone.category_hint")}
                items={names.categories}
                value={call.category}
                onChange={(category) => set({ category })}
              />
              {suggested.length > 0 && (
                <Group gap={6}>
                  <Text size="xs">{t("phone.suggested")}</Text>
                  {suggested.map((category) => (
                    <Button
                      key={category.code}
                      variant="default"
                      size="compact-xs"
                      onClick={() => set({ category: category.code })}
                    >
                      {category.name}
                    </Button>
                  ))}
                </Group>
              )}
              <Group align="flex-end" grow preventGrowOverflow={false}>
                <FoldedSelect
                  label={t("filter.neighbourhood")}
                  items={names.neighbourhoods}
                  value={call.neighbourhood}
                  onChange={(neighbourhood) => set({ neighbourhood })}
                />
                <TextInput
                  label={t("phone.address")}
                  value={call.address}
                  onChange={(event) => set({ address: event.currentTarget.value })}
                  maxLength={500}
                  autoComplete="off"
                />
              </Group>
              <Group justify="space-between">
                <Button variant="default" onClick={() => setMap(!map)} aria-expanded={map}>
                  {call.lat === null ? t("phone.on_map") : t("phone.map_chosen")}
                </Button>
                <Button type="submit" size="sm" disabled={!ready} loading={open.isPending}>
                  {t("phone.open")}
                </Button>
              </Group>
              {map && (
                <Suspense fallback={null}>
                  <PlaceMap
                    position={call.lat !== null && call.lon !== null ? [call.lat, call.lon] : null}
                    source={branding?.map}
                    neighbourhoods={names.neighbourhoods}
                    chosen={call.neighbourhood}
                    className={classes.map}
                    onChoose={(lat, lon) => set({ lat: round(lat), lon: round(lon) })}
                  />
                </Suspense>
              )}
              <Text size="xs" c="dimmed">
                {t("phone.keys")}
              </Text>
            </Stack>
          </form>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Suspense fallback={null}>
            <Ringing
              taken={call.call ?? ""}
              onTake={(ringing) => set({ call: ringing.call, phone: ringing.phone || call.phone })}
            />
          </Suspense>
          <Caller
            citizen={caller}
            searching={settled !== "" && found.isPending}
            searched={settled !== "" && found.isSuccess}
          />
        </Grid.Col>
      </Grid>
    </div>
  );
}

/** Six decimals are eleven centimetres. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

function next(form: HTMLFormElement | null, from: HTMLElement): void {
  const fields = [
    ...(form?.querySelectorAll<HTMLElement>(
      "input:not([type=hidden]):not([readonly]), textarea, button[type=submit]",
    ) ?? []),
  ];
  fields[fields.indexOf(from) + 1]?.focus();
}
