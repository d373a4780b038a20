// The map, loaded only when it is asked for. A tap or the arrow keys choose a point. Where there are no tiles, or none
// arrive, the outlines of the neighbourhoods on plain ground do.

import "leaflet/dist/leaflet.css";
import L from "leaflet";
import { useEffect, useRef, useState } from "preact/hooks";
import type { City } from "../city";
import type { Catalogue } from "../report/catalogue";
import { t } from "../texts";
import { announce } from "../ui/announce";

type Point = [lat: number, lon: number];
type Areas = Catalogue["neighbourhoods"];

interface Props {
  map: NonNullable<City["map"]>;
  areas: Areas;
  at: Point | null;
  onPlace(point: Point): void;
}

const CLOSE = 17; // the zoom at which houses can be told apart
const TOO_MANY_FAILURES = 4;

export default function PlaceMap({ map: settings, areas, at, onPlace }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const place = useRef(onPlace);
  place.current = onPlace;
  const first = useRef(at); // later points only move the marker
  const [plain, setPlain] = useState(!settings.tiles);

  useEffect(() => {
    if (!box.current) return;
    const made = L.map(box.current, { zoomControl: false });
    L.control.zoom({ zoomInTitle: t("map.in"), zoomOutTitle: t("map.out") }).addTo(made);
    made.attributionControl.setPrefix(false);
    if (plain) drawAreas(made, areas);
    else drawTiles(made, settings, () => setPlain(true));
    made.setView(first.current ?? settings.centre, first.current ? CLOSE : settings.zoom);
    made.on("click", ({ latlng }) => place.current([rounded(latlng.lat), rounded(latlng.lng)]));
    map.current = made;
    return () => {
      made.remove();
      map.current = null;
    };
  }, [plain, settings, areas]);

  useEffect(() => {
    if (!map.current || !at) return;
    const marker = L.circleMarker(at, { radius: 11, className: "pin" }).addTo(map.current);
    return () => void marker.remove();
  }, [at]);

  const middle = () => {
    const centre = map.current?.getCenter();
    if (!centre) return;
    onPlace([rounded(centre.lat), rounded(centre.lng)]);
    announce(t("where.position"));
  };
  return (
    <div class="map">
      <div
        class={plain ? "canvas plain-ground" : "canvas"}
        ref={box}
        role="application"
        aria-label={t("map.label")}
      />
      <span class="cross" aria-hidden="true" />
      <button type="button" class="button quiet" onClick={middle}>
        {t("map.middle")}
      </button>
    </div>
  );
}

function drawTiles(map: L.Map, { tiles, attribution }: Props["map"], onFailed: () => void): void {
  let failures = 0;
  let loaded = false;
  L.tileLayer(tiles ?? "", { attribution: words(attribution ?? ""), maxZoom: 19 })
    .on("tileload", () => {
      loaded = true;
    })
    .on("tileerror", () => {
      failures += 1;
      if (!loaded && failures >= TOO_MANY_FAILURES) onFailed();
    })
    .addTo(map);
}

function drawAreas(map: L.Map, areas: Areas): void {
  for (const { name, outline = [] } of areas) {
    const corners = outline.map(([lon, lat]): Point => [lat, lon]);
    if (corners.length < 3) continue;
    L.polygon(corners, { className: "area", interactive: false })
      .bindTooltip(words(name), { permanent: true, direction: "center", className: "area-name" })
      .addTo(map);
  }
}

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Leaflet takes HTML; ours is words. */
const words = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
