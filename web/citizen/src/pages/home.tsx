// The first page: report, follow, answer; what is kept on this device.

import { city } from "../city";
import { desk } from "../offline/desk";
import { paths } from "../routes";
import { useStore } from "../store";
import { t } from "../texts";
import { FindForm } from "../track/find-form";
import { Icon } from "../ui/icons";
import { Page } from "../ui/page";

export function Home() {
  const { short_name, phones } = useStore(city);
  const { tickets } = useStore(desk);
  return (
    <div class="home">
      <div class="hero">
        <Page title={t("home.title", { city: short_name })}>
          <p class="lead">{t("home.lead")}</p>
          <a class="button gleam" href={paths.report()}>
            <Icon name="write" />
            {t("home.report")}
          </a>
          <p class="below">{t("home.how")}</p>
        </Page>
        <img class="mark" src="/logo.svg" alt="" width="320" height="320" />
      </div>
      <div class="cards">
        <section class="card">
          <h2>
            <Icon name="find" />
            {t("home.track")}
          </h2>
          <FindForm compact />
        </section>
        {tickets.length > 0 && (
          <section class="card">
            <h2>
              <Icon name="place" />
              {t("home.mine")}
            </h2>
            <ul class="links">
              {tickets.slice(0, 3).map(({ number, title }) => (
                <li key={number}>
                  <a href={paths.ticket(number)}>{title}</a>
                </li>
              ))}
            </ul>
            <a href={paths.kept}>{t("home.all_mine")}</a>
          </section>
        )}
        <section class="card">
          <h2>
            <Icon name="star" />
            {t("home.survey")}
          </h2>
          <p>{t("home.survey_more")}</p>
          <a class="button quiet" href={paths.code}>
            {t("home.survey_go")}
          </a>
        </section>
        <section class="card">
          <h2>
            <Icon name="phone" />
            {t("home.call")}
          </h2>
          <p>{t("home.call_more")}</p>
          {phones.short_code && (
            <a class="number" href={`tel:${phones.short_code}`}>
              {phones.short_code}
            </a>
          )}
        </section>
      </div>
    </div>
  );
}
