// Step three: photos and videos, and how the city may answer. Both are the citizen's choice.

import { useState } from "preact/hooks";
import { city } from "../city";
import { useStore } from "../store";
import { t } from "../texts";
import { Notice, TextField } from "../ui/fields";
import type { Point } from "../uploads/exif";
import { FilePicker } from "../uploads/picker";
import type { Draft, Errors } from "./draft";
import { draft as stored } from "./session";

const MAX_NAME = 200; // characters; functions/api/chalicelib/bodies.py

interface Props {
  draft: Draft;
  errors: Errors;
  change(part: Partial<Draft>): void;
}

export function Details({ draft, errors, change }: Props) {
  const { urls } = useStore(city);
  const [taken, setTaken] = useState<Point | null>(null);
  const said = (field: "phone" | "email" | "name" | "media") =>
    errors[field] && t(errors[field] as "error.phone");
  return (
    <>
      <FilePicker
        id="media"
        label={t("details.files")}
        files={draft.files}
        error={said("media")}
        onPlace={setTaken}
        onChange={(update) => change({ files: update(stored.get().files) })}
      />
      {taken && draft.lat === null && (
        <Notice kind="warm" title={t("details.photo_place")}>
          <div class="row">
            <button
              type="button"
              class="button quiet"
              onClick={() => change({ lat: taken[0], lon: taken[1] })}
            >
              {t("details.photo_place_use")}
            </button>
            <button type="button" class="link" onClick={() => setTaken(null)}>
              {t("details.photo_place_no")}
            </button>
          </div>
        </Notice>
      )}
      <fieldset>
        <legend>{t("details.contact")}</legend>
        <p class="hint">{t("details.contact_hint")}</p>
        <TextField
          id="name"
          label={t("details.name")}
          optional
          value={draft.name}
          maxLength={MAX_NAME}
          autocomplete="name"
          error={said("name")}
          onValue={(name) => change({ name })}
        />
        <TextField
          id="phone"
          type="tel"
          label={t("details.phone")}
          hint={t("details.phone_hint")}
          optional
          value={draft.phone}
          maxLength={MAX_NAME}
          autocomplete="tel"
          inputMode="tel"
          class="short"
          error={said("phone")}
          onValue={(phone) => change({ phone })}
        />
        <TextField
          id="email"
          type="email"
          label={t("details.email")}
          optional
          value={draft.email}
          maxLength={MAX_NAME}
          autocomplete="email"
          inputMode="email"
          spellcheck={false}
          error={said("email")}
          onValue={(email) => change({ email })}
        />
      </fieldset>
      <p class="consent">
        {t("details.consent")}
        {urls.privacy && (
          <a href={urls.privacy} target="_blank" rel="noreferrer">
            {t("details.privacy")}
          </a>
        )}
      </p>
    </>
  );
}
