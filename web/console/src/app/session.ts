// Who is signed in, for as long as the browser's tab lives. An ended session keeps the page and what is typed on it.
import type { AuthSettings } from "./settings";
import { renew, SignInRefused, type Tokens } from "./tokens";

export type SessionState = "signed_out" | "signed_in" | "ended";

const STORED = "nabiz.session";
const EARLY = 60_000; // renew a minute before the end: a request under way must not lose its token

export class Session {
  private tokens: Tokens | null;
  private renewing: Promise<boolean> | null = null;
  private readonly listeners = new Set<() => void>();
  state: SessionState;

  constructor(
    private readonly auth: AuthSettings,
    private readonly renewWith: typeof renew = renew,
  ) {
    const written = sessionStorage.getItem(STORED);
    this.tokens = written ? (JSON.parse(written) as Tokens) : null;
    this.state = this.tokens ? "signed_in" : "signed_out";
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  begin(tokens: Tokens): void {
    this.tokens = tokens;
    sessionStorage.setItem(STORED, JSON.stringify(tokens));
    this.become("signed_in");
  }

  /** Everything of this session is forgotten, drafts too. */
  signOut(): void {
    this.tokens = null;
    sessionStorage.clear();
    this.become("signed_out");
  }

  /** The ID token, renewed when it is about to end; null when there is none. */
  token = async (): Promise<string | null> => {
    if (this.tokens && this.tokens.expiresAt - Date.now() < EARLY) await this.renewOnce();
    return this.tokens?.id ?? null;
  };

  /** One renewal for everybody who asks meanwhile. False when the session is over; throws when nobody answered. */
  renewOnce = (): Promise<boolean> => {
    this.renewing ??= this.renewNow().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  };

  private async renewNow(): Promise<boolean> {
    if (!this.tokens) return false;
    try {
      this.begin(await this.renewWith(this.auth, this.tokens));
      return true;
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      this.tokens = null;
      sessionStorage.removeItem(STORED);
      this.become("ended");
      return false;
    }
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
