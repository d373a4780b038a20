// What the staff does all day, in a real browser against the running city.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import {
  api,
  change,
  forgetTicket,
  launch,
  leave,
  openTicket,
  ring,
  runAt,
  settled,
  stack,
  tr,
  visit,
} from "./support/console.mjs";

let browser;
before(async () => {
  browser = await launch();
});
afterEach(leave);
after(() => browser?.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const status = (page, name) => page.locator("header [data-tone]").getByText(name, { exact: true });
const closed = async () => {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Istanbul" }).format();
  return (await api("supervisor", "GET", `/statistics/tickets?from=${today}`)).counts.closed ?? 0;
};

async function choose(page, label, option) {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
}

test("an operator gives it to a department, which answers and resolves it; the figure changes", async () => {
  const before = await closed();
  const { number, status: first } = await openTicket("Qwxz plkj mnbv", { kind: "request" });
  assert.equal(first, "received");

  const desk = await visit(browser, "operator", `/tickets/${number}`);
  await settled(desk);
  await button(desk, tr.bulk.assign).waitFor();
  await desk.keyboard.press("a");
  await choose(desk, tr.bulk.target, "Veteriner İşleri Müdürlüğü");
  await button(desk, tr.bulk.assign).last().click();
  await status(desk, tr.status.assigned).waitFor();

  const department = await visit(browser, "department", `/tickets/${number}`);
  await settled(department);
  await button(department, tr.move.in_progress).click();
  await department.getByRole("dialog").getByRole("button", { name: tr.move.in_progress }).click();
  await status(department, tr.status.in_progress).waitFor();
  await department.keyboard.press("r");
  await department.keyboard.type("Ekibimiz yola çıktı.");
  await department.getByText(/olarak gidecek/).waitFor(); // says beforehand how it will go
  await department.keyboard.press("Control+Enter");
  await department.locator('li[data-direction="out"]').getByText("Ekibimiz yola çıktı.").waitFor();
  await department.getByRole("textbox", { name: tr.reply.label_messages }).blur();
  await department.keyboard.press("e");
  await choose(department, tr.demand.outcome, tr.outcome.solved);
  await department.getByRole("textbox", { name: tr.demand.message_to_citizen }).fill("Köpek tedavi edildi.");
  await department.getByRole("dialog").getByRole("button", { name: tr.move.resolved }).click();
  await status(department, tr.status.resolved).waitFor();

  await status(desk, tr.status.resolved).waitFor(); // on the operator's screen by itself
  await button(desk, tr.move.closed).click();
  await desk.getByRole("dialog").getByRole("button", { name: tr.move.closed, exact: true }).click();
  await status(desk, tr.status.closed).waitFor();
  const figures = await visit(browser, "supervisor", "/figures");
  const shown = figures
    .getByText(tr.figures.closed, { exact: true })
    .first()
    .locator("xpath=following-sibling::*[1]");
  await figures.waitForFunction(
    ([label, least]) => {
      const found = [...document.querySelectorAll("p")].find((one) => one.textContent === label);
      return Number(found?.nextElementSibling?.textContent) >= least;
    },
    [tr.figures.closed, before + 1],
  );
  assert.ok(Number(await shown.textContent()) > before);
  assert.deepEqual([...desk.faults, ...department.faults, ...figures.faults], []);
});

test("the screen shows who rings and what is open, and the ticket knows its call", async () => {
  const earlier = await openTicket("Park lambası yanmıyor", {
    citizen: { phone: "05559998811", name: "Fatma Çelik" },
  });
  const call = `e2e-${Date.now()}`;
  const page = await visit(browser, "operator", "/phone");
  await settled(page);

  ring("05559998811", call);
  const pop = page.getByRole("region", { name: tr.phone.ringing.title });
  await pop.getByText("Fatma Çelik").waitFor();
  await pop.getByRole("link", { name: earlier.number.replace(/(\d{3})(\d{3})/, "$1-$2-") }).waitFor();
  await button(page, tr.phone.ringing.take).click();
  assert.equal(await page.getByRole("textbox", { name: tr.phone.number }).inputValue(), "+905559998811");
  await page.getByRole("textbox", { name: tr.phone.text }).fill("Lamba hâlâ yanmıyor");
  await page.keyboard.press("Control+Enter");
  const groups = await page.getByRole("group", { name: /^\d{3}, \d{3}, \d{3}$/ }).getAttribute("aria-label");

  const { items } = await api("operator", "GET", `/tickets/${groups.replaceAll(", ", "")}/history`);
  assert.ok(items.some((entry) => entry.type === "CallLinked"));
  await button(page, tr.phone.next).click();
  ring("05559998811", call, "ended");
  await pop.waitFor({ state: "detached" });
  assert.deepEqual(page.faults, []);
});

test("a call becomes a ticket by the keyboard alone, and its number is read back in groups", async () => {
  const earlier = await openTicket("Sokak lambası yanmıyor", {
    citizen: { phone: "05559998877", name: "Ayşe Demir" },
  });
  const page = await visit(browser, "operator", "/inbox");
  await settled(page);
  await page.locator('nav a[href$="/phone"]').waitFor(); // from then on the keys lead there
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.getByRole("textbox", { name: tr.phone.number }).waitFor();

  await page.keyboard.type("05559998877");
  await page.getByText("Ayşe Demir").first().waitFor();
  await page.getByRole("link", { name: earlier.number.replace(/(\d{3})(\d{3})/, "$1-$2-") }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Atatürk Caddesi'nde büyük bir çukur var");
  await page.keyboard.press("Tab");
  await page.keyboard.type("COP"); // finds Çöp, however it is typed
  await page.getByRole("option").first().waitFor();
  assert.match(await page.getByRole("option").first().textContent(), /Çöp/);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("cukur");
  await page.getByRole("option", { name: /çukur/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");

  const groups = await page.getByRole("group", { name: /^\d{3}, \d{3}, \d{3}$/ }).getAttribute("aria-label");
  const { ticket } = await api("operator", "GET", `/tickets/${groups.replaceAll(", ", "")}`);
  assert.deepEqual([ticket.channel, ticket.category], ["phone", "yol-cukur"]);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), tr.phone.next);
  assert.deepEqual(page.faults, []);
});

test("who writes while somebody else changes the ticket sees what changed, keeps the words and applies them again", async () => {
  const { number } = await openTicket("Yaralı bir köpek var, lütfen gelin");
  const page = await visit(browser, "operator", `/tickets/${number}`);
  await settled(page);
  await page.keyboard.press("r");
  await page.keyboard.type("Bilgi veriyoruz: ekip geliyor.");
  await change("department", number, "notes", { text: "Sahadayız, adres bulundu." });

  await page.keyboard.press("Control+Enter");

  const merge = page.getByRole("dialog", { name: tr.merge.title });
  await merge.getByText("Sahadayız, adres bulundu.").waitFor();
  await merge.getByText("Bilgi veriyoruz: ekip geliyor.").waitFor();
  await merge.getByRole("button", { name: tr.merge.again }).click();
  await page.locator('li[data-direction="out"]').getByText("Bilgi veriyoruz: ekip geliyor.").waitFor();
  assert.deepEqual(page.faults, []);
});

test("a step that somebody else has made impossible is refused with the steps that are possible; the words stay", async () => {
  const { number } = await openTicket("Yaralı kedi, park girişinde");
  const page = await visit(browser, "operator", `/tickets/${number}`);
  await settled(page);
  await page.keyboard.press("e");
  await choose(page, tr.demand.outcome, tr.outcome.informed);
  const words = page.getByRole("textbox", { name: tr.demand.message_to_citizen });
  await words.fill("Size telefonla bilgi verildi.");
  await change("department", number, "transitions", {
    to: "resolved",
    outcome: "solved",
    message_to_citizen: "Tamamlandı.",
  });

  await page.getByRole("dialog").getByRole("button", { name: tr.move.resolved }).click();

  const merge = page.getByRole("dialog", { name: tr.merge.title });
  await merge.getByText(tr.merge.impossible.split(".")[0]).waitFor();
  await merge.getByText("Size telefonla bilgi verildi.").waitFor();
  assert.ok(await merge.getByRole("button", { name: tr.merge.again }).isDisabled());
  await merge.getByRole("button", { name: tr.merge.back }).click();
  assert.equal(await words.inputValue(), "Size telefonla bilgi verildi.");
});

test("a ticket that becomes overdue climbs on the screen", async () => {
  const { number, due } = await openTicket("Acil: yaralı köpek, ana yolun ortasında");
  const page = await visit(browser, "supervisor", `/tickets/${number}`);
  await settled(page);
  const late = new Date(new Date(due.respond).getTime() + 5 * 60_000);

  runAt("escalate_overdue", late);

  await page.locator('li[data-type="TicketEscalated"]').first().waitFor(); // without a reload
  await page.clock.setFixedTime(late);
  await page.locator('[data-state="over"]').first().waitFor({ timeout: 20_000 });
  assert.deepEqual(page.faults, []);
});

test("an overdue ticket comes to the head of the inbox by itself, counted in its queue", async () => {
  const inbox = await visit(browser, "supervisor", "/inbox?queue=all");
  await settled(inbox);

  const number = forgetTicket();

  const first = inbox.getByTestId("list").locator("li").first();
  await first.locator(`a[href$="/tickets/${number}"]`).waitFor(); // without a reload
  await first.locator('[data-state="over"]').waitFor();
  const queue = inbox.getByRole("link", { name: new RegExp(`^${tr.queue.overdue}`) });
  await inbox.waitForFunction(
    ([name]) =>
      [...document.querySelectorAll("nav a, aside a")].some(
        (one) => one.textContent.startsWith(name) && /[1-9]/.test(one.textContent),
      ),
    [tr.queue.overdue],
  );
  await queue.click();
  await inbox.locator(`a[href$="/tickets/${number}"]`).click();
  await inbox.waitForURL(new RegExp(`/tickets/${number}$`));
  assert.deepEqual(inbox.faults, []);
});

test("a citizen's answer to the survey changes the satisfaction on the screen", async () => {
  const phone = `0558${String(Date.now()).slice(-7)}`;
  const { number } = await openTicket("Yaralı bir kedi var", { citizen: { phone, name: "Ali Kaya" } });
  for (const [role, body] of [
    ["department", { to: "in_progress" }],
    ["department", { to: "resolved", outcome: "solved", message_to_citizen: "Tedavi edildi." }],
    ["operator", { to: "closed" }],
  ])
    await change(role, number, "transitions", body);
  const figures = await visit(browser, "supervisor", "/figures");
  await settled(figures);
  const row = figures.getByRole("row", { name: new RegExp(`^${tr.answer.satisfied}`) });
  const count = async () => Number(await row.getByRole("cell").nth(1).textContent());
  const before = await count();

  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  runAt("dispatch_surveys", new Date(`${tomorrow}T11:00:00+03:00`));
  const code = await surveyCode(phone, number);
  const answer = await fetch(`${stack.api_url}/public/surveys/${code}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ answer: "satisfied" }),
  });
  assert.equal(answer.status, 200);

  for (let tries = 0; tries < 120 && (await count()) === before; tries += 1)
    await figures.waitForTimeout(500);
  assert.equal(await count(), before + 1);
  assert.deepEqual(figures.faults, []);
});

/** The short code that the SMS names for the survey; it names the ticket's number too. */
async function surveyCode(phone, number) {
  for (let tries = 0; tries < 120; tries += 1) {
    const sent = await (await fetch(`${stack.providers_url}/sent?to=90${phone.slice(1)}&channel=sms`)).json();
    const codes = sent.flatMap(({ text }) => text.match(/\d{3}[ -]\d{3}[ -]\d{3}/g) ?? []);
    const code = codes.map((one) => one.replace(/\D/g, "")).find((one) => one !== number);
    if (code) return code;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`no survey was sent to ${phone}`);
}
