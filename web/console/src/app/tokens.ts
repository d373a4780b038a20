// Where tokens come from: the local cloud's sign-in API, or Cognito's own pages by code and PKCE.
import type { AuthSettings } from "./settings";

export interface Tokens {
  id: string;
  refresh: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** The sign-in refused: wrong words, or a session that is over. */
export class SignInRefused extends Error {
  override name = "SignInRefused";
}

const SERVICE = "AWSCognitoIdentityProviderService";
const PENDING = "nabiz.signing-in";

interface CognitoAnswer {
  AuthenticationResult?: { IdToken: string; RefreshToken?: string; ExpiresIn?: number };
  ChallengeName?: string;
}

async function cognito(
  auth: AuthSettings & { mode: "password" },
  parameters: object,
): Promise<CognitoAnswer> {
  const response = await fetch(auth.endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `${SERVICE}.InitiateAuth` },
    body: JSON.stringify({ ClientId: auth.client_id, ...parameters }),
  });
  if (response.status === 400) throw new SignInRefused();
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  return (await response.json()) as CognitoAnswer;
}

function tokensOf(answer: CognitoAnswer, refresh = ""): Tokens {
  const result = answer.AuthenticationResult;
  if (!result) throw new SignInRefused(answer.ChallengeName);
  return {
    id: result.IdToken,
    refresh: result.RefreshToken ?? refresh,
    expiresAt: Date.now() + (result.ExpiresIn ?? 3600) * 1000,
  };
}

export async function signInWithPassword(
  auth: AuthSettings & { mode: "password" },
  username: string,
  password: string,
): Promise<Tokens> {
  const parameters = { USERNAME: username, PASSWORD: password };
  return tokensOf(await cognito(auth, { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: parameters }));
}

/** New tokens for the rest of the session. Throws `SignInRefused` when it is over. */
export async function renew(auth: AuthSettings, tokens: Tokens): Promise<Tokens> {
  if (auth.mode === "password") {
    const parameters = { REFRESH_TOKEN: tokens.refresh };
    return tokensOf(
      await cognito(auth, { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: parameters }),
      tokens.refresh,
    );
  }
  return oidcTokens(auth, { grant_type: "refresh_token", refresh_token: tokens.refresh }, tokens.refresh);
}

type Oidc = AuthSettings & { mode: "oidc" };

async function oidcTokens(auth: Oidc, parameters: Record<string, string>, refresh = ""): Promise<Tokens> {
  const response = await fetch(`${auth.authority}/oauth2/token`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ client_id: auth.client_id, ...parameters }),
  });
  if (response.status === 400 || response.status === 401) throw new SignInRefused();
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  const answer = (await response.json()) as { id_token: string; refresh_token?: string; expires_in: number };
  return {
    id: answer.id_token,
    refresh: answer.refresh_token ?? refresh,
    expiresAt: Date.now() + answer.expires_in * 1000,
  };
}

interface Pending {
  state: string;
  verifier: string;
  /** Where the user was, path and query. */
  address: string;
}

const encode = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const random = () => encode(crypto.getRandomValues(new Uint8Array(32)));

/** The S256 challenge of a verifier (RFC 7636, 4.2). */
export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return encode(new Uint8Array(digest));
}

/** Leave for the sign-in's pages; they come back to `redirect_uri` with a code. */
export async function leaveForSignIn(auth: Oidc, address: string): Promise<void> {
  const pending: Pending = { state: random(), verifier: random(), address };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: auth.client_id,
    redirect_uri: auth.redirect_uri,
    scope: "openid email profile",
    state: pending.state,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: "S256",
  });
  location.assign(`${auth.authority}/oauth2/authorize?${query}`);
}

/** Back from the sign-in's pages: tokens and where to go on. Null when this is no such return. */
export async function returnFromSignIn(
  auth: Oidc,
  query: string,
): Promise<{ tokens: Tokens; address: string } | null> {
  const params = new URLSearchParams(query);
  const code = params.get("code");
  const written = sessionStorage.getItem(PENDING);
  if (!code || !written) return null;
  sessionStorage.removeItem(PENDING);
  const pending = JSON.parse(written) as Pending;
  // Somebody else's code, slipped in by a link, is not ours to exchange (RFC 6749, 10.12).
  if (params.get("state") !== pending.state) throw new SignInRefused();
  const tokens = await oidcTokens(auth, {
    grant_type: "authorization_code",
    code,
    redirect_uri: auth.redirect_uri,
    code_verifier: pending.verifier,
  });
  return { tokens, address: pending.address };
}

/** Where signing out continues; null where the sign-in has no pages. */
export function signOutAddress(auth: AuthSettings): string | null {
  if (auth.mode !== "oidc") return null;
  const query = new URLSearchParams({ client_id: auth.client_id, logout_uri: auth.redirect_uri });
  return `${auth.authority}/logout?${query}`;
}
