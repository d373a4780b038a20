// Pages of words: accessibility, and an address that leads nowhere.

import { city } from "../city";
import { paths } from "../routes";
import { useStore } from "../store";
import { t } from "../texts";
import { Page } from "../ui/page";

export function AccessibilityPage() {
  const { email, phones } = useStore(city);
  return (
    <Page title={t("footer.accessibility")}>
      <p class="lead">{t("accessibility.lead")}</p>
      <ul>
        <li>{t("accessibility.keyboard")}</li>
        <li>{t("accessibility.zoom")}</li>
        <li>{t("accessibility.contrast")}</li>
        <li>{t("accessibility.offline")}</li>
      </ul>
      <h2>{t("accessibility.problem")}</h2>
      <p>{t("accessibility.problem_more", { phone: phones.short_code ?? phones.call_centre ?? "" })}</p>
      {email && (
        <p>
          <a href={`mailto:${email}`}>{email}</a>
        </p>
      )}
    </Page>
  );
}

export function MissingPage() {
  return (
    <Page title={t("missing.title")}>
      <p class="lead">{t("missing.lead")}</p>
      <div class="actions">
        <a class="button" href={paths.home}>
          {t("missing.home")}
        </a>
        <a href={paths.find}>{t("home.track")}</a>
      </div>
    </Page>
  );
}
