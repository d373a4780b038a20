// Every page and every dialog is for everybody: axe in both languages and themes, a narrow window, 200 % zoom.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openTicket, settled, texts, violations, visit } from "./support/console.mjs";

let browser;
let number;
before(async () => {
  browser = await launch();
  const location = { lat: 39.0045, lon: 32.99, address: "Atatürk Caddesi 12", neighbourhood: "cumhuriyet" };
  ({ number } = await openTicket("Yolda çukur var, araçlar zarar görüyor", { location }));
});
after(() => browser?.close());

const PAGES = [
  ["supervisor", () => "/inbox"],
  ["supervisor", () => `/tickets/${number}`],
  ["operator", () => "/phone"],
  ["supervisor", () => "/figures"],
  ["supervisor", () => "/shortcuts"],
  ["admin", () => "/admin/users"],
  ["admin", () => "/admin/catalogue"],
  ["admin", () => "/admin/texts"],
  ["admin", () => "/admin/letters"],
  ["admin", () => "/admin/history"],
  [null, () => "/"],
];

test("axe finds nothing on any page, in both languages and themes, and all of it fits 360 pixels", async () => {
  const found = [];
  for (const [role, path] of PAGES) {
    const page = await visit(browser, role, path());
    await settled(page);
    for (const [theme, language, coloursOnly] of [
      ["light", "tr", false],
      ["dark", "tr", true],
      ["dark", "en", false],
      ["light", "en", true],
    ]) {
      await page.evaluate(
        ([scheme]) => document.documentElement.setAttribute("data-mantine-color-scheme", scheme),
        [theme],
      );
      if ((await page.locator("html").getAttribute("lang")) !== language) {
        await page.locator(`button[lang="${language}"]`).click();
        await page.locator(`html[lang="${language}"]`).waitFor();
        await settled(page);
      }
      for (const one of await violations(page, { coloursOnly }))
        found.push(`${path()} ${theme} ${language}: ${one}`);
    }
    // 360 pixels, and what 200 % zoom leaves of a screen of 1280
    for (const width of [360, 640]) {
      await page.setViewportSize({ width, height: 720 });
      const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
      await page
        .waitForFunction(fits, null, { timeout: 3_000 })
        .catch(() => found.push(`${path()}: too wide for ${width}`));
    }
    found.push(...page.faults);
    await page.context().close();
  }
  assert.deepEqual(found, []);
});

// Each opens something over a page; `t` are the words of the language.
const DIALOGS = [
  [
    "supervisor",
    () => "/inbox?queue=all",
    "filters",
    (page, t) => page.getByRole("button", { name: t.inbox.filters }).click(),
  ],
  ["supervisor", () => "/inbox?queue=all", "the palette", (page) => page.keyboard.press("Control+k")],
  [
    "supervisor",
    () => "/inbox?queue=all",
    "views",
    (page, t) => page.getByRole("button", { name: t.views.title }).click(),
  ],
  ["supervisor", () => `/tickets/${number}`, "assigning", (page) => page.keyboard.press("a")],
  ["supervisor", () => `/tickets/${number}`, "resolving", (page) => page.keyboard.press("e")],
  [
    "admin",
    () => "/admin/users",
    "inviting",
    (page, t) => page.getByRole("button", { name: t.admin.invite }).click(),
  ],
  [
    "admin",
    () => "/admin/catalogue",
    "a category",
    (page, t) => page.getByRole("button", { name: t.admin.add_category }).click(),
  ],
  [
    "admin",
    () => "/admin/catalogue",
    "a department",
    (page, t) => page.getByRole("button", { name: t.admin.add_department }).click(),
  ],
];

test("axe finds nothing in what opens over a page, nor on a page that has nothing to show", async () => {
  const found = [];
  for (const [theme, language] of [
    ["light", "tr"],
    ["dark", "en"],
  ]) {
    const t = texts(language);
    for (const [role, path, what, open] of DIALOGS) {
      const page = await visit(browser, role, path(), { theme, language });
      await settled(page);
      await open(page, t);
      await page.locator('[role="dialog"], [role="menu"]').first().waitFor();
      await settled(page);
      for (const one of await violations(page)) found.push(`${what} ${theme} ${language}: ${one}`);
      await page.context().close();
    }
    const page = await visit(browser, "supervisor", "/inbox?queue=all&q=yokboylebirkelime", {
      theme,
      language,
    });
    await page.getByText(t.inbox.empty).waitFor();
    for (const one of await violations(page)) found.push(`an empty queue ${theme} ${language}: ${one}`);
    await page.context().close();
  }
  assert.deepEqual(found, []);
});
