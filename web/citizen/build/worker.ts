// Builds the service worker after the pages, into one plain script that knows their files and carries their version.

import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rollup } from "vite";

const ENTRY = fileURLToPath(new URL("../src/offline/worker.ts", import.meta.url));
const SHARED = fileURLToPath(new URL("../../shared", import.meta.url));
// A font for other scripts, maps that nobody without network opens: fetched when they are wanted.
const LATER = /(\.map|manifest\.json|map-[\w-]+\.(js|css)|layers[\w-]*\.png|marker[\w-]*\.png)$/;

export function workerPlugin(): Plugin {
  let files: string[] = [];
  let version = "";
  let folder = "";
  return {
    name: "nabiz-worker",
    apply: "build",
    writeBundle(options, bundle: Rollup.OutputBundle) {
      folder = options.dir ?? "";
      const hash = createHash("sha256");
      for (const name of Object.keys(bundle).sort()) {
        const piece = bundle[name];
        hash.update(name).update(piece?.type === "chunk" ? piece.code : (piece?.source ?? ""));
      }
      version = hash.digest("hex").slice(0, 12);
      files = Object.keys(bundle)
        .filter((name) => !LATER.test(name) && name !== "index.html" && !name.startsWith("."))
        .map((name) => `/${name}`);
    },
    async closeBundle() {
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        resolve: { alias: { "#shared": SHARED } },
        define: { __VERSION__: JSON.stringify(version), __FILES__: JSON.stringify(files) },
        build: {
          outDir: folder,
          emptyOutDir: false,
          target: "es2022",
          lib: { entry: ENTRY, formats: ["iife"], name: "worker", fileName: () => "sw.js" },
        },
      });
    },
  };
}
