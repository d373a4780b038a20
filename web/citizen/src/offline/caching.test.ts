import { expect, it } from "vitest";
import { routeRequest } from "./caching";

const ORIGIN = "https://x.example";

it.each([
  ["GET", "/", true, "page"],
  ["GET", "/takip/123456789", true, "page"],
  ["GET", "/assets/index-abc.js", false, "file"],
  ["GET", "/branding.css", false, "file"],
  ["GET", "/api/public/catalogue?language=tr", false, "public"],
  ["GET", "/api/public/branding", false, "public"],
  // Personal: never kept.
  ["GET", "/api/public/tickets/123456789?key=abc", false, "pass"],
  ["GET", "/api/public/surveys/1234567891abc", false, "pass"],
  ["GET", "/api/public/tickets/123456789?key=abc", true, "pass"],
  ["POST", "/api/public/tickets", false, "pass"],
  ["POST", "/api/public/catalogue", false, "pass"],
  // Somebody else's.
  ["GET", "/console/", true, "pass"],
  ["GET", "/console/assets/index.js", false, "pass"],
  ["GET", "https://tiles.example/1/2/3.png", false, "pass"],
  ["GET", "/sw.js", false, "pass"],
])("%s %s (navigation: %s) -> %s", (method, path, navigation, treatment) => {
  expect(routeRequest(method, new URL(path, ORIGIN), ORIGIN, navigation)).toBe(treatment);
});
