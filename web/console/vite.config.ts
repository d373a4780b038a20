import react from "@vitejs/plugin-react";
import { defineConfig, mergeConfig } from "vite";
import { appConfig } from "../shared/vite.ts";

export default mergeConfig(
  appConfig("console", "/console/"),
  defineConfig({
    plugins: [react()],
    // light-dark() as it is: rewritten for older browsers it would need a colour scheme that only the page knows.
    build: { cssTarget: ["chrome123", "firefox120", "safari17.5"] },
  }),
);
