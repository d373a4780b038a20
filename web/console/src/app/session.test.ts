import { beforeEach, expect, test, vi } from "vitest";
import { Session } from "./session";
import { challengeOf, SignInRefused, type Tokens } from "./tokens";

const AUTH = { mode: "password", client_id: "c", endpoint: "/cognito/" } as const;
const MINUTE = 60_000;

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  } as Storage;
}

const tokens = (minutes: number, id = "first"): Tokens => ({
  id,
  refresh: "r",
  expiresAt: Date.now() + minutes * MINUTE,
});

beforeEach(() => vi.stubGlobal("sessionStorage", memory()));

test("a token that is about to end is renewed once for everybody who asks", async () => {
  const renew = vi.fn(async () => tokens(60, "second"));
  const session = new Session(AUTH, renew);
  session.begin(tokens(0.5));

  const all = await Promise.all([session.token(), session.token(), session.token()]);

  expect(all).toEqual(["second", "second", "second"]);
  expect(renew).toHaveBeenCalledTimes(1);
});

test("a session that the sign-in refuses has ended, and its tokens are gone", async () => {
  const session = new Session(AUTH, async () => {
    throw new SignInRefused();
  });
  session.begin(tokens(0.5));

  expect(await session.token()).toBeNull();
  expect(session.state).toBe("ended");
  expect(new Session(AUTH).state).toBe("signed_out");
});

test("a renewal that nobody answered ends nothing", async () => {
  const session = new Session(AUTH, async () => {
    throw new TypeError("Failed to fetch");
  });
  session.begin(tokens(0.5));

  await expect(session.token()).rejects.toThrow("Failed to fetch");
  expect(session.state).toBe("signed_in");
});

test("a reload of the tab goes on with the same session, signing out forgets it", () => {
  new Session(AUTH).begin(tokens(60));
  const reloaded = new Session(AUTH);
  expect(reloaded.state).toBe("signed_in");

  reloaded.signOut();

  expect(new Session(AUTH).state).toBe("signed_out");
});

test("the challenge is the one of RFC 7636, appendix B", async () => {
  expect(await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  );
});
