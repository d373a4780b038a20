// Step two: where it is. The device's position, a point on the map, or neighbourhood and address; as much as one likes.

import { lazy, Suspense } from "preact/compat";
import { useMemo, useState } from "preact/hooks";
import { city } from "../city";
import { useStore } from "../store";
import { type TextKey, t } from "../texts";
import { announce } from "../ui/announce";
import { Field, TextField } from "../ui/fields";
import { Icon } from "../ui/icons";
import { catalogue } from "./catalogue";
import type { Draft } from "./draft";

// After a new version of the pages an old one no longer finds its map: then the form does without it.
const PlaceMap = lazy(() =>
  import("../place/map").catch(() => ({ default: NoMap as typeof import("../place/map").default })),
);
const MAX_ADDRESS = 500; // characters; functions/api/chalicelib/bodies.py
const PATIENCE = 15_000; // ms for a position
const FRESH = 60_000; // ms that a known position is good for

export function Where({ draft, change }: { draft: Draft; change(part: Partial<Draft>): void }) {
  const { map } = useStore(city);
  const { neighbourhoods } = useStore(catalogue);
  const [open, setOpen] = useState(false);
  const chosen = draft.lat !== null;
  const at = useMemo(
    (): [number, number] | null => (draft.lat === null || draft.lon === null ? null : [draft.lat, draft.lon]),
    [draft.lat, draft.lon],
  );
  const drawable = map && (map.tiles || neighbourhoods.some(({ outline }) => outline));
  return (
    <>
      <p class="lead">{t("where.lead")}</p>
      <div class="ways">
        <Locate onFound={(lat, lon) => change({ lat, lon })} />
        {drawable && (
          <button type="button" class="button quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name="place" />
            {open ? t("where.map_close") : t("where.map_open")}
          </button>
        )}
      </div>
      {open && drawable && (
        <Suspense fallback={<p class="hint">{t("where.map_loading")}</p>}>
          <PlaceMap map={map} areas={neighbourhoods} at={at} onPlace={([lat, lon]) => change({ lat, lon })} />
        </Suspense>
      )}
      {chosen && (
        <div class="notice good compact">
          <p>
            <Icon name="check" />
            {t("where.position")}
          </p>
          <button type="button" class="link" onClick={() => change({ lat: null, lon: null })}>
            {t("where.position_remove")}
          </button>
        </div>
      )}
      <Field id="neighbourhood" label={t("where.neighbourhood")} optional>
        {(ties) => (
          <select
            {...ties}
            value={draft.neighbourhood}
            onChange={(event) => change({ neighbourhood: event.currentTarget.value })}
          >
            <option value="">{t("where.neighbourhood_none")}</option>
            {sorted(neighbourhoods).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        id="address"
        label={t("where.address")}
        hint={t("where.address_hint")}
        optional
        value={draft.address}
        maxLength={MAX_ADDRESS}
        autocomplete="street-address"
        onValue={(address) => change({ address })}
      />
    </>
  );
}

function Locate({ onFound }: { onFound(lat: number, lon: number): void }) {
  const [state, setState] = useState<"" | "asking" | TextKey>("");
  if (!("geolocation" in navigator)) return null;
  const ask = () => {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("");
        onFound(rounded(coords.latitude), rounded(coords.longitude));
        announce(t("where.position"));
      },
      ({ code }) => setState(code === 1 ? "where.position_denied" : "where.position_failed"),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: FRESH },
    );
  };
  return (
    <div>
      <button
        type="button"
        class="button quiet"
        onClick={ask}
        disabled={state === "asking"}
        aria-busy={state === "asking"}
      >
        <Icon name="find" />
        {state === "asking" ? t("where.position_asking") : t("where.position_mine")}
      </button>
      {state && state !== "asking" && (
        <p class="hint" role="alert">
          {t(state)}
        </p>
      )}
    </div>
  );
}

function NoMap() {
  return (
    <p class="hint" role="alert">
      {t("map.failed")}
    </p>
  );
}

/** Six decimals are ten centimetres; more is noise. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

function sorted<T extends { name: string }>(places: readonly T[]): T[] {
  const { compare } = new Intl.Collator(document.documentElement.lang);
  return [...places].sort((a, b) => compare(a.name, b.name));
}
