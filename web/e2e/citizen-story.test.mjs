// A citizen's whole way against the running city: reports with a photo, sees every stage, answers a question, rates it,
// and the figure changes. NABIZ_STACK names the stack.json of a local cloud.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, missingBrowser, visitor } from "./support/browser.mjs";

const skip = missingBrowser || (process.env.NABIZ_STACK ? false : "no city: NABIZ_STACK names no stack.json");
const PATIENCE = 60_000; // ms; what is told goes through queues
const TEXT = "116. Sokakta yaralı bir köpek var";
const PHOTO = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
let browser;
let stack;

before(async () => {
  if (skip) return;
  stack = JSON.parse(readFileSync(process.env.NABIZ_STACK, "utf-8"));
  browser = await launch();
});
after(() => browser?.close());

const PYTHON = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const CALL = `
import json, sys
from datetime import datetime
from pathlib import Path
from nabiz_tools.client import ApiClient
from nabiz_tools.local.stack import load_stack
client = ApiClient(load_stack(Path(sys.argv[1])))
for line in json.loads(sys.argv[2]):
    if "run" in line:
        client.invoke_at(line["run"], datetime.fromisoformat(line["at"]))
        continue
    headers = {}
    if line["method"] == "POST":
        ticket = client.call("GET", f"/tickets/{line['number']}", role=line["role"]).expect(200).json["ticket"]
        headers = {"If-Match": f'"{ticket["version"]}"'}
    answer = client.call(line["method"], line["path"], line.get("body"), role=line["role"], headers=headers)
    print(json.dumps(answer.expect(200, 201).json))
`;

/** What the staff and the schedules do meanwhile, in one go; the answers of its requests. */
function meanwhile(...steps) {
  const out = execFileSync(PYTHON, ["-c", CALL, process.env.NABIZ_STACK, JSON.stringify(steps)], {
    encoding: "utf-8",
  });
  return out
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const move = (number, body, role = "department") => ({
  role,
  method: "POST",
  number,
  path: `/tickets/${number}/transitions`,
  body,
});
const answers = () => meanwhile({ role: "supervisor", method: "GET", path: "/statistics/satisfaction" })[0];

async function until(look, what) {
  for (
    const end = Date.now() + PATIENCE;
    Date.now() < end;
    await new Promise((done) => setTimeout(done, 500))
  ) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`not within ${PATIENCE / 1000} s: ${what}`);
}

/** The newest mail to an address that holds a link like this. */
async function linkIn(address, pattern) {
  const sent = await (await fetch(`${stack.providers_url}/sent?to=${encodeURIComponent(address)}`)).json();
  const texts = (sent.items ?? sent).map((message) => JSON.stringify(message));
  return texts
    .map((text) => pattern.exec(text)?.[0])
    .filter(Boolean)
    .at(-1);
}

