// A picture of every page of the console, from the running local cloud; its tickets are what they show.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { api, launch, settled, visit } from "./support/console.mjs";
import { fillCity } from "./support/sample-city.mjs";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
mkdirSync(folder, { recursive: true });
await fillCity();
const { items } = await api("supervisor", "GET", "/tickets?limit=50");
const shown = items.find((ticket) => ticket.channel === "whatsapp") ?? items[0];
const PAGES = [
  ["console-inbox", "supervisor", "/inbox"],
  ["console-inbox-dark", "supervisor", "/inbox", { theme: "dark" }],
  ["console-ticket", "supervisor", `/tickets/${shown?.number}`],
  ["console-phone", "operator", "/phone"],
  ["console-figures", "supervisor", "/figures"],
  ["console-texts", "admin", "/admin/texts"],
  ["console-catalogue", "admin", "/admin/catalogue"],
  ["console-users", "admin", "/admin/users"],
  ["console-history", "admin", "/admin/history"],
  ["console-letters", "admin", "/admin/letters"],
  ["console-shortcuts", "operator", "/shortcuts"],
  ["console-signin", null, "/"],
  ["console-inbox-360", "supervisor", "/inbox", { width: 360, height: 720 }],
];

const browser = await launch();
for (const [name, role, path, options] of PAGES) {
  const page = await visit(browser, role, path, { width: 1280, height: 800, ...options });
  await settled(page);
  await page.waitForTimeout(700); // what comes with a delay: previews, the map
  await page.screenshot({ path: `${folder}${name}.png` });
  await page.context().close();
  console.log(`docs/screenshots/${name}.png`);
}
await browser.close();
