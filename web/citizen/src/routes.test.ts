import { describe, expect, it } from "vitest";
import { keyIn, paths, readRoute, ticketLink } from "./routes";

describe("addresses", () => {
  it.each([
    ["/", { page: "home" }],
    ["/basvuru", { page: "report", step: 1 }],
    ["/basvuru/yer/", { page: "report", step: 2 }],
    ["/basvuru/iletisim", { page: "report", step: 3 }],
    ["/basvuru/alindi", { page: "received" }],
    ["/takip", { page: "find" }],
    ["/takip/123-456-789", { page: "ticket", number: "123456789" }],
    ["/anket", { page: "code" }],
    ["/anket/1234567891abc", { page: "survey", token: "1234567891abc" }],
    ["/anket/%E0%A4%A", { page: "survey", token: "%E0%A4%A" }],
    ["/tercihler/46a71d3793138ee0abc", { page: "wishes", token: "46a71d3793138ee0abc" }],
    ["/takip/1/2", { page: "missing" }],
    ["/nowhere", { page: "missing" }],
  ])("%s is a page", (path, route) => {
    expect(readRoute(path)).toEqual(route);
  });

  it("are written as they are read", () => {
    expect(readRoute(paths.report(2))).toEqual({ page: "report", step: 2 });
    expect(readRoute(paths.survey("a/b"))).toEqual({ page: "survey", token: "a/b" });
  });

  it("keep the key where no server sees it", () => {
    const link = new URL(ticketLink("https://x.example", "123456789", "abc234"));

    expect(link.pathname + link.search).toBe("/takip/123456789");
    expect(keyIn(link)).toBe("abc234");
  });

  it("take a key from the query too", () => {
    expect(keyIn({ hash: "", search: "?key=%20ABC234 " })).toBe("abc234");
    expect(keyIn({ hash: "", search: "" })).toBe("");
  });
});
