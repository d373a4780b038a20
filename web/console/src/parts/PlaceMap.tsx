// A map with one mark. Where the city has no tiles, or they do not come, the mark stands on a quiet ground.
import "leaflet/dist/leaflet.css";
import L from "leaflet";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Branding, Neighbourhood } from "#shared/api/types";
import classes from "./map.module.css";

interface Props {
  position: [number, number] | null;
  source: Branding["map"] | undefined;
  className?: string | undefined;
  /** Drawn where there are no tiles, so that a place can be recognised; the chosen one is always drawn. */
  neighbourhoods: readonly Neighbourhood[];
  chosen?: string | undefined;
  /** Given, a click chooses a place. */
  onChoose?: (lat: number, lon: number) => void;
}

const CLOSE = 16;

export default function PlaceMap({ position, source, className, neighbourhoods, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const mark = useRef<L.CircleMarker | null>(null);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const tiles = source?.tiles ?? "";
  const attribution = source?.attribution ?? "";
  const [centreLat, centreLon] = source?.centre ?? [39, 33];
  const zoom = source?.zoom ?? 13;
  const [lat, lon] = position ?? [undefined, undefined];

  useEffect(() => {
    if (!element.current) return;
    const made = L.map(element.current, { attributionControl: attribution !== "", scrollWheelZoom: false });
    made.attributionControl?.setPrefix(false);
    if (tiles) {
      // The attribution is the city's own text, shown as text.
      const written = document.createElement("span");
      written.textContent = attribution;
      L.tileLayer(tiles, { attribution: written.innerHTML, maxZoom: 19 }).addTo(made);
    }
    made.on("click", (event) => choose.current?.(event.latlng.lat, event.latlng.lng));
    map.current = made;
    return () => {
      made.remove();
      map.current = null;
      mark.current = null;
    };
  }, [tiles, attribution]);

  useEffect(() => {
    const shown = neighbourhoods.filter((place) => !tiles || place.code === chosen);
    const drawn = shown.map((place) => outline(place, place.code === chosen));
    for (const layer of drawn) if (map.current) layer.addTo(map.current);
    return () => {
      for (const layer of drawn) layer.remove();
    };
  }, [neighbourhoods, tiles, chosen]);

  useEffect(() => {
    if (!map.current) return;
    mark.current?.remove();
    mark.current = null;
    if (lat === undefined || lon === undefined) {
      const place = neighbourhoods.find((one) => one.code === chosen);
      if (place) map.current.fitBounds(L.latLngBounds(corners(place)));
      else map.current.setView([centreLat, centreLon], zoom);
      return;
    }
    map.current.setView([lat, lon], tiles ? Math.max(CLOSE, zoom) : zoom + 1);
    mark.current = L.circleMarker([lat, lon], {
      radius: 9,
      weight: 3,
      color: "#ffffff",
      fillColor: "#c92a2a",
      fillOpacity: 1,
    });
    mark.current.addTo(map.current);
  }, [lat, lon, centreLat, centreLon, zoom, tiles, neighbourhoods, chosen]);

  return (
    <section
      ref={element}
      className={`${classes.map} ${className ?? ""}`}
      data-tiles={tiles ? "yes" : "no"}
      aria-label={t("map.label")}
    />
  );
}

/** Outlines come as longitude and latitude, the order of GeoJSON. */
const corners = (place: Neighbourhood) => place.outline.map(([lon, lat]): [number, number] => [lat, lon]);

function outline(place: Neighbourhood, chosen: boolean): L.Polygon {
  const name = document.createElement("span");
  name.textContent = place.name;
  return L.polygon(corners(place), {
    className: chosen ? classes.chosen : classes.outline,
    weight: chosen ? 3 : 1,
    interactive: false,
  }).bindTooltip(name, { permanent: true, direction: "center", className: classes.name });
}
