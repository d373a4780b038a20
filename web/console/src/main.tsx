// The console: settings, words, the return from the sign-in, then the pages.
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./app/base.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, StrictMode, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import { AppProvider, createApp } from "./app/context";
import { startTexts } from "./app/i18n";
import { later } from "./app/later";
import { createQueryClient } from "./app/queries";
import { loadSettings } from "./app/settings";
import { themeWith } from "./app/theme";
import { returnFromSignIn } from "./app/tokens";
import { router } from "./router";

const Notices = later(() => import("./parts/Notices"), "Notices");

function Themed({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const close = t("words.close");
  const theme = useMemo(() => themeWith(close), [close]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}

async function start(): Promise<void> {
  const [settings] = await Promise.all([loadSettings(), startTexts()]);
  const app = createApp(settings);
  if (settings.auth.mode === "oidc") {
    const returned = await returnFromSignIn(settings.auth, location.search).catch(() => null);
    if (returned) {
      app.session.begin(returned.tokens);
      history.replaceState(null, "", returned.address);
    }
  }
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <Themed>
        <Notices />
        <QueryClientProvider client={createQueryClient()}>
          <AppProvider app={app}>
            <RouterProvider router={router} />
          </AppProvider>
        </QueryClientProvider>
      </Themed>
    </StrictMode>,
  );
}

void start();
