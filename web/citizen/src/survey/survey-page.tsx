// One question, one tap. The words come afterwards, if the citizen likes; who is not satisfied may have it looked at again.

import { useEffect, useState } from "preact/hooks";
import { writeNumber } from "#shared/format/numbers";
import { type Failure, readFailure } from "../api/failure";
import { city } from "../city";
import { catalogue, categoryName, loadCatalogue } from "../report/catalogue";
import { useStore } from "../store";
import { language, t, word } from "../texts";
import { useTyped } from "../track/typed";
import { Notice, TextField } from "../ui/fields";
import { Page } from "../ui/page";
import { dayInWords } from "../when";
import { Face } from "./face";
import { ANSWERS, type Answer, answerSurvey, readSurvey, type Survey } from "./survey";

export function SurveyPage({ token }: { token: string }) {
  const spoken = useStore(language);
  const known = useStore(catalogue);
  const { timezone } = useStore(city);
  const [survey, setSurvey] = useState<Survey | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sending, setSending] = useState<Answer | "">("");
  const attempt = async (work: Promise<Survey>) => {
    try {
      setSurvey(await work);
      setFailure(null);
    } catch (error) {
      setFailure(readFailure(error));
    }
    setSending("");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once per token
  useEffect(() => void attempt(readSurvey(token)), [token]);
  useEffect(() => void loadCatalogue(spoken), [spoken]);
  const tap = (answer: Answer) => {
    setSending(answer);
    void attempt(answerSurvey(token, answer));
  };

  if (failure && (failure.kind === "missing" || failure.kind === "invalid"))
    return <Ended title="survey.missing" more="survey.missing_more" />;
  if (failure?.kind === "over") return <Ended title="survey.over" more="survey.over_more" />;
  if (survey?.answer)
    return <Thanks token={token} survey={survey} answer={survey.answer} onChanged={setSurvey} />;
  const category = categoryName(known, survey?.category ?? "");
  return (
    <Page
      title={t("survey.title")}
      {...(survey ? { over: t("ticket.number", { number: writeNumber(survey.number) }) } : {})}
    >
      {category && <p class="lead">{category}</p>}
      <p>{t("survey.lead")}</p>
      {failure && (
        <Notice kind="warm" alert>
          <p>{word("failure", failure.kind)}</p>
        </Notice>
      )}
      <fieldset class="answers" aria-label={t("survey.title")}>
        {ANSWERS.map((answer) => (
          <button
            key={answer}
            type="button"
            class={`answer ${answer}`}
            disabled={Boolean(sending)}
            aria-busy={sending === answer}
            onClick={() => tap(answer)}
          >
            <Face answer={answer} />
            {word("answer", answer)}
          </button>
        ))}
      </fieldset>
      <p class="quiet">
        {t("survey.voluntary")}{" "}
        {survey?.expires_at &&
          t("survey.until", { day: dayInWords(new Date(survey.expires_at), new Date(), spoken, timezone) })}
      </p>
    </Page>
  );
}

function Ended({
  title,
  more,
}: {
  title: "survey.missing" | "survey.over";
  more: "survey.missing_more" | "survey.over_more";
}) {
  return (
    <Page key={title} title={t(title)}>
      <p class="lead">{t(more)}</p>
    </Page>
  );
}

interface ThanksProps {
  token: string;
  survey: Survey;
  answer: Answer;
  onChanged(survey: Survey): void;
}

function Thanks({ token, survey, answer, onChanged }: ThanksProps) {
  const unhappy = answer === "not_satisfied";
  const [comment, setComment] = useTyped(`survey.${survey.number}`);
  const [state, setState] = useState<"" | "sending" | "noted" | "reopened">("");
  const [trouble, setTrouble] = useState("");
  const send = async (again: boolean) => {
    if (!comment.trim()) return setTrouble(again ? t("error.reason") : t("error.comment"));
    setState("sending");
    setTrouble("");
    try {
      const seen = await answerSurvey(token, answer, {
        comment: comment.trim(),
        ...(again ? { reopen: true } : {}),
      });
      setComment("");
      setState(again ? "reopened" : "noted");
      if (!again) onChanged(seen);
    } catch (error) {
      setState("");
      const { kind } = readFailure(error);
      setTrouble(kind === "forbidden" ? t("reopen.late") : word("failure", kind));
    }
  };
  return (
    <Page
      key="thanks"
      title={unhappy ? t("survey.sorry") : t("survey.thanks")}
      over={t("ticket.number", { number: writeNumber(survey.number) })}
    >
      <p class="chosen">
        <Face answer={answer} />
        <span>
          {t("survey.yours")} <strong>{word("answer", answer)}</strong>
        </span>
      </p>
      {state === "noted" && (
        <Notice kind="good" alert>
          <p>{t("survey.noted")}</p>
        </Notice>
      )}
      {state === "reopened" && (
        <Notice kind="good" title={t("reopen.done")} alert>
          <p>{t("survey.reopened_more")}</p>
        </Notice>
      )}
      {state !== "noted" && state !== "reopened" && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send(false);
          }}
        >
          <TextField
            area
            id="comment"
            label={unhappy ? t("survey.why") : t("survey.comment")}
            hint={unhappy && survey.may_reopen ? t("survey.why_hint") : undefined}
            optional
            value={comment}
            maxLength={2000}
            onValue={setComment}
            error={trouble || undefined}
          />
          <div class="actions">
            {unhappy && survey.may_reopen && (
              <button
                type="button"
                class="button"
                disabled={state === "sending"}
                onClick={() => void send(true)}
              >
                {t("survey.reopen")}
              </button>
            )}
            <button
              type="submit"
              class={unhappy && survey.may_reopen ? "button quiet" : "button"}
              disabled={state === "sending"}
            >
              {t("survey.send_comment")}
            </button>
          </div>
        </form>
      )}
    </Page>
  );
}
