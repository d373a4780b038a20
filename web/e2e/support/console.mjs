// The console in a real browser against a running local cloud; NABIZ_STACK names its stack.json, `make up`'s unless it does.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { atRest } from "./browser.mjs";

const STACK =
  process.env.NABIZ_STACK ?? fileURLToPath(new URL("../../../.local/stack.json", import.meta.url));
const PYTHON = fileURLToPath(new URL("../../../.venv/bin/python", import.meta.url));
export const stack = JSON.parse(readFileSync(STACK, "utf-8"));
export const texts = (language) => {
  const read = (path) =>
    JSON.parse(readFileSync(new URL(`../../${path}/texts/${language}.json`, import.meta.url), "utf-8"));
  return { ...read("shared"), ...read("console") };
};
export const tr = texts("tr");

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
// A container without a graphics card or user namespaces; nothing is asked of any other host.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--mute-audio",
];

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

const known = new Map();

/** The tokens of a role's demo user, as the console keeps them. */
export async function session(role) {
  if (!known.has(role)) {
    const { username, password } = stack.users[role];
    const response = await fetch(new URL("/cognito/", stack.web_url), {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
      },
      body: JSON.stringify({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: stack.user_pool.client_id,
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    });
    const { AuthenticationResult: result } = await response.json();
    known.set(role, { id: result.IdToken, refresh: result.RefreshToken, expiresAt: Date.now() + 3_600_000 });
  }
  return known.get(role);
}

/** A request of the API as a role's demo user. Throws what it refuses. */
export async function api(role, method, path, body, headers = {}) {
  const response = await fetch(stack.api_url + path, {
    method,
    headers: {
      Authorization: `Bearer ${(await session(role)).id}`,
      "Content-Type": "application/json",
      ...(method === "POST" ? { "Idempotency-Key": randomUUID() } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

let phones = 0;

/** A ticket that an operator typed; every call gets a caller of its own. */
export const openTicket = (text, more = {}) => {
  phones += 1;
  const phone = `0555${String(Date.now() % 1_000_000)
    .padStart(6, "0")
    .slice(0, 5)}${String(phones % 100).padStart(2, "0")}`;
  return api("operator", "POST", "/tickets", {
    text,
    channel: "phone",
    citizen: { phone, name: "Deniz Arslan" },
    ...more,
  });
};

/** A change by somebody else, on the ticket's present version. */
export async function change(role, number, path, body) {
  const { ticket } = await api(role, "GET", `/tickets/${number}`);
  return api(role, "POST", `/tickets/${number}/${path}`, body, { "If-Match": `"${ticket.version}"` });
}

const visits = [];

/** Close what was visited: pages that stay open go on looking for news, and slow the next test. */
export const leave = () => Promise.all(visits.splice(0).map((context) => context.close()));

/** Show another page of the console in the same window. */
export async function go(page, path) {
  await page.goto(consoleUrl(path));
  await settled(page);
}

const consoleUrl = (path) => stack.console_url.replace(/\/$/, "") + path;

/**
 * A page of the console with a role's demo user signed in. `page.faults` collects what no page may have: errors of
 * scripts, breaches of the policy, dialogs.
 */
export async function visit(
  browser,
  role,
  path,
  { width = 1280, height = 800, theme = "light", language = "tr" } = {},
) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "tr-TR" });
  visits.push(context);
  const tokens = role ? await session(role) : null;
  await context.addInitScript(
    ([kept, chosen, scheme]) => {
      if (kept && !sessionStorage.getItem("nabiz.session")) sessionStorage.setItem("nabiz.session", kept);
      localStorage.setItem("nabiz.language", chosen);
      localStorage.setItem("mantine-color-scheme-value", scheme);
    },
    [tokens && JSON.stringify(tokens), language, theme],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("dialog", (dialog) => {
    page.faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) page.faults.push(message.text());
  });
  await page.goto(consoleUrl(path));
  return page;
}

/** Wait until everything that the page shows has come. */
export async function settled(page) {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector(".mantine-Loader-root"));
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]; // WCAG 2.2, A and AA
const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * What axe finds against the page, one line each; `coloursOnly` where it was looked at whole in other colours, `within`
 * where the rest of it was.
 */
export async function violations(page, { coloursOnly = false, within = "html" } = {}) {
  await atRest(page);
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE); // the page's policy lets no script in
  const runOnly = coloursOnly ? { type: "rule", values: COLOURS } : { type: "tag", values: RULES };
  const found = await page.evaluate((run) => globalThis.axe.run(run.within, run.options), {
    within,
    options: { runOnly, resultTypes: ["violations"] },
  });
  return found.violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
  );
}

const AT = `
import sys
from datetime import datetime
from pathlib import Path
from nabiz_tools.client import ApiClient
from nabiz_tools.local.stack import load_stack
ApiClient(load_stack(Path(sys.argv[1]))).invoke_at(sys.argv[2], datetime.fromisoformat(sys.argv[3]))
`;

const LETTER = `
import json, sys
from pathlib import Path
from nabiz.channels.whatsapp import split
from nabiz_tools import whatsapp_payloads as payloads
from nabiz_tools.aws import Clients
from nabiz_tools.local.stack import load_stack
stack = load_stack(Path(sys.argv[1]))
body = payloads.inbound(stack.whatsapp["phone_number_id"], sys.argv[2], "Deniz", [payloads.text("merhaba")])
(item,) = split(payloads.encode(body))
Clients(stack.endpoint_url, stack.region).sqs.send_message(
    QueueUrl=stack.queues["inbound_dead"], MessageBody=json.dumps(item.body),
    MessageGroupId=item.group, MessageDeduplicationId=item.deduplication)
`;

/** A greeting lies among the dead letters, as if nobody had been able to take it ten times. */
export const loseGreeting = (phone) =>
  execFileSync(PYTHON, ["-c", LETTER, STACK, phone], { stdio: "inherit" });

const OVERDUE = `
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from nabiz.configuration import load_configuration
from nabiz_tools.aws import Clients
from nabiz_tools.configuration import compile_configuration
from nabiz_tools.local.stack import load_stack
from tests.support.many_tickets import tickets
stack, root = load_stack(Path(sys.argv[1])), Path(sys.argv[2])
configuration = load_configuration(compile_configuration(root / "config"))
(item,) = tickets(configuration, 1, 1, datetime.now(UTC) - timedelta(days=5))
Clients(stack.endpoint_url, stack.region).dynamodb.put_item(TableName=stack.table, Item=item)
print(item["number"]["S"])
`;

/** The number of a ticket of the vets that has waited for five days, as if no schedule had looked at it. */
export function forgetTicket() {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const env = { ...process.env, PYTHONPATH: root };
  return execFileSync(PYTHON, ["-c", OVERDUE, STACK, root], { env, encoding: "utf-8" }).trim();
}

/** Run a scheduled function as its schedule would at that moment, which may lie in the future. */
export function runAt(name, moment) {
  execFileSync(PYTHON, ["-c", AT, STACK, name, moment.toISOString()], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Let a telephone ring at the demo operator's desk, be taken up (`connected`) or put down (`ended`). */
export function ring(caller, call, state = "ringing") {
  const nabiz = fileURLToPath(new URL("../../../.venv/bin/nabiz", import.meta.url));
  const root = fileURLToPath(new URL(".", `file://${STACK}`));
  execFileSync(nabiz, ["calls", "--root", root, "ring", caller, "--call", call, "--state", state], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
