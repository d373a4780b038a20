// Which categories a caller's words speak of, while they are typed. The server decides; this only offers.
import { collator, type Language } from "#shared/format/dates";
import { fold } from "#shared/text/folding";

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

/** The categories whose names or words occur in the text, the most fitting first. */
export function suggestCategories<T extends Suggestible>(
  text: string,
  categories: readonly T[],
  language: Language,
): T[] {
  const said = new Set(stems(text));
  if (said.size === 0) return [];
  const whole = fold(text);
  const scored = categories.map((category) => {
    const named = new Set(stems(category.name));
    const byName = [...named].filter((stem) => said.has(stem)).length;
    const byWords = (category.words ?? []).filter(([phrase]) => whole.includes(fold(phrase))).length;
    return { category, score: byName + 2 * byWords };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort(
      (one, other) =>
        other.score - one.score || collator(language).compare(one.category.name, other.category.name),
    )
    .map(({ category }) => category);
}
