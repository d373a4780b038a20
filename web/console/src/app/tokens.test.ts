// Signing in by Cognito's own pages, against endpoints that keep the rules of RFC 6749, RFC 7636 and Cognito's pages.
import { beforeEach, expect, test, vi } from "vitest";
import {
  challengeOf,
  leaveForSignIn,
  renew,
  returnFromSignIn,
  SignInRefused,
  signOutAddress,
} from "./tokens";

const AUTH = {
  mode: "oidc",
  authority: "https://sign-in.example",
  client_id: "console",
  redirect_uri: "https://city.example/console/",
} as const;
const JSON_TYPE = { headers: { "Content-Type": "application/json" } };

/** The pages: hand out codes for one use, bound to client, address and challenge; exchange and renew. */
class Pages {
  private readonly codes = new Map<string, { challenge: string; redirect: string }>();
  private readonly refreshing = new Set<string>();
  private made = 0;
  down = false;

  /** What a browser does at `/oauth2/authorize`; the address that it is sent back to. */
  authorize(address: string): string {
    const { origin, pathname, searchParams: asked } = new URL(address);
    expect(origin + pathname).toBe(`${AUTH.authority}/oauth2/authorize`);
    expect(asked.get("client_id")).toBe(AUTH.client_id);
    expect(asked.get("redirect_uri")).toBe(AUTH.redirect_uri);
    expect([asked.get("response_type"), asked.get("code_challenge_method")]).toEqual(["code", "S256"]);
    expect(asked.get("scope")?.split(" ")).toContain("openid");
    expect(asked.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    const code = `code-${++this.made}`;
    this.codes.set(code, { challenge: asked.get("code_challenge") ?? "", redirect: AUTH.redirect_uri });
    return `?${new URLSearchParams({ code, state: asked.get("state") ?? "" })}`;
  }

  fetch = async (address: string, { method, body, headers }: RequestInit): Promise<Response> => {
    if (this.down) return new Response("", { status: 503 });
    expect([address, method]).toEqual([`${AUTH.authority}/oauth2/token`, "POST"]);
    expect(new Headers(headers).get("Content-Type")).toBe("application/x-www-form-urlencoded");
    const form = body as URLSearchParams;
    if (form.get("client_id") !== AUTH.client_id) return refused("invalid_client", 401);
    if (form.get("grant_type") === "refresh_token") {
      if (!this.refreshing.has(form.get("refresh_token") ?? "")) return refused("invalid_grant");
      return this.answer({}); // Cognito repeats no refresh token here
    }
    const given = this.codes.get(form.get("code") ?? "");
    this.codes.delete(form.get("code") ?? "");
    const challenge = await challengeOf(form.get("code_verifier") ?? "");
    if (given?.challenge !== challenge || given.redirect !== form.get("redirect_uri"))
      return refused("invalid_grant");
    const refresh_token = `refresh-${this.made}`;
    this.refreshing.add(refresh_token);
    return this.answer({ refresh_token });
  };

  endSessions(): void {
    this.refreshing.clear();
  }

  private answer(more: object): Response {
    const tokens = {
      id_token: `id-${++this.made}`,
      access_token: "a",
      token_type: "Bearer",
      expires_in: 3600,
    };
    return new Response(JSON.stringify({ ...tokens, ...more }), JSON_TYPE);
  }
}

const refused = (error: string, status = 400) =>
  new Response(JSON.stringify({ error }), { ...JSON_TYPE, status });

let pages: Pages;
let left: string[];

beforeEach(() => {
  const kept = new Map<string, string>();
  pages = new Pages();
  left = [];
  vi.stubGlobal("fetch", pages.fetch);
  vi.stubGlobal("location", { assign: (address: string) => left.push(address) });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

async function signIn(address = "/tickets/583920170") {
  await leaveForSignIn(AUTH, address);
  return returnFromSignIn(AUTH, pages.authorize(left.at(-1) ?? ""));
}

test("whoever leaves for the sign-in comes back with tokens to the page where they were", async () => {
  const returned = await signIn("/inbox?queue=mine");

  expect(returned?.address).toBe("/inbox?queue=mine");
  expect(returned?.tokens).toMatchObject({ id: "id-2", refresh: "refresh-1" });
  expect(returned?.tokens.expiresAt).toBeGreaterThan(Date.now() + 3_500_000);
});

test("every sign-in has a verifier and a state of its own", async () => {
  await signIn();
  await signIn();

  const asked = left.map((address) => new URL(address).searchParams);
  expect(new Set(asked.map((query) => query.get("code_challenge"))).size).toBe(2);
  expect(new Set(asked.map((query) => query.get("state"))).size).toBe(2);
});

test("a code is used once, and one that somebody slipped in is not exchanged", async () => {
  await leaveForSignIn(AUTH, "/");
  const back = pages.authorize(left[0] ?? "");
  await returnFromSignIn(AUTH, back);
  expect(await returnFromSignIn(AUTH, back)).toBeNull(); // a reload of the same address

  await leaveForSignIn(AUTH, "/");
  await expect(returnFromSignIn(AUTH, "?code=code-1&state=stranger")).rejects.toThrow(SignInRefused);
});

test("a code for another verifier is refused by the pages, and no address without a code is a return", async () => {
  await leaveForSignIn(AUTH, "/");
  const [first] = left;
  await leaveForSignIn(AUTH, "/");
  const state = new URL(left[1] ?? "").searchParams.get("state") ?? "";
  const stolen = new URLSearchParams(pages.authorize(first ?? ""));
  stolen.set("state", state);

  await expect(returnFromSignIn(AUTH, `?${stolen}`)).rejects.toThrow(SignInRefused);
  expect(await returnFromSignIn(AUTH, "?queue=all")).toBeNull();
});

test("tokens are renewed with the same refresh token until the session is over; trouble ends nothing", async () => {
  const { tokens } = (await signIn()) ?? {};
  if (!tokens) throw new Error("not signed in");

  const renewed = await renew(AUTH, tokens);
  expect(renewed.id).not.toBe(tokens.id);
  expect(renewed.refresh).toBe(tokens.refresh);

  pages.down = true;
  const trouble = await renew(AUTH, renewed).catch((error: unknown) => error);
  expect(trouble).not.toBeInstanceOf(SignInRefused);
  pages.down = false;
  pages.endSessions();
  await expect(renew(AUTH, renewed)).rejects.toThrow(SignInRefused);
});

test("signing out goes on at the pages, which come back to the console", () => {
  const address = new URL(signOutAddress(AUTH) ?? "");

  expect(address.origin + address.pathname).toBe(`${AUTH.authority}/logout`);
  expect(Object.fromEntries(address.searchParams)).toEqual({
    client_id: AUTH.client_id,
    logout_uri: AUTH.redirect_uri,
  });
});
