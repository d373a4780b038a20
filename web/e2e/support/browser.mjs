// Debian's Chromium, and what every browser test needs: pages in a language and theme, axe, a look at the width.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");

/** Why browser tests cannot run here, or false. */
export const missingBrowser = existsSync(CHROMIUM)
  ? false
  : `no browser: ${CHROMIUM} is missing (apt-get install chromium)`;

export const launch = () =>
  chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });

/** A citizen's phone or desk; what goes wrong in its pages is collected in `errors`. */
export async function visitor(
  browser,
  { width = 1280, height = 900, language = "tr", dark = false, workers = "block" } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === "tr" ? "tr-TR" : "en-GB",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    timezoneId: "Europe/Istanbul",
    serviceWorkers: workers,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("dialog", (dialog) => {
    errors.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { context, page, errors };
}

/** Wait until no colour is on its way to another: what ends by itself has ended. */
export async function atRest(page) {
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const ending = document
      .getAnimations()
      .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
    await Promise.allSettled(ending.map((one) => one.finished));
  });
}

/** axe's violations, as words that name the rule and the place; of all rules, or of some. */
export async function violations(page, rules) {
  await atRest(page);
  // Not as a script element: the pages' policy would not allow one.
  await page.evaluate(axe);
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) };
  const { violations: found } = await page.evaluate((chosen) => window.axe.run(chosen), options);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
  );
}

/** Nothing of the page is wider than the window. */
export async function assertFits(page, what) {
  const [inner, scroll] = await page.evaluate(() => [innerWidth, document.scrollingElement.scrollWidth]);
  assert.ok(scroll <= inner, `${what}: ${scroll} px in a window of ${inner}`);
}
