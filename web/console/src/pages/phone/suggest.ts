// Which categories a caller's words speak of, while they are typed. The server decides; this only offers.
import { collator, type Language } from "#shared/format/dates";
import { fold } from "#shared/text/folding";
import { type Phrase, suggest } from "#shared/text/vocabulary";

export interface Suggestible {
  code: string;
  name: string;
  /** Phrases with what each says; as `#shared/text/vocabulary` reads them. */
  words?: readonly (readonly [phrase: string, weight: number])[];
}

const STEM = 5; // as nabiz.text.folding: the first five letters find Turkish words in their forms

const stems = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .map((word) => word.slice(0, STEM));

/** First the categories that the city's words speak for, likeliest first, as it would guess itself; then those named. */
export function suggestCategories<T extends Suggestible>(
  text: string,
  categories: readonly T[],
  language: Language,
): T[] {
  const known = new Map(categories.map((one) => [one.code, one]));
  const spoken = suggest(
    text,
    new Map(categories.map(({ code, words }) => [code, (words ?? []) as Phrase[]])),
  );
  const said = new Set(stems(text));
  const named = categories
    .map((category) => ({ category, score: stems(category.name).filter((stem) => said.has(stem)).length }))
    .filter(({ score }) => score > 0)
    .sort(
      (one, other) =>
        other.score - one.score || collator(language).compare(one.category.name, other.category.name),
    );
  const found = [...spoken.map(([code]) => known.get(code)), ...named.map(({ category }) => category)];
  return [...new Set(found)].filter((one) => one !== undefined);
}
