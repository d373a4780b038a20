// The words: one file per language, loaded when it is chosen.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "#shared/format/dates";
import type sharedTexts from "#shared/texts/tr.json";
import type consoleTexts from "../../texts/tr.json";
import { OVERLAYS } from "./theme";

export type Texts = typeof sharedTexts & typeof consoleTexts;

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Texts };
  }
}

const KEPT = "nabiz.language";
const LOAD: Record<Language, () => Promise<object>> = {
  tr: () => merge(import("#shared/texts/tr.json"), import("../../texts/tr.json")),
  en: () => merge(import("#shared/texts/en.json"), import("../../texts/en.json")),
};

async function merge(...parts: Promise<{ default: object }>[]): Promise<object> {
  return Object.assign({}, ...(await Promise.all(parts)).map((part) => part.default));
}

export function chosenLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  return kept === "tr" || kept === "en" ? kept : "tr";
}

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: chosenLanguage(),
    fallbackLng: false,
    returnNull: false,
    interpolation: { escapeValue: false }, // React writes text as text
    resources: {},
  });
  await changeLanguage(chosenLanguage());
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await LOAD[language]());
  }
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
  document.getElementById(OVERLAYS)?.setAttribute("aria-label", i18next.t("shell.overlays"));
}
