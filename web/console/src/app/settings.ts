// What the deploy says about its place: settings.json beside the page.

export type AuthSettings =
  | { mode: "password"; client_id: string; endpoint: string }
  | { mode: "oidc"; client_id: string; authority: string; redirect_uri: string };

export interface Settings {
  api_url: string;
  branding_url: string;
  auth: AuthSettings;
}

/** Throws when there is none, which means that the pages were not deployed whole. */
export async function loadSettings(): Promise<Settings> {
  const response = await fetch(`${import.meta.env.BASE_URL}settings.json`, { cache: "no-store" });
  if (!response.ok) throw new Error(`settings.json: ${response.status}`);
  return (await response.json()) as Settings;
}
