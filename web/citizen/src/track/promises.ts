// A promise as words of the reader's language.

import { t } from "../texts";
import { promise } from "../when";

export function inWords(due: string, now: Date, language: string, zone: string): string {
  const { near, day, time } = promise(due, now, language, zone);
  return near ? t(`when.${near}`, { time }) : t("when.day", { day });
}
