// What a citizen wishes to be told and how, on the page that a signed link opens.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/api";
import { type Failure, readFailure } from "../api/failure";
import { t, word } from "../texts";
import { announce } from "../ui/announce";
import { Notice } from "../ui/fields";
import { Page } from "../ui/page";
import { answer, type Purpose, type Wishes, wants } from "./wishes";

const PURPOSES: Purpose[] = ["service", "survey", "announcement"];

export function WishesPage({ token }: { token: string }) {
  const [wishes, setWishes] = useState<Wishes | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const address = `/public/preferences/${encodeURIComponent(token)}`;
  useEffect(() => {
    void api
      .get<Wishes>(address)
      .then(setWishes)
      .catch((error) => setFailure(readFailure(error)));
  }, [address]);
  const save = async (event: Event) => {
    event.preventDefault();
    if (!wishes) return;
    setSaving(true);
    setFailure(null);
    try {
      const { channel, refused, agreed } = wishes;
      setWishes(await api.post<Wishes>(address, { body: { channel, refused, agreed } }));
      announce(t("wishes.saved"));
    } catch (error) {
      setFailure(readFailure(error));
    }
    setSaving(false);
  };
  return (
    <Page title={t("wishes.title")}>
      {failure && (
        <Notice kind="bad" alert>
          <p>{word("failure", failure.kind)}</p>
        </Notice>
      )}
      {wishes && (
        <form onSubmit={save}>
          <fieldset>
            <legend>{t("wishes.what")}</legend>
            {PURPOSES.map((purpose) => (
              <p key={purpose}>
                <label>
                  <input
                    type="checkbox"
                    checked={wants(wishes, purpose)}
                    onChange={({ currentTarget }) =>
                      setWishes(answer(wishes, purpose, currentTarget.checked))
                    }
                  />{" "}
                  {t(`wishes.${purpose}`)}
                </label>
              </p>
            ))}
          </fieldset>
          <fieldset>
            <legend>{t("wishes.how")}</legend>
            {[null, ...wishes.channels].map((channel) => (
              <p key={channel ?? ""}>
                <label>
                  <input
                    type="radio"
                    name="channel"
                    checked={wishes.channel === channel}
                    onChange={() => setWishes({ ...wishes, channel })}
                  />{" "}
                  {channel ? t(`wishes.${channel as "whatsapp" | "sms" | "email"}`) : t("wishes.any")}
                </label>
              </p>
            ))}
          </fieldset>
          <button class="button" type="submit" disabled={saving} aria-busy={saving}>
            {t("wishes.save")}
          </button>
        </form>
      )}
    </Page>
  );
}
