// What every page needs: the API, the session, and the settings of this place.
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { ApiClient } from "#shared/api/client";
import type { Language } from "#shared/format/dates";
import { Session, type SessionState } from "./session";
import type { Settings } from "./settings";

export interface App {
  api: ApiClient;
  session: Session;
  settings: Settings;
}

const AppContext = createContext<App | null>(null);

export function createApp(settings: Settings): App {
  const session = new Session(settings.auth);
  const api = new ApiClient({
    baseUrl: settings.api_url,
    token: session.token,
    onUnauthorized: session.renewOnce,
  });
  return { api, session, settings };
}

export function AppProvider({ app, children }: { app: App; children: ReactNode }) {
  return <AppContext.Provider value={app}>{children}</AppContext.Provider>;
}

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("useApp outside of AppProvider");
  return app;
}

export function useSessionState(): SessionState {
  const { session } = useApp();
  return useSyncExternalStore(session.subscribe, () => session.state);
}

/** The language that the page is shown in. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return useMemo(() => (i18n.language === "en" ? "en" : "tr"), [i18n.language]);
}
