// One ticket: where it stands, what was promised, what was said, and what the citizen can do now.

import { useCallback, useEffect, useState } from "preact/hooks";
import { readNumber, writeNumber } from "#shared/format/numbers";
import { type Failure, readFailure } from "../api/failure";
import { city } from "../city";
import { desk, remember } from "../offline/desk";
import { PushBox } from "../push/push-box";
import { catalogue, categoryName, departmentName, loadCatalogue } from "../report/catalogue";
import { paths } from "../routes";
import { useStore } from "../store";
import { language, t, word } from "../texts";
import { Notice } from "../ui/fields";
import { Page } from "../ui/page";
import { moment } from "../when";
import { FindForm } from "./find-form";
import { heldKey, takeKey } from "./keys";
import { DONE, lineOf } from "./line";
import { inWords } from "./promises";
import { ReopenBox } from "./reopen-box";
import { ReplyBox } from "./reply-box";
import { readTicket, type Ticket } from "./ticket";

const AGAIN = 30_000; // ms; a page that is looked at tells what happened meanwhile

export function TicketPage({ number }: { number: string }) {
  const spoken = useStore(language);
  const { tickets } = useStore(desk);
  const kept = tickets.find((one) => one.number === number)?.key ?? "";
  const [ticket, setTicket] = useState<Ticket | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  takeKey(number);
  const key = heldKey(number) || kept;

  const look = useCallback(async () => {
    if (!key) return;
    try {
      setTicket(await readTicket(number, key, spoken));
      setFailure(null);
    } catch (error) {
      setFailure(readFailure(error));
    }
  }, [number, key, spoken]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => document.visibilityState === "visible" && void look(), AGAIN);
    return () => clearInterval(timer);
  }, [look]);
  useEffect(() => void loadCatalogue(spoken), [spoken]);

  const gone = failure && (failure.kind === "missing" || failure.kind === "invalid");
  if (!key || gone) return <Asking number={number} wrong={Boolean(gone)} />;
  if (!ticket) {
    return (
      <Page title={t("ticket.title", { number: writeNumber(number) })}>
        {failure ? (
          <Trouble failure={failure} onAgain={look} />
        ) : (
          <p class="lead" role="status">
            {t("ticket.loading")}
          </p>
        )}
      </Page>
    );
  }
  return <Shown ticket={ticket} ticketKey={key} failure={failure} look={look} />;
}

function Asking({ number, wrong }: { number: string; wrong: boolean }) {
  return (
    <Page title={t("find.title")}>
      {wrong && (
        <Notice kind="bad" title={t("find.wrong")} alert>
          <p>{t("find.wrong_more")}</p>
        </Notice>
      )}
      {!wrong && readNumber(number) && (
        <p class="lead">{t("find.key_needed", { number: writeNumber(number) })}</p>
      )}
      <FindForm />
    </Page>
  );
}

function Trouble({ failure, onAgain }: { failure: Failure; onAgain(): void }) {
  return (
    <Notice kind="warm" alert>
      <p>{word("failure", failure.kind)}</p>
      <button type="button" class="button quiet" onClick={onAgain}>
        {t("form.again")}
      </button>
    </Notice>
  );
}

interface ShownProps {
  ticket: Ticket;
  ticketKey: string;
  failure: Failure | null;
  look(): Promise<void>;
}

function Shown({ ticket, ticketKey, failure, look }: ShownProps) {
  const known = useStore(catalogue);
  const category = categoryName(known, ticket.category);
  return (
    <Page
      title={category || t("ticket.yours")}
      over={t("ticket.number", { number: writeNumber(ticket.number) })}
    >
      {failure && <Trouble failure={failure} onAgain={look} />}
      <Standing ticket={ticket} />
      {ticket.question && ticket.may_reply !== false && (
        <ReplyBox ticket={ticket} ticketKey={ticketKey} onSent={look} question={ticket.question} />
      )}
      <Line ticket={ticket} />
      <Messages ticket={ticket} />
      {!ticket.question && ticket.may_reply !== false && !DONE.has(ticket.status) && (
        <ReplyBox ticket={ticket} ticketKey={ticketKey} onSent={look} />
      )}
      {ticket.survey_open && ticket.survey_token && (
        <Notice kind="warm" title={t("survey.title")}>
          <a class="button" href={paths.survey(ticket.survey_token)}>
            {t("ticket.survey")}
          </a>
        </Notice>
      )}
      {ticket.may_reopen && <ReopenBox number={ticket.number} ticketKey={ticketKey} onDone={look} />}
      {!DONE.has(ticket.status) && <PushBox number={ticket.number} ticketKey={ticketKey} />}
      <RememberHere ticket={ticket} ticketKey={ticketKey} title={category} />
    </Page>
  );
}

