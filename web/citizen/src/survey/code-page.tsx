// The short code that an SMS carries in place of a link.

import { useState } from "preact/hooks";
import { readNumber } from "#shared/format/numbers";
import { go } from "../router";
import { paths } from "../routes";
import { t } from "../texts";
import { TextField } from "../ui/fields";
import { Page } from "../ui/page";
import { readCode } from "./survey";

export function CodePage() {
  const [code, setCode] = useState("");
  const [error, setError] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    // A code carries the same check digit as a ticket's number (nabiz.domain.tokens.is_survey_code).
    if (!readNumber(readCode(code))) return setError(t("error.code"));
    go(paths.survey(readCode(code)));
  };
  return (
    <Page title={t("code.title")}>
      <p class="lead">{t("code.lead")}</p>
      <form onSubmit={submit} noValidate>
        <TextField
          id="code"
          label={t("code.label")}
          hint={t("code.hint")}
          value={code}
          onValue={setCode}
          inputMode="numeric"
          autocomplete="one-time-code"
          class="short"
          error={error || undefined}
        />
        <button class="button" type="submit">
          {t("code.go")}
        </button>
      </form>
    </Page>
  );
}
