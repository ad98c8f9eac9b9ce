// Bars by month: cooperation up, conflict down; or reports by source. A bar leads to its rows.
import { axisX, axisY, barY, plot, rectY, ruleY } from "@observablehq/plot";
import { utcDay, utcMonth, utcWeek, utcYear } from "d3";

const steps = { day: utcDay, week: utcWeek, month: utcMonth, year: utcYear };

const width = (figure) => Math.max(280, Math.min(1320, figure.clientWidth));

export function drawTimeline({ rows, by }, figure) {
  if (!rows.length) return null;
  const bars = rows.flatMap((row) => {
    const start = new Date(row.start);
    return [
      { start, count: row.cooperation, kind: "cooperation", link: row.link },
      { start, count: -row.conflict, kind: "conflict", link: row.link },
    ].filter((bar) => bar.count);
  });
  return plot({
    className: "plot",
    width: width(figure),
    height: 240,
    marginLeft: 48,
    ariaLabel: "Bars of cooperation (up) and conflict (down) over time",
    x: { type: "utc", label: null },
    y: { label: "events", grid: true, tickFormat: (value) => Math.abs(value) },
    marks: [
      rectY(bars, {
        x: "start", interval: steps[by], y: "count", href: "link", fill: (bar) => `var(--${bar.kind})`, insetLeft: 0.5, insetRight: 0.5,
        title: (bar) => `${bar.start.toISOString().slice(0, 10)}: ${Math.abs(bar.count)} ${bar.kind}`,
      }),
      ruleY([0]),
    ],
  });
}

export function drawSources({ rows }, figure) {
  if (!rows.length) return null;
  const months = [...new Set(rows.map((row) => row.month))].sort();
  const sources = [...new Set(rows.map((row) => row.source))];
  const color = (row) => `var(--series-${sources.indexOf(row.source) % 8})`;
  const every = Math.ceil(months.length / Math.max(1, Math.floor(width(figure) / 80)));
  return plot({
    className: "plot",
    width: width(figure),
    height: 220,
    marginLeft: 48,
    ariaLabel: "Reports by month and source",
    x: { type: "band", domain: months, label: null },
    y: { label: "reports", grid: true },
    marks: [
      axisX({ ticks: months.filter((_, n) => n % every === 0) }),
      axisY(),
      barY(rows, { x: "month", y: "reports", fill: color, href: "link", title: (row) => `${row.month}: ${row.reports} from ${row.source}` }),
      ruleY([0]),
    ],
  });
}
