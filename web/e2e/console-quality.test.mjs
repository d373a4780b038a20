// What holds for every page: hostile words are words, troubles are told and lose nothing, long lists scroll.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { launch, leave, openTicket, session, settled, tr, visit } from "./support/console.mjs";

const HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><svg onload=alert(3)>";

let browser;
let number;
before(async () => {
  browser = await launch();
  const location = { lat: 39.0045, lon: 32.99, address: HOSTILE, neighbourhood: "cumhuriyet" };
  const citizen = { phone: `0556${String(Date.now()).slice(-7)}`, name: HOSTILE };
  ({ number } = await openTicket(`Çukur ${HOSTILE}`, { citizen, location }));
});
afterEach(leave);
after(() => browser?.close());

test("hostile names, texts, addresses and file names are shown as words", async () => {
  const page = await visit(browser, "supervisor", "/inbox");
  await page.route(new RegExp(`/api/tickets/${number}$`), async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const file = {
      id: "f1",
      kind: "document",
      mime_type: "application/pdf",
      state: "missing",
      size: 1,
      url: null,
      thumbnail: null,
      note: "",
      position: null,
      duplicate_of: null,
      also_on: [],
    };
    body.media = [{ ...file, file_name: HOSTILE, reason: HOSTILE, message: body.messages[0].id }];
    await route.fulfill({ response, json: body });
  });
  await settled(page);
  await page.getByText(HOSTILE).first().waitFor();

  await page.locator(`a[href$="/tickets/${number}"]`).click();
  await page.locator("aside").getByText(HOSTILE).nth(1).waitFor(); // the name and the address
  await page.locator("ol").getByText(HOSTILE).first().waitFor();
  await page.getByText(`${HOSTILE} alınamadı: ${HOSTILE}`).waitFor();
  await page.waitForTimeout(300);
  assert.deepEqual(page.faults, []);
  assert.equal(await page.locator("img[onerror], svg[onload], #main script").count(), 0);
});

const TROUBLES = [
  ["no network", (route) => route.abort(), tr.errors.network.title],
  ["409", (route) => problem(route, 409), tr.merge.title],
  ["412", (route) => problem(route, 412), tr.merge.title],
  ["428", (route) => problem(route, 428), tr.errors["428"].title],
  ["429", (route) => problem(route, 429, { "Retry-After": "7" }), tr.errors["429"].title],
  ["500", (route) => problem(route, 500), tr.errors["500"].title],
];
const problem = (route, status, headers = {}) =>
  route.fulfill({
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
    body: JSON.stringify({ status, title: "x", detail: "y" }),
  });

test("every trouble is told in words and loses no typed text, not even over a reload", async () => {
  const page = await visit(browser, "supervisor", `/tickets/${number}`);
  await settled(page);
  const box = page.getByRole("textbox", { name: tr.reply.label_messages });
  await box.fill("Uzun uzun yazılmış bir yanıt.");
  for (const [name, answer, words] of TROUBLES) {
    await page.route(/\/api\/tickets\/\d+\/messages$/, answer);
    await box.press("Control+Enter");
    await page.getByText(words).first().waitFor();
    if (words === tr.merge.title) await page.getByRole("button", { name: tr.merge.back }).click();
    assert.equal(await box.inputValue(), "Uzun uzun yazılmış bir yanıt.", name);
    await page.unroute(/\/api\/tickets\/\d+\/messages$/);
  }

  await page.reload();
  await settled(page);
  assert.equal(await box.inputValue(), "Uzun uzun yazılmış bir yanıt.");
});

test("a token is renewed before it ends; a session that is over is begun again on the same page", async () => {
  const page = await visit(browser, "supervisor", `/tickets/${number}`);
  await settled(page);
  await page.getByRole("textbox", { name: tr.reply.label_messages }).fill("Yarım kalan yanıt");
  const end = () =>
    page.evaluate(() => {
      const kept = JSON.parse(sessionStorage.getItem("nabiz.session"));
      sessionStorage.setItem("nabiz.session", JSON.stringify({ ...kept, expiresAt: Date.now() + 1000 }));
    });
  await end();
  const renewal = page.waitForResponse((response) => response.url().endsWith("/cognito/"));
  await page.reload();
  assert.equal((await renewal).status(), 200);
  await settled(page);

  await page.route(/\/cognito\/$/, (route) => problem(route, 400));
  await end();
  await page.reload();
  const again = page.getByRole("dialog", { name: tr.signin.ended_title });
  await again.waitFor();
  await page.unroute(/\/cognito\/$/);
  await signIn(again);
  await again.waitFor({ state: "detached" });
  await settled(page);
  const box = page.getByRole("textbox", { name: tr.reply.label_messages });
  assert.equal(await box.inputValue(), "Yarım kalan yanıt");
});

async function signIn(form) {
  const { stack } = await import("./support/console.mjs");
  await form.getByRole("textbox", { name: tr.signin.username }).fill(stack.users.supervisor.username);
  await form.locator('input[type="password"]').fill(stack.users.supervisor.password);
  await form.getByRole("button", { name: tr.signin.go }).click();
}

test("a queue of 10,000 tickets is read by pages and keeps few rows on the page", async () => {
  const pages = [];
  const page = await visit(browser, "supervisor", "/shortcuts");
  await settled(page);
  const { id } = await session("supervisor");
  assert.ok(id);
  let model;
  await page.route(/\/api\/tickets\?/, async (route) => {
    const url = new URL(route.request().url());
    model ??= (await (await route.fetch({ url: url.href.replace(/\?.*/, "?limit=1") })).json()).items[0];
    const start = Number(url.searchParams.get("cursor") || 0);
    pages.push(start);
    const items = Array.from({ length: 100 }, (_, index) => ({
      ...model,
      number: String(100_000_000 + start + index),
    }));
    await route.fulfill({ json: { items, cursor: start + 100 < 10_000 ? String(start + 100) : null } });
  });
  await page.getByRole("link", { name: tr.shell.inbox }).click();
  const list = page.getByTestId("list");
  await list.locator("li").first().waitFor();

  const last = list.locator('li[aria-posinset="10000"]');
  // Scrolled within the page, as a hand would: always to the end of what is there.
  await list.evaluate(async (element) => {
    for (const end = Date.now() + 120_000; Date.now() < end; ) {
      element.scrollTop = element.scrollHeight;
      await new Promise((done) => setTimeout(done, 10));
      if (element.querySelector('li[aria-posinset="10000"]')) return;
    }
  });

  await last.waitFor();
  assert.ok((await list.locator("li").count()) < 60);
  assert.deepEqual(
    [...new Set(pages)].sort((a, b) => a - b),
    Array.from({ length: 100 }, (_, index) => index * 100),
  );
});

test("rows are walked, chosen and opened by keys; the palette finds commands and tickets", async () => {
  const page = await visit(browser, "supervisor", "/inbox");
  await settled(page);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await page.getByText(tr.bulk.selected_one.replace("{{count}}", "1")).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tickets\/\d{9}$/);
  await settled(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: tr.palette.title }).waitFor();
  await page.keyboard.type("KISAYOL");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/shortcuts$/);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: tr.palette.title }).waitFor();
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/tickets/${number}$`));
  assert.deepEqual(page.faults, []);
});
