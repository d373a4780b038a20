// The citizen says that it is not done, in their own words.

import { useState } from "preact/hooks";
import { readFailure } from "../api/failure";
import { t, word } from "../texts";
import { announce } from "../ui/announce";
import { TextField } from "../ui/fields";
import { reopen } from "./ticket";
import { useTyped } from "./typed";

const MAX_REASON = 2000; // characters; functions/api/chalicelib/bodies.py

export function ReopenBox({
  number,
  ticketKey,
  onDone,
}: {
  number: string;
  ticketKey: string;
  onDone(): Promise<void>;
}) {
  const [reason, setReason] = useTyped(`reopen.${number}`);
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!reason.trim()) return setTrouble(t("error.reason"));
    setSending(true);
    setTrouble("");
    try {
      await reopen(number, ticketKey, reason.trim());
      setReason("");
      announce(t("reopen.done"));
      await onDone();
    } catch (error) {
      const { kind } = readFailure(error);
      setTrouble(kind === "forbidden" ? t("reopen.late") : word("failure", kind));
    }
    setSending(false);
  };
  return (
    <details class="reopen">
      <summary>{t("reopen.title")}</summary>
      <form onSubmit={submit} noValidate>
        <TextField
          area
          id="reason"
          label={t("reopen.reason")}
          hint={t("reopen.hint")}
          value={reason}
          maxLength={MAX_REASON}
          onValue={setReason}
          error={trouble || undefined}
        />
        <button class="button" type="submit" disabled={sending} aria-busy={sending}>
          {t("reopen.send")}
        </button>
      </form>
    </details>
  );
}
