// The JavaScript that the first page loads, compressed, against its budget. Run after the build.
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KILOBYTE = 1000;
const BUDGETS = { console: 250, citizen: 90 };

let failed = false;
for (const [app, budget] of Object.entries(BUDGETS)) {
  const folder = new URL(`../dist/${app}/`, import.meta.url);
  const manifestFile = new URL(".vite/manifest.json", folder);
  if (!existsSync(manifestFile)) {
    console.error(`${app}: not built; run: make web`);
    process.exit(1);
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf-8"));
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
  const files = new Set();
  const follow = (key) => {
    const chunk = manifest[key];
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) follow(next);
  };
  follow(entry);
  const bytes = [...files]
    .filter((file) => file.endsWith(".js"))
    .reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length, 0);
  const fits = bytes <= budget * KILOBYTE;
  failed ||= !fits;
  console.log(
    `${app}: first load ${(bytes / KILOBYTE).toFixed(1)} kB of ${budget} kB${fits ? "" : ": too much"}`,
  );
}
process.exitCode = failed ? 1 : 0;
