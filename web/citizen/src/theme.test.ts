import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Colours, contrast, read, styleSheet, theme } from "./theme";

const file = readFileSync(new URL("../../../config/branding.yaml", import.meta.url), "utf-8");
const CINAROVA: Colours = parse(file).colours;

/** A city whose palettes pass the configuration's check with other colours. */
const city = (primary: string, on: string, accent: string): Colours => ({
  light: { ...CINAROVA.light, primary, on_primary: on, accent },
  dark: { ...CINAROVA.dark, primary, on_primary: on, accent },
});

const CITIES: [string, Colours][] = [
  ["Çınarova", CINAROVA],
  ["a bright yellow one", city("#ffd400", "#1d1b18", "#ffd400")],
  ["a blue and white one", city("#1d4ed8", "#ffffff", "#eeeeee")],
  ["a black one", city("#000000", "#ffffff", "#222222")],
];

const PAIRS = [
  ["--ink", "--ground", 7],
  ["--ink", "--paper", 7],
  ["--ink", "--soft", 7],
  ["--ink", "--accent-soft", 7],
  ["--quiet", "--ground", 4.5],
  ["--quiet", "--paper", 4.5],
  ["--quiet", "--soft", 4.5],
  ["--quiet", "--accent-soft", 4.5],
  ["--brand", "--ground", 4.5],
  ["--brand", "--paper", 4.5],
  ["--on-band", "--band", 4.5],
  ["--on-button", "--button", 4.5],
  ["--gleam", "--band", 3],
  ["--error", "--paper", 4.5],
  ["--good", "--paper", 4.5],
  ["--line", "--paper", 3],
] as const;

describe.each(CITIES)("%s", (_, colours) => {
  it.each([false, true])("can be read (dark: %s)", (dark) => {
    const made = theme(colours, dark);

    for (const [front, back, ratio] of PAIRS) {
      const pair = [read(made[front] ?? ""), read(made[back] ?? "")] as const;
      expect(contrast(...pair), `${front} on ${back}`).toBeGreaterThanOrEqual(ratio);
    }
  });
});

it("the style sheet follows the device unless the citizen chose", () => {
  const sheet = styleSheet(CINAROVA);

  expect(sheet).toContain("@media (prefers-color-scheme:dark){:root:not([data-theme=light])");
  expect(sheet).toContain(":root[data-theme=dark]{color-scheme:dark");
});
