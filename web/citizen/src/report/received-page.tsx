// After sending: the number in groups, the key, what happens next. Or, without network, that it is kept and will go.

import { useEffect, useState } from "preact/hooks";
import { writeNumber } from "#shared/format/numbers";
import { city } from "../city";
import { desk, flush } from "../offline/desk";
import type { Received } from "../offline/outbox";
import { paths, ticketLink } from "../routes";
import { useStore } from "../store";
import { language, t, word } from "../texts";
import { inWords } from "../track/promises";
import { announce } from "../ui/announce";
import { Notice } from "../ui/fields";
import { Icon } from "../ui/icons";
import { Page } from "../ui/page";
import { catalogue, departmentName, loadCatalogue } from "./catalogue";
import { type Last, last, rememberLast } from "./session";

export function ReceivedPage() {
  const state = useStore(last);
  const { tickets, waiting } = useStore(desk);
  const spoken = useStore(language);
  useEffect(() => void loadCatalogue(spoken), [spoken]);
  useEffect(() => {
    // It was sent meanwhile, by this page or by the service worker.
    if (!state || state.received || waiting.some(({ id }) => id === state.id)) return;
    const ticket = tickets.find(({ report }) => report === state.id);
    if (!ticket) return;
    const { number, key } = ticket;
    const due = { respond: null, resolve: null };
    rememberLast({
      ...state,
      received: { number, key, status: "received", department: null, category: null, due },
    });
    announce(t("received.title"));
  }, [state, tickets, waiting]);

  if (!state) {
    return (
      <Page title={t("received.nothing")}>
        <a class="button" href={paths.report()}>
          {t("home.report")}
        </a>
      </Page>
    );
  }
  return state.received ? (
    <Arrived key="arrived" received={state.received} contact={state.contact} />
  ) : (
    <Kept key="kept" last={state} />
  );
}

function Arrived({ received, contact }: { received: Received; contact: boolean }) {
  const known = useStore(catalogue);
  const { timezone } = useStore(city);
  const spoken = useStore(language);
  const department = departmentName(known, received.department);
  const due = received.due.resolve ?? received.due.respond;
  return (
    <Page title={t("received.title")}>
      <div class="receipt">
        <p class="big-number">
          <span>{t("received.number")}</span>
          <strong>{writeNumber(received.number)}</strong>
        </p>
        <p class="key">
          <span>{t("received.key")}</span>
          <strong>{received.key}</strong>
        </p>
        <p>{t("received.keep")}</p>
        <Keep received={received} />
      </div>
      <h2>{t("received.next")}</h2>
      <ol class="next">
        <li>{department ? t("received.next_department", { department }) : t("received.next_sorted")}</li>
        {due && <li>{t("received.next_due", { due: inWords(due, new Date(), spoken, timezone) })}</li>}
        <li>{contact ? t("received.next_told") : t("received.next_look")}</li>
        <li>{t("received.next_survey")}</li>
      </ol>
      <div class="actions">
        <a class="button" href={`${paths.ticket(received.number)}#key=${received.key}`}>
          {t("received.open")}
        </a>
        <a href={paths.report()}>{t("received.another")}</a>
      </div>
    </Page>
  );
}

/** The link, to copy or to hand on to oneself. */
function Keep({ received }: { received: Received }) {
  const [copied, setCopied] = useState(false);
  const link = ticketLink(location.origin, received.number, received.key);
  const copy = async () => {
    await navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
    announce(t("received.copied"));
  };
  const share = () =>
    void navigator
      .share({ title: t("received.share_title", { number: writeNumber(received.number) }), url: link })
      .catch(() => undefined);
  return (
    <div class="row">
      <button type="button" class="button quiet" onClick={() => void copy()}>
        <Icon name={copied ? "check" : "copy"} />
        {copied ? t("received.copied") : t("received.copy")}
      </button>
      {"share" in navigator && (
        <button type="button" class="button quiet" onClick={share}>
          <Icon name="share" />
          {t("received.share")}
        </button>
      )}
    </div>
  );
}

function Kept({ last: { why } }: { last: Last }) {
  const { lasting, sending, online } = useStore(desk);
  return (
    <Page title={t("kept.title")}>
      <Notice kind="warm">
        <p>
          <strong>{lasting ? t("kept.lead") : t("kept.lead_page")}</strong>
        </p>
        <p>{why && why !== "lost" ? word("failure", why) : t("kept.why")}</p>
      </Notice>
      <h2>{t("received.next")}</h2>
      <ol class="next">
        <li>{t("kept.next_send")}</li>
        <li>{t("kept.next_number")}</li>
        <li>{t("kept.next_once")}</li>
      </ol>
      <div class="actions">
        <button
          type="button"
          class="button"
          disabled={sending || !online}
          aria-busy={sending}
          onClick={() => void flush()}
        >
          {sending ? t("report.sending") : t("kept.try")}
        </button>
        <a href={paths.kept}>{t("nav.mine")}</a>
      </div>
    </Page>
  );
}
