// What a text is about, by the city's own words (config/keywords.yaml): the same rules as nabiz.text.vocabulary, so
// that the page suggests what the city would guess, without asking it at every letter and without network.

import { fold } from "./folding";

/** A phrase as the catalogue sends it: words with spaces between them, and how much they say. */
export type Phrase = [written: string, weight: number];

interface Word {
  beginnings: string[];
  nouns: string[];
  exact: string[];
}

const SHORTEST_PREFIX = 4; // fewer letters take noun endings only: "su" is not in "suç"
const REACH = 6; // how far apart the words of a phrase may stand
const NOUN_ENDING =
  /^(?:l[ae]r)?(?:y?[iu]m[iu]z|y?[iu]n[iu]z|m[iu]z|n[iu]z|y?[iu]m|s[iu]n?|y?[iu]n)?(?:[iu]|[yn][iu]|n?[iu]n|n?[ae]|y[ae]|n?[dt][ae]n?|y?l[ae]|c[ae])?(?:y?d[iu]|ki)?$/;
const SOFTENED: Record<string, string> = { k: "g", t: "d", p: "b" };
const VOWELS = "aeiou";

/** The categories that a text speaks for, likeliest first, with their scores; nothing at or below zero. */
export function suggest(
  text: string,
  categories: ReadonlyMap<string, readonly Phrase[]>,
): [code: string, score: number][] {
  const said = words(text.replace(/(.)\1{2,}/gu, "$1"));
  const scores: [string, number][] = [];
  for (const [code, phrases] of categories) {
    let score = 0;
    for (const [written, weight] of phrases) if (holds(said, read(written))) score += weight;
    if (score > 0) scores.push([code, score]);
  }
  return scores.sort((a, b) => b[1] - a[1]);
}

/** The folded words of a text; case endings after an apostrophe are cut ("Çınar'da" -> "cinar"). */
function words(text: string): string[] {
  return (
    fold(text)
      .match(/[\p{L}\p{N}]+(?:['’`´][\p{L}\p{N}]+)?/gu)
      ?.map((word) => word.split(/['’`´]/, 1)[0] ?? "") ?? []
  );
}

const known = new Map<string, Word[]>();

function read(written: string): Word[] {
  let phrase = known.get(written);
  if (!phrase) {
    phrase = written.split(/\s+/).map(readWord);
    known.set(written, phrase);
  }
  return phrase;
}

function readWord(written: string): Word {
  const word: Word = { beginnings: [], nouns: [], exact: [] };
  for (const spelling of written.split("|")) {
    const folded = fold(spelling);
    if (folded.endsWith("!")) word.exact.push(folded.slice(0, -1));
    else if (folded.endsWith("~") || folded.length < SHORTEST_PREFIX)
      word.nouns.push(folded.replace(/~+$/, ""));
    else word.beginnings.push(folded);
  }
  return word;
}

function holds(said: readonly string[], phrase: readonly Word[]): boolean {
  const places = phrase.map((word) => said.flatMap((one, place) => (matches(word, one) ? [place] : [])));
  const [first = [], ...others] = places;
  return first.some((start) =>
    others.every((other) => other.some((place) => place !== start && Math.abs(place - start) <= REACH)),
  );
}

function matches(word: Word, said: string): boolean {
  return (
    word.exact.includes(said) ||
    word.beginnings.some((stem) => said.startsWith(stem) || isSoftened(said, stem)) ||
    word.nouns.some((noun) => said.startsWith(noun) && NOUN_ENDING.test(said.slice(noun.length)))
  );
}

/** köpek, köpeği; dolap, dolabı: the last letter of a stem softens before a vowel. */
function isSoftened(said: string, stem: string): boolean {
  const soft = SOFTENED[stem.slice(-1)];
  const next = said[stem.length];
  return (
    soft !== undefined &&
    next !== undefined &&
    VOWELS.includes(next) &&
    said.startsWith(stem.slice(0, -1) + soft)
  );
}
