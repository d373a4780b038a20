// A map with one mark. Where the city has no tiles, or they do not come, the mark stands on a quiet ground.
import "leaflet/dist/leaflet.css";
import L from "leaflet";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Branding } from "#shared/api/types";
import classes from "./map.module.css";

interface Props {
  position: [number, number] | null;
  source: Branding["map"] | undefined;
  className?: string | undefined;
  /** Given, a click chooses a place. */
  onChoose?: (lat: number, lon: number) => void;
}

const CLOSE = 16;

export default function PlaceMap({ position, source, className, onChoose }: Props) {
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
    if (!map.current) return;
    mark.current?.remove();
    mark.current = null;
    if (lat === undefined || lon === undefined) {
      map.current.setView([centreLat, centreLon], zoom);
      return;
    }
    map.current.setView([lat, lon], Math.max(CLOSE, zoom));
    mark.current = L.circleMarker([lat, lon], {
      radius: 9,
      weight: 3,
      color: "#ffffff",
      fillColor: "#c92a2a",
      fillOpacity: 1,
    });
    mark.current.addTo(map.current);
  }, [lat, lon, centreLat, centreLon, zoom]);

  return (
    <section
      ref={element}
      className={`${classes.map} ${className ?? ""}`}
      data-tiles={tiles ? "yes" : "no"}
      aria-label={t("map.label")}
    />
  );
}
