import react from "@vitejs/plugin-react";
import { defineConfig, mergeConfig } from "vite";
import { appConfig } from "../shared/vite.ts";

export default mergeConfig(appConfig("citizen", "/"), defineConfig({ plugins: [react()] }));
