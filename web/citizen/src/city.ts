// Who the city is: built in (build/city.ts), refreshed from the API when an administrator changed it.

import built from "virtual:city";
import { createStore } from "./store";
import { type Colours, styleSheet } from "./theme";

export interface City {
  name: string;
  short_name: string;
  timezone: string;
  default_language: string;
  languages: string[];
  email?: string;
  phones: { call_centre?: string; short_code?: string; emergency?: string; whatsapp?: string };
  urls: { home?: string; privacy?: string };
  colours: Colours;
  /** An SVG document. */
  logo: string;
  map?: {
    tiles?: string | null;
    attribution?: string | null;
    centre: [lat: number, lon: number];
    zoom: number;
  };
}

export const city = createStore<City>(built);

/** Take over what the API says now; a refused or lost request leaves what was built in. */
export async function refreshCity(fetched: Promise<Partial<City>>): Promise<void> {
  const branding = await fetched.catch(() => null);
  if (!branding) return;
  const before = city.get();
  const now = { ...before, ...branding };
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  city.set(now);
  if (JSON.stringify(now.colours) !== JSON.stringify(before.colours)) recolour(now.colours);
}

function recolour(colours: Colours): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleSheet(colours));
  document.adoptedStyleSheets = [sheet];
}
