// This browser is told what becomes of a ticket, if its citizen wants that.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/api";
import { t } from "../texts";
import { announce } from "../ui/announce";
import { keyBytes } from "./messages";

type State = "hidden" | "off" | "on" | "busy" | "denied" | "failed";

const able = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const REMEMBERED = "nabiz.push."; // of which tickets this browser is told

export function PushBox({ number, ticketKey }: { number: string; ticketKey: string }) {
  const [state, setState] = useState<State>("hidden");
  const [key, setKey] = useState("");
  useEffect(() => {
    if (!able()) return;
    void api
      .get<{ key: string | null }>("/public/push")
      .then(({ key: city }) => {
        if (!city) return;
        setKey(city);
        const on = localStorage.getItem(REMEMBERED + number) && Notification.permission === "granted";
        setState(Notification.permission === "denied" ? "denied" : on ? "on" : "off");
      })
      .catch(() => undefined); // without network there is nothing to offer
  }, [number]);
  if (state === "hidden") return null;

  const start = async () => {
    setState("busy");
    try {
      if ((await Notification.requestPermission()) !== "granted") return setState("denied");
      const { pushManager } = await navigator.serviceWorker.ready;
      const browser =
        (await pushManager.getSubscription()) ??
        (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key) }));
      const { endpoint, keys } = browser.toJSON();
      await api.post(`/public/tickets/${number}/push`, { body: { key: ticketKey, endpoint, keys } });
      localStorage.setItem(REMEMBERED + number, "1");
      announce(t("push.is_on"));
      setState("on");
    } catch {
      setState("failed");
    }
  };
  const stop = async () => {
    setState("busy");
    try {
      const { pushManager } = await navigator.serviceWorker.ready;
      const browser = await pushManager.getSubscription();
      if (browser) {
        const body = { key: ticketKey, endpoint: browser.endpoint };
        await api.post(`/public/tickets/${number}/push/removal`, { body });
      }
      localStorage.removeItem(REMEMBERED + number);
      announce(t("push.is_off"));
      setState("off");
    } catch {
      setState("failed");
    }
  };
  return (
    <section class="push">
      <p>{t(state === "on" ? "push.is_on" : state === "denied" ? "push.denied" : "push.lead")}</p>
      {state === "failed" && <p role="alert">{t("push.failed")}</p>}
      {state !== "denied" && (
        <button
          type="button"
          class="button quiet"
          disabled={state === "busy"}
          aria-busy={state === "busy"}
          onClick={state === "on" ? stop : start}
        >
          {t(state === "on" ? "push.stop" : "push.start")}
        </button>
      )}
    </section>
  );
}
