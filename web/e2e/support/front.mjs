// The real front before an API of the test's own: the pages with the headers they are served with everywhere.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));

export async function startFront(apiOrigin, tiles = "") {
  const folder = mkdtempSync(join(tmpdir(), "nabiz-front-"));
  writeFileSync(join(folder, "gateway.json"), JSON.stringify({ gateway_url: apiOrigin }));
  writeFileSync(join(folder, "site.json"), JSON.stringify({ origins: { media: apiOrigin, tiles } }));
  const port = await freePort();
  const process_ = spawn(
    join(REPOSITORY, ".venv/bin/python"),
    [
      "-m",
      "nabiz_tools.front",
      "--port",
      port,
      "--target",
      join(folder, "gateway.json"),
      "--site",
      join(folder, "site.json"),
    ],
    { cwd: REPOSITORY, env: { ...process.env, PYTHONPATH: join(REPOSITORY, "tools") }, stdio: "inherit" },
  );
  const origin = `http://127.0.0.1:${port}`;
  await untilServed(origin);
  return {
    origin,
    stop() {
      process_.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function untilServed(origin) {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      if ((await fetch(origin)).ok) return;
    } catch {
      // not yet
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("The front does not answer; are the pages built? make web");
}
