// What surrounds every page: the city's band with languages and themes, the network's state, the footer.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { city } from "../city";
import { desk } from "../offline/desk";
import { route } from "../router";
import { paths } from "../routes";
import { useStore } from "../store";
import { choose, language, t, word } from "../texts";
import { Announcer, announce } from "./announce";
import { Icon } from "./icons";

export function Shell({ children }: { children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">
        {t("shell.skip")}
      </a>
      <Header />
      <NetworkState />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
      <Announcer />
    </>
  );
}

const NAVIGATION = [
  ["nav.report", paths.report(), ["report", "received"]],
  ["nav.track", paths.find, ["find", "ticket"]],
  ["nav.mine", paths.kept, ["kept"]],
] as const;

function Header() {
  const { name } = useStore(city);
  const { page } = useStore(route);
  return (
    <header class="band">
      <div class="inner">
        <a class="name" href={paths.home} aria-current={page === "home" ? "page" : undefined}>
          <img src="/logo.svg" alt="" width="44" height="44" />
          <span>
            {name}
            <small>{t("shell.centre")}</small>
          </span>
        </a>
        <div class="choices">
          <Languages />
          <ThemeSwitch />
        </div>
        <nav aria-label={t("shell.navigation")}>
          {NAVIGATION.map(([text, path, pages]) => (
            <a
              key={path}
              href={path}
              aria-current={(pages as readonly string[]).includes(page) ? "page" : undefined}
            >
              {t(text)}
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}

function Languages() {
  const { languages } = useStore(city);
  const spoken = useStore(language);
  return (
    <fieldset class="languages" aria-label={t("shell.language")}>
      {languages.map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={code === spoken}
          title={word("language", code)}
          onClick={() => void choose(code).then(() => announce(word("language", code)))}
        >
          {code.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}

const THEME = "nabiz.theme";

function ThemeSwitch() {
  const [theme, setTheme] = useState(localStorage.getItem(THEME) ?? "");
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
  }, [theme]);
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const next = dark ? "light" : "dark";
  const choose = () => {
    localStorage.setItem(THEME, next);
    setTheme(next);
  };
  return (
    <button
      type="button"
      class="round"
      onClick={choose}
      aria-label={t(`shell.theme_${next}`)}
      title={t(`shell.theme_${next}`)}
    >
      <Icon name="sun" />
    </button>
  );
}

/** Said once at the top of every page while there is no network, or while reports wait. */
function NetworkState() {
  const { online, sending, waiting } = useStore(desk);
  const { page } = useStore(route);
  if (online && (sending || waiting.length === 0 || page === "received" || page === "kept")) return null;
  return (
    <div class="state" role="status">
      <div class="inner">
        <Icon name="cloud" />
        <span>
          {!online && <strong>{t("shell.offline")} </strong>}
          {waiting.length > 0 && <a href={paths.kept}>{t("shell.waiting", { count: waiting.length })}</a>}
          {!online && waiting.length === 0 && t("shell.offline_more")}
        </span>
      </div>
    </div>
  );
}

function Footer() {
  const { name, phones, urls } = useStore(city);
  const main = phones.short_code ?? phones.call_centre;
  return (
    <footer>
      <div class="inner">
        <div>
          <h2>{t("footer.reach")}</h2>
          {main && (
            <p>
              <a class="number" href={`tel:${main.replace(/\s/g, "")}`}>
                {main}
              </a>
              {phones.call_centre && phones.call_centre !== main && (
                <a href={`tel:${phones.call_centre.replace(/\s/g, "")}`}>{phones.call_centre}</a>
              )}
            </p>
          )}
          {phones.emergency && <p class="quiet">{t("footer.emergency", { phone: phones.emergency })}</p>}
        </div>
        <ul>
          <li>
            <a href={paths.code}>{t("nav.survey")}</a>
          </li>
          {urls.privacy && (
            <li>
              <a href={urls.privacy} rel="noreferrer">
                {t("footer.privacy")}
              </a>
            </li>
          )}
          <li>
            <a href={paths.accessibility}>{t("footer.accessibility")}</a>
          </li>
          {urls.home && (
            <li>
              <a href={urls.home} rel="noreferrer">
                {name}
              </a>
            </li>
          )}
        </ul>
      </div>
    </footer>
  );
}
