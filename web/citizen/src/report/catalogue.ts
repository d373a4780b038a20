// The city's categories, departments and neighbourhoods, fetched once per language; the service worker keeps a copy.

import type { components } from "#shared/api/schema";
import type { Phrase } from "#shared/text/vocabulary";
import { api } from "../api/api";
import { createStore } from "../store";

type Shown = components["schemas"]["CatalogueShown"];

/** As the API shows it; words come only where they were asked for. */
export type Catalogue = Omit<Shown, "categories"> & {
  categories: (Omit<Shown["categories"][number], "words"> & { words?: Phrase[] })[];
};

export const EMPTY: Catalogue = { kinds: [], categories: [], departments: [], neighbourhoods: [] };

export const catalogue = createStore<Catalogue>(EMPTY);

let asked = "";

export async function loadCatalogue(language: string): Promise<void> {
  if (asked === language) return;
  asked = language;
  try {
    const found = await api.get<Catalogue>("/public/catalogue", { query: { language, words: true } });
    if (asked === language) catalogue.set(found);
  } catch {
    asked = ""; // without it the form works; the city finds category and neighbourhood itself
  }
}

export const categoryName = ({ categories }: Catalogue, code: string | null): string =>
  categories.find((one) => one.code === code)?.name ?? "";

export const departmentName = ({ departments }: Catalogue, code: string | null): string =>
  departments.find((one) => one.code === code)?.name ?? "";
