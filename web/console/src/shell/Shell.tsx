// The frame around every page: navigation, palette, keys, the word that the session is over.
import { AppShell, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useActions, useKeyboard } from "../app/actions";
import { useApp, useSessionState } from "../app/context";
import { later } from "../app/later";
import { brandingQuery, meQuery } from "../app/queries";
import type { SessionState } from "../app/session";
import { Icon } from "../parts/Icon";
import { Problem } from "../parts/Problem";
import { placesOf } from "./places";
import { LanguageSwitch, ThemeSwitch } from "./Switches";
import classes from "./shell.module.css";

const Palette = later(() => import("./Palette"), "Palette");
const SessionEnded = later(() => import("./SessionEnded"), "SessionEnded");
const SignInPage = later(() => import("./SignIn"), "SignInPage");
const UserMenu = later(() => import("./UserMenu"), "UserMenu");

export function Shell() {
  return useSessionState() === "signed_out" ? <SignInPage /> : <Frame />;
}

function Frame() {
  const { t } = useTranslation();
  const { api } = useApp();
  const [menu, { toggle, close }] = useDisclosure(false);
  const [palette, { open: openPalette, close: closePalette }] = useDisclosure(false);
  const me = useQuery(meQuery(api));
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(close, [path, close]);
  const places = useMemo(() => placesOf(me.data?.roles ?? []), [me.data]);
  const session = useSessionState();
  useFreshData(session);
  useKeyboard();
  useActions([
    { id: "palette", keys: "mod+k", label: t("palette.title"), run: openPalette, hidden: true },
    {
      id: "shortcuts",
      keys: "?",
      label: t("shell.shortcuts"),
      run: () => void navigate({ to: "/shortcuts" }),
    },
    ...places.map((place) => ({
      id: `go-${place.name}`,
      keys: place.keys,
      label: t("shell.go", { place: t(`shell.${place.name}`) }),
      run: () => void navigate({ to: place.to }),
    })),
  ]);

  return (
    <AppShell
      navbar={{ width: 212, breakpoint: "sm", collapsed: { mobile: !menu } }}
      header={{ height: { base: 52, sm: 0 } }}
      padding={0}
    >
      <a href="#main" className={classes.skip}>
        {t("shell.skip")}
      </a>
      <AppShell.Header hiddenFrom="sm" px="sm">
        <Group h="100%" justify="space-between">
          <Brand />
          <Burger
            opened={menu}
            onClick={toggle}
            size="sm"
            aria-label={t("shell.menu")}
            aria-expanded={menu}
          />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.nav} aria-label={t("shell.menu")}>
        <div className="mantine-visible-from-sm">
          <Brand />
        </div>
        {places.map((place) => (
          <Link
            key={place.name}
            to={place.to}
            className={classes.link}
            activeOptions={{ includeSearch: false }}
          >
            <Icon name={place.icon} />
            {t(`shell.${place.name}`)}
          </Link>
        ))}
        <div className={classes.grow} />
        <button
          type="button"
          className={classes.link}
          style={{ border: 0, background: "none", cursor: "pointer" }}
          onClick={openPalette}
        >
          <Icon name="search" />
          {t("palette.open")}
        </button>
        <Link to="/shortcuts" className={classes.link}>
          <Icon name="keyboard" />
          {t("shell.shortcuts")}
        </Link>
        <Group justify="space-between" gap={0} wrap="nowrap">
          <LanguageSwitch />
          <ThemeSwitch />
          <UserMenu />
        </Group>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {me.isError && !me.data ? <Problem error={me.error} onRetry={() => void me.refetch()} /> : <Outlet />}
      </AppShell.Main>
      {palette && (
        <Palette
          onClose={closePalette}
          openTicket={(number) => void navigate({ to: "/tickets/$number", params: { number } })}
          search={(q) => void navigate({ to: "/inbox", search: { queue: "all", q } })}
        />
      )}
      {session === "ended" && <SessionEnded />}
    </AppShell>
  );
}

/** Whoever signed in again sees what happened meanwhile. */
function useFreshData(session: SessionState) {
  const queries = useQueryClient();
  const before = useRef(session);
  useEffect(() => {
    if (before.current === "ended" && session === "signed_in") void queries.invalidateQueries();
    before.current = session;
  }, [session, queries]);
}

function Brand() {
  const { api } = useApp();
  const { t } = useTranslation();
  const { data } = useQuery(brandingQuery(api));
  return (
    <Link to="/" className={classes.brand}>
      <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={32} height={32} />
      <span>
        <span className={classes.brandName}>{t("app.title")}</span>
        <br />
        <span className={classes.city}>{data?.short_name ?? ""}</span>
      </span>
    </Link>
  );
}
