// What is arranged from the page: accounts, the city's settings, dead letters, saved views, many tickets at once.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, afterEach, before, test } from "node:test";
import {
  api,
  launch,
  leave,
  loseGreeting,
  openTicket,
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

const button = (within, name) => within.getByRole("button", { name, exact: true });
const told = (page, words) => page.getByRole("alert").getByText(words).first().waitFor();

async function choose(within, page, label, option) {
  await within.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("somebody is invited with a role, and kept out again", async () => {
  const address = `davet${Date.now()}@cinarova.example`;
  const page = await visit(browser, "admin", "/admin/users");
  await settled(page);
  await button(page, tr.admin.invite).click();
  const dialog = page.getByRole("dialog", { name: tr.admin.invite });
  await dialog.getByRole("textbox", { name: tr.signin.username }).fill(address);
  await dialog.getByRole("textbox", { name: tr.admin.name }).fill("Deniz Yeni");
  await choose(dialog, page, tr.admin.role, tr.role.auditor);
  await button(dialog, tr.admin.invite).click();
  await told(page, tr.admin.invited);
  const row = page.getByRole("row", { name: address });
  await row.getByText(tr.role.auditor).waitFor();

  await row.getByRole("button").click();
  const account = page.getByRole("dialog", { name: address });
  await account.getByRole("switch", { name: tr.admin.may_sign_in }).uncheck();
  await button(account, tr.words.save).click();
  await row.getByText(tr.admin.disabled).waitFor();

  await page.goto(page.url().replace("/users", "/history"));
  await page.getByRole("row", { name: new RegExp(`${address}.*${tr.admin.did.changed}`) }).waitFor();
  assert.deepEqual(page.faults, []);
});

test("a category is changed; the settings are in force, what changed stands in the history", async () => {
  const before = await api("admin", "GET", "/configuration/catalogue");
  const wanted = before.body.categories["yol-cukur"].respond + 1;
  const page = await visit(browser, "admin", "/admin/catalogue");
  await settled(page);
  const name = before.body.categories["yol-cukur"].names.tr;
  await page.getByRole("button", { name: tr.admin.change_of.replace("{{name}}", name) }).click();
  const dialog = page.getByRole("dialog", { name });
  await dialog.getByRole("textbox", { name: tr.admin.respond }).fill(String(wanted));
  await button(dialog, tr.admin.take_over).click();
  await page.getByRole("region", { name: tr.admin.unsaved }).waitFor();
  await button(page, tr.words.save).click();
  await told(page, tr.admin.saved);

  const after = await api("admin", "GET", "/configuration/catalogue");
  assert.equal(after.body.categories["yol-cukur"].respond, wanted);
  await page.goto(page.url().replace("/catalogue", "/history"));
  const shown = tr.admin.see_which
    .replace("{{part}}", "catalogue")
    .replace("{{version}}", String(after.version));
  await page.getByRole("button", { name: shown }).click();
  await page.getByRole("dialog").getByText(String(wanted), { exact: true }).first().waitFor();
  assert.deepEqual(page.faults, []);
});

test("settings that do not fit are refused with the place and the reason, and nothing is lost", async () => {
  const page = await visit(browser, "admin", "/admin/texts");
  await settled(page);
  const text = page.getByRole("textbox", { name: tr.admin.field.text }).first();
  const kept = await text.inputValue();
  await text.fill(`${kept} {olmayan_alan}`);
  await button(page, tr.words.save).click();
  await page.getByRole("alert").getByText("olmayan_alan").first().waitFor();
  assert.match(await text.inputValue(), /olmayan_alan/);
  await button(page, tr.admin.drop).click();
  assert.equal(await text.inputValue(), kept);
  assert.deepEqual(page.faults, []);
});

test("a dead letter goes back to its queue and is answered; one that nobody can read is refused, then dropped", async () => {
  const phone = `90557${String(Date.now()).slice(-7)}`;
  loseGreeting(phone);
  const page = await visit(browser, "admin", "/admin/letters");
  await settled(page);
  const letter = page.getByRole("region", { name: /^inbound_dead / }); // what was written is shown to nobody
  await button(letter, tr.letters.replay).click();
  await told(page, tr.letters.done_replay);
  await page.getByText(tr.letters.none).waitFor();
  let answers = [];
  for (let tries = 0; tries < 40 && !answers.length; tries += 1) {
    await page.waitForTimeout(500);
    answers = await (await fetch(`${stack.providers_url}/sent?to=${phone}&channel=whatsapp`)).json();
  }
  assert.equal(answers.length, 1);

  const body = '{"object": "whatsapp_business_account"}';
  const signature = createHmac("sha256", stack.whatsapp.app_secret).update(body).digest("hex");
  const headers = { "X-Hub-Signature-256": `sha256=${signature}`, "Content-Type": "application/json" };
  const posted = await fetch(`${stack.api_url}/webhooks/whatsapp`, { method: "POST", body, headers });
  assert.equal(posted.status, 200);
  await button(page, tr.letters.look_again).click();
  await button(letter, tr.letters.replay).click();
  await page.getByRole("alert").getByText("The WhatsApp webhook has no entries").waitFor();
  await button(letter, tr.letters.drop).click();
  const dialog = page.getByRole("dialog", { name: tr.letters.drop });
  await dialog.getByRole("textbox", { name: tr.demand.reason }).fill("Deneme gönderisi");
  await button(dialog, tr.letters.drop).click();
  await told(page, tr.letters.done_drop);
  await page.getByText(tr.letters.none).waitFor();
  assert.deepEqual(page.faults, []);
});

test("a view is saved, opened and removed again", async () => {
  const name = `Acil işler ${Date.now()}`;
  const page = await visit(browser, "supervisor", "/inbox?queue=all&priority=high&channel=phone");
  await settled(page);
  const menu = button(page, tr.views.title);
  await menu.click();
  await page.getByRole("menuitem", { name: tr.views.save }).click();
  const dialog = page.getByRole("dialog", { name: tr.views.save });
  await dialog.getByRole("textbox", { name: tr.views.name }).fill(name);
  await page.keyboard.press("Enter");
  await told(page, tr.views.saved);

  await page.goto(`${stack.console_url.replace(/\/$/, "")}/inbox`);
  await settled(page);
  await menu.click();
  await page.getByRole("menuitem", { name, exact: true }).click();
  await page.waitForURL(/priority=high/);
  assert.match(page.url(), /channel=phone/);
  await menu.click();
  await page.getByRole("menuitem", { name: tr.views.remove.replace("{{name}}", name) }).click();
  await told(page, tr.views.saved);
  const { views } = await api("supervisor", "GET", "/me/views");
  assert.ok(!views.some((view) => view.name === name));
  assert.deepEqual(page.faults, []);
});

test("several tickets are given to a department at once, and each says whether it was", async () => {
  const words = `Zqxw${Date.now()}`;
  const numbers = [];
  for (let count = 0; count < 3; count += 1)
    numbers.push((await openTicket(`${words} plkj mnbv`, { kind: "request" })).number);
  const page = await visit(browser, "operator", "/inbox?queue=triage");
  await settled(page);
  for (const number of numbers) {
    const written = number.replace(/(\d{3})(\d{3})/, "$1-$2-");
    await page.getByRole("checkbox", { name: tr.inbox.select.replace("{{number}}", written) }).check();
  }
  await page.getByText(tr.bulk.selected_other.replace("{{count}}", "3")).waitFor();
  // One of them is closed meanwhile: it cannot be assigned, the others are.
  const { ticket } = await api("operator", "GET", `/tickets/${numbers[0]}`);
  await api(
    "operator",
    "POST",
    `/tickets/${numbers[0]}/transitions`,
    { to: "rejected", outcome: "rejected", reason: "Deneme", message_to_citizen: "Deneme kaydı." },
    { "If-Match": `"${ticket.version}"` },
  );
  await button(page, tr.bulk.assign).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog, page, tr.bulk.target, "Veteriner İşleri Müdürlüğü");
  await button(dialog, tr.bulk.assign).click();
  const alert = dialog.getByRole("alert");
  await alert.getByText(tr.bulk.refused_one.replace("{{done}}", "2").replace("{{count}}", "1")).waitFor();
  await alert.getByText(numbers[0].replace(/(\d{3})(\d{3})/, "$1-$2-")).waitFor();

  for (const number of numbers.slice(1)) {
    const page = await api("operator", "GET", `/tickets/${number}`);
    assert.equal(page.ticket.department, "veteriner");
  }
  assert.deepEqual(page.faults, []);
});

/** Put a part of the configuration back, whatever a test made of it. */
async function restore(part, body) {
  const { version } = await api("admin", "GET", `/configuration/${part}`);
  await api("admin", "PUT", `/configuration/${part}`, { body }, { "If-Match": `"${version}"` });
}

test("a category is added, what is not sound is refused with its place, and the change is in the history", async () => {
  const { body } = await api("admin", "GET", "/configuration/catalogue");
  const page = await visit(browser, "admin", "/admin/catalogue");
  try {
    await settled(page);
    await button(page, tr.admin.add_department).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: tr.admin.code }).fill("kopek-birimi");
    await dialog.getByRole("textbox", { name: tr.admin.name_tr }).fill("Köpek Birimi");
    await dialog.getByRole("textbox", { name: tr.admin.name_en }).fill("Dog unit");
    await button(dialog, tr.admin.take_over).click(); // nobody could be told: it has no address
    await button(page, tr.words.save).click();
    await page.getByRole("alert").getByText(tr.admin.faults).waitFor();
    await page
      .getByRole("alert")
      .getByText(/departments\.kopek-birimi/)
      .first()
      .waitFor();
    await page.reload();
    await settled(page);
    await page.getByText(tr.admin.unsaved).first().waitFor(); // what was typed outlives a reload
    await button(page, tr.admin.drop).click();

    await button(page, tr.admin.add_category).click();
    await dialog.getByRole("textbox", { name: tr.admin.code }).fill("kopek-gezdirme-alani");
    await dialog.getByRole("textbox", { name: tr.admin.name_tr }).fill("Köpek gezdirme alanı");
    await dialog.getByRole("textbox", { name: tr.admin.name_en }).fill("Dog park");
    await choose(dialog, page, tr.filter.department, "Veteriner İşleri Müdürlüğü");
    await button(dialog, tr.admin.take_over).click();
    await button(page, tr.words.save).click();

    await told(page, tr.admin.saved);
    await button(page, tr.words.save).waitFor({ state: "detached" });
    const { categories } = await api("operator", "GET", "/public/catalogue?language=tr");
    assert.ok(categories.some(({ code }) => code === "kopek-gezdirme-alani"));
    await page.getByRole("link", { name: tr.admin.history }).click();
    await page
      .getByRole("button", { name: /Birimler ve konular|catalogue/ })
      .first()
      .click();
    await page.getByRole("dialog").getByText("Köpek gezdirme alanı").waitFor();
    assert.deepEqual(page.faults, []);
  } finally {
    await restore("catalogue", body);
  }
});

