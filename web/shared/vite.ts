// What both apps' builds have in common.
import { fileURLToPath } from "node:url";
import type { UserConfig } from "vite";

const web = fileURLToPath(new URL("..", import.meta.url));

/** The build of one app: its folder is the root, its result stands in dist/NAME. */
export function appConfig(name: "console" | "citizen", base: string): UserConfig {
  return {
    base,
    resolve: { alias: { "#shared": `${web}shared` } },
    build: {
      outDir: `${web}dist/${name}`,
      emptyOutDir: true,
      manifest: true, // the budget reads it
      target: "es2022",
      assetsInlineLimit: 0, // the policy allows what comes from this origin, not data in the page
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 800,
    },
  };
}