test("a citizen reports with a photo, sees every stage, answers, rates; the figure changes", {
  skip,
}, async () => {
  const { context, page, errors } = await visitor(browser, { width: 390, height: 800, workers: "allow" });
  const mail = `zeynep.${Date.now()}@example.com`;
  const earlier = answers();

  // Reports.
  await page.goto(`${stack.web_url}basvuru`);
  await page.fill("#text", TEXT);
  await page.waitForSelector(".chip:has(input:checked):has-text('yaralı hayvan')");
  await page.click("button[type=submit]");
  await page.selectOption("#neighbourhood", { label: "Çınar" });
  await page.click("button[type=submit]");
  await page.setInputFiles("#media", { name: "köpek.png", mimeType: "image/png", buffer: PHOTO });
  await page.waitForSelector(".files .hint:has-text('Yüklendi')", { timeout: PATIENCE });
  await page.fill("#email", mail);
  await page.click("button[type=submit]");
  await page.waitForSelector(".receipt", { timeout: PATIENCE });
  const written = await page.textContent(".big-number strong");
  assert.match(written, /^\d{3}-\d{3}-\d{3}$/);
  const number = written.replaceAll("-", "");
  assert.match(await page.textContent(".next"), /Veteriner İşleri Müdürlüğü/);

  // Follows the link of the mail; the key leaves the address.
  const link = await until(
    () => linkIn(mail, /http:[^\s"\\]+\/takip\/\d{9}#key=[a-z2-7]{10}/),
    "a mail with the link",
  );
  await page.goto(link);
  await page.waitForSelector(".line");
  assert.equal(new URL(page.url()).href, `${stack.web_url}takip/${number}`);
  assert.match(await page.textContent(".line .now"), /Birime iletildi/);

  // The department begins, and asks.
  meanwhile(
    move(number, { to: "in_progress" }),
    move(number, { to: "waiting_citizen", message_to_citizen: "Köpek hangi binanın önünde?" }),
  );
  await page.reload();
  await page.waitForSelector(".ask");
  assert.match(await page.textContent(".ask blockquote"), /hangi binanın önünde/);
  await page.fill("#reply", "12 numaranın önünde");
  await page.click(".ask button[type=submit]");
  await page.waitForSelector(".messages .citizen:has-text('12 numaranın')");
  await page.waitForSelector(".line .now:has-text('Çalışılıyor')");

  // It is resolved and closed, and the survey goes out.
  meanwhile(
    move(number, { to: "resolved", outcome: "solved", message_to_citizen: "Köpek tedaviye alındı." }),
    move(number, { to: "closed" }, "operator"),
  );
  await page.reload();
  await page.waitForSelector(".standing.done");
  assert.match(await page.textContent(".messages"), /tedaviye alındı/);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  meanwhile({ run: "dispatch_surveys", at: `${tomorrow}T11:00:00+03:00` });
  const survey = await until(() => linkIn(mail, /http:[^\s"\\]+\/anket\/\w+/), "a mail with the survey");

  // A link scanner looks; the citizen taps and says why.
  assert.equal((await fetch(survey)).status, 200);
  assert.equal((await fetch(survey.replace("/anket/", "/api/public/surveys/"))).status, 200);
  assert.deepEqual(answers().counts, earlier.counts);
  await page.goto(survey);
  await page.click(".answer.very_satisfied");
  await page.waitForSelector("#comment");
  await page.fill("#comment", "Elinize sağlık");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".notice.good");
  await until(() => answers().total === earlier.total + 1, "the answer in the figures");
  assert.equal(answers().counts.very_satisfied, earlier.counts.very_satisfied + 1);
  assert.deepEqual(errors, []);
  await context.close();
});

/** How many tickets there are with these words, whoever they went to. */
function ticketsSaying(text) {
  const lists = meanwhile(
    ...["triage", "temizlik", "fen-isleri", "veteriner"].map((department) => ({
      role: "supervisor",
      method: "GET",
      path: `/tickets?department=${department}&limit=100`,
    })),
  );
  const found = lists.flatMap(({ items }) => items).filter((one) => one.text === text);
  return new Set(found.map(({ number }) => number)).size;
}

/** Write a report without network, with or without a file; the page says that it is kept. */
async function writeOffline({ context, page }, text, file) {
  await page.goto(`${stack.web_url}basvuru`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.fill("#text", text);
  await page.click("button[type=submit]");
  await page.click("button[type=submit]");
  if (file) {
    await page.setInputFiles("#media", file);
    await page.waitForSelector(".files li");
  }
  await page.click("button[type=submit]");
  await page.waitForSelector("h1:has-text('saklandı')");
}

test("a report with a video, written without network, arrives once; the upload goes on after a break", {
  skip,
}, async () => {
  const { context, page } = await visitor(browser, { width: 390, height: 800, workers: "allow" });
  // A browser without Background Sync: the page itself sends, and its requests can be broken off.
  await page.addInitScript(() => {
    delete ServiceWorkerRegistration.prototype.sync;
  });
  const text = `Mazgal taştı ${Date.now()}`;
  const video = Buffer.concat([Buffer.from("00000018667479706d703432", "hex"), Buffer.alloc(6_000_000, 7)]);
  await writeOffline({ context, page }, text, { name: "taşkın.mp4", mimeType: "video/mp4", buffer: video });

  const puts = [];
  await page.route(/partNumber=/, (route) => {
    const part = Number(new URL(route.request().url()).searchParams.get("partNumber"));
    puts.push(part);
    return part === 2 && puts.filter((one) => one === 2).length === 1 ? route.abort() : route.continue();
  });
  await context.setOffline(false);
  await until(() => puts.includes(2), "the second part");
  await page.reload();
  await page.waitForSelector(".receipt", { timeout: PATIENCE });

  const number = (await page.textContent(".big-number strong")).replaceAll("-", "");
  const [{ ticket, media }] = meanwhile({ role: "supervisor", method: "GET", path: `/tickets/${number}` });
  assert.equal(ticket.text, text);
  assert.equal(media.length, 1);
  assert.deepEqual(puts, [1, 2, 2]);
  assert.equal(ticketsSaying(text), 1);
  await context.close();
});

test("a report written without network arrives once, whether the page or its service worker sends it", {
  skip,
}, async () => {
  const { context, page } = await visitor(browser, { width: 390, height: 800, workers: "allow" });
  const text = `Çöp konteyneri taşmış ${Date.now()}`;
  await writeOffline({ context, page }, text);

  await context.setOffline(false);
  await until(() => ticketsSaying(text), "the report in the city");
  await page.reload();
  await page.waitForSelector(".receipt", { timeout: PATIENCE });
  await new Promise((done) => setTimeout(done, 2000));

  assert.equal(ticketsSaying(text), 1);
  await context.close();
});
