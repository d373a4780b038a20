// Every page and everything that opens over one is for everybody: axe in both languages and themes, a narrow window,
// 200 % zoom. Each role's pages are walked through in one window; two windows at a time.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { go, launch, leave, openTicket, settled, texts, violations, visit } from "./support/console.mjs";

let browser;
let number;
before(async () => {
  browser = await launch();
  const location = { lat: 39.0045, lon: 32.99, address: "Atatürk Caddesi 12", neighbourhood: "cumhuriyet" };
  ({ number } = await openTicket("Yolda çukur var, araçlar zarar görüyor", { location }));
});
after(async () => {
  await leave();
  await browser?.close();
});

const press = (label) => (page, t) => page.getByRole("button", { name: label(t), exact: true }).click();
const keys = (pressed) => (page) => page.keyboard.press(pressed);

async function nameView(page, t) {
  await press((words) => words.views.title)(page, t);
  await page.getByRole("menuitem", { name: t.views.save }).click();
}

async function editUser(page, t) {
  const first = t.admin.change_of.replace("{{name}}", "");
  await page.getByRole("button", { name: first }).first().click();
}

async function seeVersion(page, t) {
  await page
    .getByRole("button", { name: t.admin.see_which.split("{{")[0].trim() })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("table").waitFor();
}

async function chooseDepartment(page, t) {
  await page.keyboard.press("a");
  await page.getByRole("combobox", { name: t.bulk.target }).click();
  await page.getByRole("option").first().waitFor();
}

/** Somebody else was faster. */
async function mergeWords(page, t) {
  await page.route(/\/messages$/, (route) =>
    route.fulfill({ status: 412, json: { status: 412, title: "x" } }),
  );
  await page.getByRole("textbox", { name: t.reply.label_messages }).fill("Ekip yolda");
  await page.keyboard.press("Control+Enter");
}

const LETTER = {
  id: "1",
  queue: "inbound_dead",
  reason: "the webhook body could not be read",
  received_at: "2026-11-24T08:00:00Z",
  attempts: 1,
  preview: "whatsapp",
};

/** What waits for a decision, so that there is something to decide. */
const aLetter = (page) =>
  page.route(/\/api\/dead-letters$/, (route) =>
    route.fulfill({ json: { items: [LETTER], cursor: null, more: false } }),
  );

// role, then each page with what opens over it
const TOURS = {
  "the queues and a ticket": [
    [
      "supervisor",
      () => "/inbox?queue=all",
      {
        filters: press((t) => t.inbox.filters),
        "the palette": keys("Control+k"),
        views: press((t) => t.views.title),
        "naming a view": nameView,
        "the user": press((t) => t.shell.user),
      },
    ],
    ["supervisor", () => "/inbox?queue=all&q=yokboylebirkelime", {}],
    [
      "supervisor",
      () => `/tickets/${number}`,
      {
        assigning: keys("a"),
        "a list of departments": chooseDepartment,
        resolving: keys("e"),
        "all steps": keys("m"),
        merging: mergeWords,
      },
    ],
    ["supervisor", () => "/figures", {}],
    ["supervisor", () => "/shortcuts", {}],
    ["supervisor", () => "/no/such/page", {}],
  ],
  "telephone, administration and sign-in": [
    ["operator", () => "/phone", {}],
    ["admin", () => "/admin/users", { inviting: press((t) => t.admin.invite), "a user": editUser }],
    [
      "admin",
      () => "/admin/catalogue",
      {
        "a category": press((t) => t.admin.add_category),
        "a department": press((t) => t.admin.add_department),
      },
    ],
    ["admin", () => "/admin/texts", {}],
    ["admin", () => "/admin/letters", { dropping: press((t) => t.letters.drop) }],
    ["admin", () => "/admin/history", { "a version": seeVersion }],
    [null, () => "/", {}],
  ],
};

const OPENED = '[role="dialog"], [role="menu"]';
const setTheme = (page, theme) =>
  page.evaluate(
    (scheme) => document.documentElement.setAttribute("data-mantine-color-scheme", scheme),
    theme,
  );

async function setLanguage(page, language) {
  if ((await page.locator("html").getAttribute("lang")) === language) return;
  await page.locator(`button[lang="${language}"]`).click();
  await page.locator(`html[lang="${language}"]`).waitFor();
  await settled(page);
}

/** All rules in one theme, colours in the other. A second language is looked at within what opened, not behind it. */
async function lookAt(page, what, { within = "html", themes }) {
  const found = [];
  for (const [coloursOnly, theme] of themes.entries()) {
    await setTheme(page, theme);
    for (const one of await violations(page, { within, coloursOnly: Boolean(coloursOnly) }))
      found.push(`${what} ${theme}: ${one}`);
  }
  return found;
}

async function lookAtOpened(page, path, opens, language, themes) {
  const found = [];
  for (const [what, open] of Object.entries(opens)) {
    await open(page, texts(language));
    await page.locator(OPENED).first().waitFor();
    await settled(page);
    const within = language === "tr" ? "html" : "#overlays";
    found.push(...(await lookAt(page, `${what} on ${path} ${language}`, { within, themes })));
    for (let presses = 0; presses < 3 && (await page.locator(OPENED).count()); presses += 1) {
      await page.keyboard.press("Escape");
      await page.waitForTimeout(50);
    }
    await page.locator(OPENED).first().waitFor({ state: "detached" });
  }
  return found;
}

/** 360 pixels, and what 200 % zoom leaves of a screen of 1280. */
async function tooWide(page, path) {
  const found = [];
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 720 });
    await page
      .waitForFunction(fits, null, { timeout: 3_000 })
      .catch(() => found.push(`${path}: too wide for ${width}`));
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

describe("axe finds nothing, in both languages and themes, and all of it fits 360 pixels", {
  concurrency: 2,
}, () => {
  for (const [name, tour] of Object.entries(TOURS)) {
    test(name, async () => {
      const found = [];
      let page;
      let present;
      for (const [role, path, opens] of tour) {
        if (!page || role !== present) {
          page = await visit(browser, role, path());
          if (role === "admin") await aLetter(page);
          await settled(page);
        } else await go(page, path());
        present = role;
        found.push(...(await tooWide(page, path())));
        for (const [language, themes] of [
          ["tr", ["light", "dark"]],
          ["en", ["dark", "light"]],
        ]) {
          await setLanguage(page, language);
          found.push(...(await lookAt(page, `${path()} ${language}`, { themes })));
          found.push(...(await lookAtOpened(page, path(), opens, language, themes)));
        }
        found.push(...page.faults.splice(0));
      }
      assert.deepEqual(found, []);
    });
  }
});