/** The answer to "what is with my report?" in one sentence, with the promise. */
function Standing({ ticket }: { ticket: Ticket }) {
  const known = useStore(catalogue);
  const { timezone } = useStore(city);
  const spoken = useStore(language);
  const department = departmentName(known, ticket.department);
  const due = ticket.due.resolve ?? ticket.due.respond;
  const late = due !== null && new Date(due) < new Date();
  return (
    <div class={`standing ${DONE.has(ticket.status) ? "done" : ticket.question ? "asks" : ""}`}>
      <p class="status">{word("status", ticket.status)}</p>
      <p>{word("status_more", ticket.status)}</p>
      {ticket.outcome && (
        <p>
          <strong>{t("ticket.outcome")}</strong> {word("outcome", ticket.outcome)}
        </p>
      )}
      {ticket.status === "planned" && ticket.planned_for && (
        <p>
          <strong>{t("ticket.planned")}</strong> {inWords(ticket.planned_for, new Date(), spoken, timezone)}
        </p>
      )}
      {due && !DONE.has(ticket.status) && (
        <p>
          <strong>{late ? t("ticket.late") : t("ticket.due")}</strong>{" "}
          {late ? t("ticket.late_more") : inWords(due, new Date(), spoken, timezone)}
        </p>
      )}
      {department && <p class="quiet">{t("ticket.department", { department })}</p>}
    </div>
  );
}

function Line({ ticket }: { ticket: Ticket }) {
  const { timezone } = useStore(city);
  const spoken = useStore(language);
  return (
    <section aria-labelledby="line-title">
      <h2 id="line-title">{t("ticket.line")}</h2>
      <ol class="line">
        {lineOf(ticket.status, ticket.stages).map(({ name, mark, at }) => (
          <li key={name} class={mark} aria-current={mark === "now" ? "step" : undefined}>
            <span class="stage">{word("line", name)}</span>
            <span class="unseen">{t(`mark.${mark}`)}</span>
            {at && <time dateTime={at}>{moment(at, spoken, timezone)}</time>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Messages({ ticket }: { ticket: Ticket }) {
  const { timezone, name } = useStore(city);
  const spoken = useStore(language);
  const files = ticket.media ?? [];
  return (
    <section aria-labelledby="messages-title">
      <h2 id="messages-title">{t("ticket.messages")}</h2>
      <ul class="messages">
        {ticket.messages
          .filter(({ text }) => text)
          .map(({ from, at, text }) => (
            <li key={`${at} ${from}`} class={from}>
              <p class="from">
                {from === "citizen" ? t("ticket.you") : name}{" "}
                <time dateTime={at}>{moment(at, spoken, timezone)}</time>
              </p>
              <p class="words">{text}</p>
            </li>
          ))}
      </ul>
      {files.length > 0 && <p class="quiet">{t("ticket.files", { count: files.length })}</p>}
    </section>
  );
}

function RememberHere({ ticket, ticketKey, title }: { ticket: Ticket; ticketKey: string; title: string }) {
  const { tickets } = useStore(desk);
  if (tickets.some(({ number }) => number === ticket.number)) return null;
  const first = ticket.messages.find(({ from }) => from === "citizen")?.text ?? "";
  const keep = () =>
    void remember({
      number: ticket.number,
      key: ticketKey,
      title: title || first.slice(0, 80),
      openedAt: Date.parse(ticket.opened_at),
      report: "",
      unseen: false,
    });
  return (
    <p class="aside">
      {t("ticket.remember_more")}{" "}
      <button type="button" class="link" onClick={keep}>
        {t("ticket.remember")}
      </button>{" "}
      <a href={paths.kept}>{t("nav.mine")}</a>
    </p>
  );
}
