// The city's colours made into everything that the pages need. The configuration's check has seen to it that words can
// be read on their grounds (nabiz.configuration); what is derived here is moved until it can be read too.

export interface Palette {
  primary: string;
  on_primary: string;
  accent: string;
  on_accent: string;
  background: string;
  surface: string;
  text: string;
  muted: string;
}

export interface Colours {
  light: Palette;
  dark: Palette;
}

type Rgb = [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const RED = "#b3261e";
const GREEN = "#1d6b34";
const TEXT = 4.5; // WCAG 2.2, 1.4.3 (AA)
const LINE = 3; // 1.4.11: what shows where a field is

/** The custom properties of one theme, by name. */
export function theme(colours: Colours, dark: boolean): Record<string, string> {
  const own = dark ? colours.dark : colours.light;
  const [ground, paper] = byLight(read(own.background), read(own.surface));
  const ink = read(own.text);
  const grounds = [ground, paper];
  // The head of the page is the light theme's in both: a large plane of a light colour would dazzle in the dark.
  const band = read(colours.light.primary);
  const gleam = [colours.dark, colours.light].find(({ accent }) => contrast(read(accent), band) >= LINE);
  const accent = read(own.accent);
  return {
    "--ground": write(ground),
    "--paper": write(paper),
    "--ink": own.text,
    "--quiet": write(legible(read(own.muted), grounds, TEXT)),
    "--line": write(legible(mix(ink, paper, 0.45), grounds, LINE)),
    "--hair": write(mix(ink, paper, 0.14)),
    "--band": write(band),
    "--on-band": colours.light.on_primary,
    "--gleam": gleam?.accent ?? colours.light.on_primary,
    "--on-gleam": gleam?.on_accent ?? colours.light.primary,
    "--brand": write(legible(read(own.primary), grounds, TEXT)),
    "--button": own.primary,
    "--on-button": own.on_primary,
    "--soft": write(mix(read(own.primary), paper, dark ? 0.14 : 0.08)),
    "--accent": own.accent,
    "--accent-soft": write(mix(accent, paper, dark ? 0.16 : 0.09)),
    "--error": write(legible(read(RED), grounds, TEXT)),
    "--good": write(legible(read(GREEN), grounds, TEXT)),
  };
}

/** Both themes as a style sheet: the device's wish, unless the citizen chose one. */
export function styleSheet(colours: Colours): string {
  const rule = (selector: string, dark: boolean) =>
    `${selector}{color-scheme:${dark ? "dark" : "light"};${Object.entries(theme(colours, dark))
      .map(([name, value]) => `${name}:${value}`)
      .join(";")}}`;
  return [
    rule(":root", false),
    `@media (prefers-color-scheme:dark){${rule(":root:not([data-theme=light])", true)}}`,
    rule(":root[data-theme=dark]", true),
  ].join("\n");
}

/** WCAG's contrast of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `#rrggbb`; the configuration allows nothing else, and a wrong colour must not take the page away. */
export function read(colour: string): Rgb {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1) ?? ["0", "0", "0"];
  return digits.map((digit) => Number.parseInt(digit, 16)) as Rgb;
}

/** The colour, moved towards black or white until words in it can be read on all grounds. */
function legible(colour: Rgb, grounds: Rgb[], ratio: number): Rgb {
  const end = luminance(grounds[0] ?? WHITE) > 0.2 ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.04) {
    const moved = mix(end, colour, share);
    if (grounds.every((ground) => contrast(moved, ground) >= ratio)) return moved;
  }
  return end;
}

/** The darker one is the page, the lighter one what lies on it. */
function byLight(a: Rgb, b: Rgb): [ground: Rgb, paper: Rgb] {
  return luminance(a) <= luminance(b) ? [a, b] : [b, a];
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return a.map((value, place) => Math.round(value * share + (b[place] ?? 0) * (1 - share))) as Rgb;
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function write(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