test("a text that somebody else changed meanwhile is not overwritten", async () => {
  const { body, version } = await api("admin", "GET", "/configuration/messages");
  const page = await visit(browser, "admin", "/admin/texts");
  try {
    await settled(page);
    const box = page.getByRole("textbox", { name: tr.admin.field.text });
    const before = await box.inputValue();
    await box.fill(`${before} Teşekkür ederiz.`);
    await page
      .getByText(/Teşekkür ederiz\./)
      .nth(1)
      .waitFor(); // in the preview, before it is saved
    const other = structuredClone(body);
    other.tr.stages.ticket_received.text = `${before} Sağ olun.`;
    await api("admin", "PUT", "/configuration/messages", { body: other }, { "If-Match": `"${version}"` });

    await button(page, tr.words.save).click();

    await page.getByText(tr.admin.outdated).waitFor();
    assert.equal(await box.inputValue(), `${before} Teşekkür ederiz.`);
    await button(page, tr.admin.drop).click();
    assert.equal(await box.inputValue(), `${before} Sağ olun.`);
    await box.fill(`${before} Selamlar.`);
    await button(page, tr.words.save).click();
    await told(page, tr.admin.saved);
    const stored = await api("admin", "GET", "/configuration/messages");
    assert.equal(stored.body.tr.stages.ticket_received.text, `${before} Selamlar.`);
    assert.deepEqual(page.faults, []);
  } finally {
    await restore("messages", body);
  }
});

for (const role of Object.keys(stack.users))
  test(`the demo user for ${role} signs in and finds what is theirs`, async () => {
    const page = await visit(browser, null, "/");
    await page.getByRole("textbox", { name: tr.signin.username }).fill(stack.users[role].username);
    await page.locator('input[type="password"]').fill(stack.users[role].password);
    await button(page, tr.signin.go).click();
    await page.getByRole("navigation", { name: tr.shell.menu }).waitFor();
    await settled(page);
    const places = await page.getByRole("navigation", { name: tr.shell.menu }).getByRole("link").all();
    for (const place of places.slice(1)) {
      await place.click();
      await settled(page);
      await page.locator("main h1").first().waitFor({ state: "attached" });
      assert.equal(
        await page.locator("main [role=alert]").count(),
        0,
        await page.locator("main").textContent(),
      );
    }
    assert.deepEqual(page.faults, []);
  });
