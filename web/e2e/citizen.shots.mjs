// Pictures of every page of the citizens into docs/screenshots/: `make screenshots`. Look at them after a change of style.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch, visitor } from "./support/browser.mjs";
import { FakeCity, KEY, NUMBER, TOKEN, ticket } from "./support/fake-city.mjs";
import { startFront } from "./support/front.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const PHONE = { width: 390, height: 844 };
const city = new FakeCity();
mkdirSync(FOLDER, { recursive: true });
await city.start();
const [front, browser] = await Promise.all([startFront(city.origin), launch()]);

async function shot(name, looks, act) {
  city.reset();
  const { context, page } = await visitor(browser, looks);
  await act(page);
  await page.waitForTimeout(300); // fonts
  await page.screenshot({ path: `${FOLDER}citizen-${name}.png`, fullPage: true });
  await context.close();
}

const open = (path) => async (page) => {
  await page.goto(front.origin + path);
  await page.waitForSelector("h1");
};
const what = async (page) => {
  await open("/basvuru")(page);
  await page.fill("#text", "116. Sokak’ta derin bir çukur var, çöpler de birikti.");
};
const next = (page) => page.click("button[type=submit]");
const where = async (page) => {
  await what(page);
  await next(page);
  await page.click("[aria-expanded]");
  await page.waitForSelector(".area-name");
  await page.click("text=Haritanın ortasını seç");
};
const details = async (page) => {
  await where(page);
  await next(page);
  await page.waitForSelector("#phone");
  await page.setInputFiles(
    "#media",
    fileURLToPath(new URL("../../docs/screenshots/citizen-home.png", import.meta.url)),
  );
  await page.waitForSelector(".files .hint:has-text('Yüklendi')");
};
const tracked = open(`/takip/${NUMBER}#key=${KEY}`);
const standing = (more) => async (page) => {
  city.shown = ticket(more);
  await tracked(page);
  await page.waitForSelector(".line");
};
const resolved = {
  status: "resolved",
  outcome: "solved",
  may_reopen: true,
  survey_open: true,
  survey_token: TOKEN,
  stages: [...ticket().stages, { type: "TicketResolved", at: new Date().toISOString() }],
};

await shot("home", {}, open("/"));
await shot("home-dark-en", { dark: true, language: "en" }, open("/"));
await shot("home-phone", PHONE, open("/"));
await shot("report-1-what", {}, what);
await shot("report-2-where", {}, where);
await shot("report-3-details", {}, details);
await shot("report-received", {}, async (page) => {
  await details(page);
  await next(page);
  await page.waitForSelector(".receipt");
});
await shot("report-kept-phone", PHONE, async (page) => {
  await details(page);
  await page.context().setOffline(true);
  await next(page);
  await page.waitForSelector("h1:has-text('saklandı')");
});
await shot("ticket", {}, standing({}));
await shot(
  "ticket-question-phone",
  PHONE,
  standing({
    status: "waiting_citizen",
    question: "Çukur hangi kapının önünde?",
    due: { respond: null, resolve: null },
  }),
);
await shot("ticket-done-dark", { dark: true }, standing(resolved));
await shot("find", {}, open("/takip"));
await shot("survey", {}, open(`/anket/${TOKEN}`));
await shot("survey-dark-phone", { ...PHONE, dark: true }, open(`/anket/${TOKEN}`));
await shot("survey-not-satisfied", {}, async (page) => {
  await open(`/anket/${TOKEN}`)(page);
  await page.click(".answer.not_satisfied");
  await page.waitForSelector("#comment");
});
await shot("survey-code", {}, open("/anket"));
await shot("my-reports", {}, async (page) => {
  await details(page);
  await next(page);
  await page.waitForSelector(".receipt");
  await page.click("header nav a:last-child");
  await page.waitForSelector(".list li");
});
await shot("accessibility", {}, open("/erisilebilirlik"));
await shot("nothing-there", {}, open("/boyle/bir/sayfa"));

await browser.close();
front.stop();
city.stop();
