// Starts the pages: language, router, desk; the service worker and fresh branding afterwards, when nobody waits.

import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "./styles/base.css";
import "./styles/forms.css";
import "./styles/pages.css";
import { render } from "preact";
import { api } from "./api/api";
import { App } from "./app";
import { type City, city, refreshCity } from "./city";
import { startDesk } from "./offline/desk";
import { keeper } from "./offline/keeper";
import { sweep } from "./offline/outbox";
import { draft } from "./report/session";
import { startRouter } from "./router";
import { preferred, speak } from "./texts";

const DAY = 86_400_000; // ms; as long files of a draft are kept that nobody goes on with

async function start(): Promise<void> {
  const { languages, default_language: own } = city.get();
  await speak(preferred(languages, own, navigator.languages));
  startRouter();
  const root = document.getElementById("root");
  if (root) render(<App />, root);
  await startDesk();
  await sweep(
    await keeper(),
    draft.get().files.map(({ id }) => id),
    Date.now() - DAY,
  );
  if (import.meta.env.PROD) await navigator.serviceWorker?.register("/sw.js");
  await refreshCity(api.get<Partial<City>>("/public/branding"));
}

void start();
