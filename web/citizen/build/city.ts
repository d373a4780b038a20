// Puts the city into the pages when they are built: name, colours and icons come from config/, so that the first paint
// is the city's own and needs no request. What is changed later reaches the page by GET /public/branding.

import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { parse } from "yaml";
import type { City } from "../src/city";
import { styleSheet, theme } from "../src/theme.ts";

const CONFIG = new URL("../../../config/", import.meta.url);
const MODULE = "virtual:city";

export function readCity(): City {
  const city = read("city.yaml");
  const branding = read("branding.yaml");
  return { ...city, ...branding } as unknown as City;
}

export function cityPlugin(city: City): Plugin {
  return {
    name: "nabiz-city",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) => (id === `\0${MODULE}` ? `export default ${JSON.stringify(city)}` : null),
    transformIndexHtml: {
      order: "post",
      handler: (page) => ({
        html: fill(page, city),
        tags: [
          { tag: "link", attrs: { rel: "stylesheet", href: "/branding.css" }, injectTo: "head" },
          { tag: "link", attrs: { rel: "manifest", href: "/manifest.webmanifest" }, injectTo: "head" },
          { tag: "link", attrs: { rel: "icon", href: "/logo.svg", type: "image/svg+xml" }, injectTo: "head" },
        ],
      }),
    },
    configureServer(server) {
      const made = files(city);
      server.middlewares.use((request, response, next) => {
        const found = made.find(({ name }) => request.url === `/${name}`);
        if (!found) return next();
        response.setHeader("Content-Type", found.type);
        response.end(found.content);
      });
    },
    generateBundle() {
      for (const { name, content } of files(city))
        this.emitFile({ type: "asset", fileName: name, source: content });
    },
  };
}

function files(city: City): { name: string; type: string; content: string }[] {
  return [
    { name: "branding.css", type: "text/css", content: styleSheet(city.colours) },
    {
      name: "manifest.webmanifest",
      type: "application/manifest+json",
      content: JSON.stringify(manifest(city)),
    },
    { name: "logo.svg", type: "image/svg+xml", content: city.logo },
  ];
}

/** What an installed app is called and looks like (W3C, Web Application Manifest). */
function manifest(city: City): object {
  const { "--band": band, "--ground": ground } = theme(city.colours, false);
  return {
    id: "/",
    name: city.name,
    short_name: city.short_name,
    lang: city.default_language,
    start_url: "/",
    scope: "/",
    display: "standalone",
    theme_color: band,
    background_color: ground,
    icons: [{ src: "/logo.svg", type: "image/svg+xml", sizes: "any", purpose: "any" }],
  };
}

function fill(page: string, city: City): string {
  const values: Record<string, string> = {
    name: city.name,
    phone: city.phones.short_code ?? city.phones.call_centre ?? "",
    band: theme(city.colours, false)["--band"] ?? "",
    band_dark: theme(city.colours, true)["--band"] ?? "",
  };
  const spoken = page.replace(/<html lang="\w+"/, `<html lang="${asText(city.default_language)}"`);
  return spoken.replace(/%(\w+)%/g, (written, name: string) => asText(values[name] ?? written));
}

const asText = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function read(name: string): Record<string, unknown> {
  return parse(readFileSync(new URL(name, CONFIG), "utf-8")) as Record<string, unknown>;
}
