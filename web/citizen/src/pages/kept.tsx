// What this device keeps: reports that wait for the network, and tickets whose keys it knows.

import { useEffect } from "preact/hooks";
import { writeNumber } from "#shared/format/numbers";
import { city } from "../city";
import { desk, drop, flush, forgetTicket, seen } from "../offline/desk";
import type { KeptReport } from "../offline/outbox";
import { takeUp } from "../report/session";
import { go } from "../router";
import { paths } from "../routes";
import { useStore } from "../store";
import { language, t, word } from "../texts";
import { keepTyped } from "../track/typed";
import { announce } from "../ui/announce";
import { Notice } from "../ui/fields";
import { Page } from "../ui/page";
import { moment } from "../when";

export function KeptPage() {
  const { waiting, tickets, sending, online } = useStore(desk);
  const { timezone } = useStore(city);
  const spoken = useStore(language);
  useEffect(() => () => void seen(), []);
  const day = (at: number) => moment(new Date(at).toISOString(), spoken, timezone);
  return (
    <Page title={t("nav.mine")}>
      <p class="lead">{t("mine.lead")}</p>
      {waiting.length > 0 && (
        <section>
          <h2>{t("mine.waiting")}</h2>
          <ul class="list">
            {waiting.map((report) => (
              <Waiting key={report.id} report={report} when={day(report.keptAt)} />
            ))}
          </ul>
          <button
            type="button"
            class="button"
            disabled={sending || !online}
            aria-busy={sending}
            onClick={() => void flush()}
          >
            {sending ? t("report.sending") : t("kept.try")}
          </button>
        </section>
      )}
      <section>
        <h2>{t("mine.sent")}</h2>
        {tickets.length === 0 && <p>{t("mine.none")}</p>}
        <ul class="list">
          {tickets.map(({ number, title, openedAt, unseen }) => (
            <li key={number}>
              {unseen && (
                <Notice kind="good">
                  <p>{t("mine.sent_meanwhile")}</p>
                </Notice>
              )}
              <a href={paths.ticket(number)}>{title}</a>
              <p class="quiet">
                {`${t("ticket.number", { number: writeNumber(number) })} · ${day(openedAt)}`}
              </p>
              <button
                type="button"
                class="link"
                onClick={() => void forgetTicket(number).then(() => announce(t("mine.forgotten")))}
              >
                {t("mine.forget")}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </Page>
  );
}

function Waiting({ report, when }: { report: KeptReport; when: string }) {
  const edit = async () => {
    if (report.to) {
      await takeBack(report);
      return go(paths.ticket(report.to.number));
    }
    await takeUp(report);
    go(paths.report());
  };
  return (
    <li>
      <p class="words">{report.body.text}</p>
      <p class="quiet">
        {report.to ? `${t("ticket.number", { number: writeNumber(report.to.number) })} · ${when}` : when}
      </p>
      {report.refused && (
        <Notice kind="bad">
          <p>{word("failure", report.refused.kind)}</p>
        </Notice>
      )}
      <div class="row">
        {report.refused && (
          <button type="button" class="button quiet" onClick={() => void edit()}>
            {t("mine.edit")}
          </button>
        )}
        <button type="button" class="link" onClick={() => void drop(report)}>
          {t("mine.drop")}
        </button>
      </div>
    </li>
  );
}

/** A refused answer goes back into its ticket's box. */
async function takeBack(report: KeptReport): Promise<void> {
  if (report.to) keepTyped(`reply.${report.to.number}`, report.body.text);
  await drop(report);
}
