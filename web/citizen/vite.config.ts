// The citizens' pages: Preact, the city built in, a service worker of their own.

import { defineConfig, mergeConfig } from "vite";
import { appConfig } from "../shared/vite.ts";
import { cityPlugin, readCity } from "./build/city.ts";
import { workerPlugin } from "./build/worker.ts";

export default mergeConfig(
  appConfig("citizen", "/"),
  defineConfig({
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: [cityPlugin(readCity()), workerPlugin()],
  }),
);
