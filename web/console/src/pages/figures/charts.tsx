// Two small drawings; the tables beside them say the same in numbers.
import { useTranslation } from "react-i18next";
import { writePercent, writeShortDay } from "#shared/format/dates";
import { useLanguage } from "../../app/context";
import classes from "./figures.module.css";
import { type AnswerRow, ceiling, type DayRow } from "./series";

export function ShareBar({ shares }: { shares: readonly AnswerRow[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const spoken = shares
    .map((row) => `${t(`answer.${row.code}`)} ${writePercent(row.share, language)}`)
    .join(", ");
  return (
    <div className={classes.shares} role="img" aria-label={spoken}>
      {shares.map((row) => (
        <span key={row.code} data-answer={row.code} style={{ width: `${row.share}%` }} />
      ))}
    </div>
  );
}

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 34;
const BOTTOM = 22;
const TOP = 8;

export function DayChart({ days }: { days: readonly DayRow[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const top = ceiling(Math.max(0, ...days.map((day) => Math.max(day.opened, day.closed))));
  const step = (WIDTH - LEFT) / Math.max(days.length, 1);
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const bar = Math.max(1, Math.min(14, step * 0.38));
  const labelled = Math.max(1, Math.ceil(days.length / 6));
  const sum = (name: "opened" | "closed") => days.reduce((total, day) => total + day[name], 0);
  return (
    <figure className={classes.chart}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t("figures.chart", { opened: sum("opened"), closed: sum("closed") })}
      >
        {[0, top / 2, top].map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} className={classes.grid} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end" className={classes.axis}>
              {value}
            </text>
          </g>
        ))}
        {days.map((day, index) => {
          const x = LEFT + index * step + step / 2;
          return (
            <g key={day.day}>
              <rect
                x={x - bar}
                width={bar - 0.5}
                y={y(day.opened)}
                height={y(0) - y(day.opened)}
                className={classes.opened}
                rx={1}
              />
              <rect
                x={x + 0.5}
                width={bar - 0.5}
                y={y(day.closed)}
                height={y(0) - y(day.closed)}
                className={classes.closed}
                rx={1}
              />
              {index % labelled === 0 && (
                <text x={x} y={HEIGHT - 6} textAnchor="middle" className={classes.axis}>
                  {writeShortDay(`${day.day}T12:00:00+03:00`, language)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className={classes.legend}>
        <span data-series="opened">{t("figures.opened")}</span>
        <span data-series="closed">{t("figures.closed")}</span>
      </figcaption>
    </figure>
  );
}
