// The form in three steps. Each is an address of its own, so that the browser's back goes one step back.

import { useEffect, useState } from "preact/hooks";
import { desk, submit } from "../offline/desk";
import { go } from "../router";
import { paths } from "../routes";
import { useStore } from "../store";
import { language, type TextKey, t, word } from "../texts";
import { announce } from "../ui/announce";
import { ErrorSummary } from "../ui/fields";
import { Icon } from "../ui/icons";
import { Page } from "../ui/page";
import { loadCatalogue } from "./catalogue";
import { bodyOf, checkStep, type Errors, type Field, stepOf } from "./draft";
import { change, draft, errors, rememberLast, startAnew } from "./session";
import { Details } from "./step-details";
import { What } from "./step-what";
import { Where } from "./step-where";

const TITLES = { 1: "report.what", 2: "report.where", 3: "report.details" } as const;

export function ReportPage({ step }: { step: 1 | 2 | 3 }) {
  const written = useStore(draft);
  const wrong = useStore(errors);
  const spoken = useStore(language);
  const { sending } = useStore(desk);
  const [trouble, setTrouble] = useState("");
  useEffect(() => void loadCatalogue(spoken), [spoken]);
  useEffect(() => {
    // A later step without a text was come to by an old link.
    if (step > 1 && Object.keys(checkStep(draft.get(), 1)).length) go(paths.report(1), { replace: true });
  }, [step]);

  const forward = async (event: Event) => {
    event.preventDefault();
    const found = checkStep(written, step);
    errors.set(found);
    if (Object.keys(found).length) return;
    if (step < 3) go(paths.report((step + 1) as 2 | 3));
    else setTrouble(await dispatch(spoken));
  };
  const shown = fieldsOf(wrong, step);
  return (
    <Page key={step} title={t(TITLES[step])} over={t("report.step", { step })}>
      <Steps step={step} />
      <form onSubmit={forward} noValidate>
        <ErrorSummary
          errors={[
            ...shown.map(([field, key]): [string, string] => [field, t(key)]),
            ...(trouble ? [["media", trouble] as [string, string]] : []),
          ]}
        />
        {step === 1 && <What draft={written} errors={wrong} change={change} />}
        {step === 2 && <Where draft={written} change={change} />}
        {step === 3 && <Details draft={written} errors={wrong} change={change} />}
        <div class="actions">
          <button class="button" type="submit" disabled={sending} aria-busy={sending}>
            {step < 3 ? t("report.next") : sending ? t("report.sending") : t("report.send")}
          </button>
          {step > 1 && (
            <a class="back" href={paths.report((step - 1) as 1 | 2)}>
              <Icon name="back" />
              {t("report.back")}
            </a>
          )}
        </div>
      </form>
    </Page>
  );
}

function Steps({ step }: { step: number }) {
  return (
    <ol class="steps" aria-hidden="true">
      {[1, 2, 3].map((one) => (
        <li key={one} class={one < step ? "done" : one === step ? "now" : ""} />
      ))}
    </ol>
  );
}

/** Send it, or keep it for later; what the page says when neither is possible. */
async function dispatch(spoken: string): Promise<string> {
  const { id, files, phone, email, ...rest } = draft.get();
  announce(t("report.sending"));
  const body = bodyOf({ id, files, phone, email, ...rest }, spoken);
  const outcome = await submit({ id, body, files: files.map((file) => file.id), keptAt: Date.now() });
  if (outcome.state === "refused") {
    const { kind, field } = outcome.failure;
    if (kind !== "invalid" || !field) return word("failure", kind);
    const step = stepOf(field);
    errors.set({ [field]: `error.${field}` } as Errors);
    if (step !== 3) go(paths.report(step));
    return "";
  }
  const contact = Boolean(phone || email);
  rememberLast(
    outcome.state === "received"
      ? { id, contact, received: outcome.received }
      : { id, contact, why: outcome.failure.kind },
  );
  startAnew();
  go(paths.received);
  return "";
}

function fieldsOf(wrong: Errors, step: number): [Field, TextKey][] {
  return (Object.entries(wrong) as [Field, TextKey][]).filter(([field]) => stepOf(field) === step);
}
