// One way to make Turkish spellings comparable, the same as the server's nabiz.text.folding. Never for what people read.

const DOTTED = /[ıİI]/g;
const MARKS = /\p{M}/gu;

/** Lower case without diacritics: `İ I ı i` all give `i`, `şğçöü` give `sgcou`. */
export function fold(text: string): string {
  return text.replace(DOTTED, "i").normalize("NFKD").replace(MARKS, "").replace(DOTTED, "i").toLowerCase();
}

/** Whether every word that is looked for begins some word of the text. */
export function matches(text: string, sought: string): boolean {
  const words = fold(text).split(/[^\p{L}\p{N}]+/u);
  return fold(sought)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}
