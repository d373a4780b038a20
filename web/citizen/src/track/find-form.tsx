// Number and key lead to a ticket. A mistyped number is recognised before anybody is asked.

import { useState } from "preact/hooks";
import { readNumber } from "#shared/format/numbers";
import { go } from "../router";
import { paths } from "../routes";
import { t } from "../texts";
import { ErrorSummary, TextField } from "../ui/fields";
import { holdKey } from "./keys";

const KEY_LENGTH = 10; // nabiz.domain.tokens.TRACKING_LENGTH

export function FindForm({ compact = false }: { compact?: boolean }) {
  const [number, setNumber] = useState("");
  const [key, setKey] = useState("");
  const [errors, setErrors] = useState<{ number?: string; key?: string }>({});
  const submit = (event: Event) => {
    event.preventDefault();
    const digits = readNumber(number);
    const plain = key.replace(/[\s-]/g, "").toLowerCase();
    const wrong = {
      ...(digits ? {} : { number: number.trim() ? t("error.number") : t("error.number_missing") }),
      ...(plain.length === KEY_LENGTH ? {} : { key: t("error.key") }),
    };
    setErrors(wrong);
    if (!digits || wrong.key) return;
    holdKey(digits, plain);
    go(paths.ticket(digits));
  };
  const list = Object.entries(errors).map(([field, text]): [string, string] => [`find-${field}`, text]);
  return (
    <form onSubmit={submit} noValidate class={compact ? "find compact" : "find"}>
      {!compact && <ErrorSummary errors={list} />}
      <TextField
        id="find-number"
        label={t("find.number")}
        hint={compact ? undefined : t("find.number_hint")}
        error={errors.number}
        value={number}
        onValue={setNumber}
        inputMode="numeric"
        autocomplete="off"
        class="short"
      />
      <TextField
        id="find-key"
        label={t("find.key")}
        hint={compact ? undefined : t("find.key_hint")}
        error={errors.key}
        value={key}
        onValue={setKey}
        autocomplete="off"
        spellcheck={false}
        class="short"
      />
      <button class="button" type="submit">
        {t("find.go")}
      </button>
    </form>
  );
}
