// The city's own words for codes: departments, categories, neighbourhoods, people.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Catalogue, Category, Neighbourhood } from "#shared/api/types";
import { collator } from "#shared/format/dates";
import { useApp, useLanguage } from "../app/context";
import { catalogueQuery } from "../app/queries";

const TRIAGE = "triage"; // what no department has yet, as queues and figures call it

export interface Named {
  code: string;
  name: string;
}

export interface Names {
  catalogue: Catalogue | undefined;
  department: (code: string | null | undefined) => string;
  category: (code: string | null | undefined) => string;
  neighbourhood: (code: string | null | undefined) => string;
  /** Sorted by the reader's alphabet. */
  departments: readonly Named[];
  categories: readonly Category[];
  neighbourhoods: readonly Neighbourhood[];
}

export function useNames(): Names {
  const { api } = useApp();
  const language = useLanguage();
  const { t } = useTranslation();
  const { data } = useQuery(catalogueQuery(api, language));
  return useMemo(() => {
    const byName = (one: Named, other: Named) => collator(language).compare(one.name, other.name);
    const lookup = (items: readonly Named[] | undefined) =>
      new Map(items?.map((item) => [item.code, item.name]));
    const departments = lookup(data?.departments);
    const categories = lookup(data?.categories);
    const neighbourhoods = lookup(data?.neighbourhoods);
    return {
      catalogue: data,
      department: (code) => (code && code !== TRIAGE ? (departments.get(code) ?? code) : t("words.triage")),
      category: (code) => (code ? (categories.get(code) ?? code) : t("words.no_category")),
      neighbourhood: (code) => (code ? (neighbourhoods.get(code) ?? code) : ""),
      departments: [...(data?.departments ?? [])].sort(byName),
      categories: [...(data?.categories ?? [])].sort(byName),
      neighbourhoods: [...(data?.neighbourhoods ?? [])].sort(byName),
    };
  }, [data, language, t]);
}

/** How an actor of the history is written: a colleague's name, the citizen, or the system's part. */
export function useActorName(names: Record<string, string> | undefined): (actor: string) => string {
  const { t } = useTranslation();
  return (actor) => {
    const [kind, id = ""] = actor.split(/:(.*)/s);
    if (kind === "user") return names?.[id] ?? id.split("@")[0] ?? id;
    return kind === "citizen" ? t("words.citizen") : t("words.system");
  };
}
