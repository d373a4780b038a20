// Number and key, and how one finds them.

import { t } from "../texts";
import { Page } from "../ui/page";
import { FindForm } from "./find-form";

export function FindPage() {
  return (
    <Page title={t("find.title")}>
      <p class="lead">{t("find.lead")}</p>
      <FindForm />
      <details>
        <summary>{t("find.lost")}</summary>
        <p>{t("find.lost_more")}</p>
      </details>
    </Page>
  );
}
