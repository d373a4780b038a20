import react from "@vitejs/plugin-react";
import { defineConfig, mergeConfig } from "vite";
import { appConfig } from "../shared/vite.ts";

export default mergeConfig(appConfig("console", "/console/"), defineConfig({ plugins: [react()] }));
