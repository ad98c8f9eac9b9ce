// Bars by month: cooperation up, conflict down; or reports by source. A bar leads to its rows.
import { axisX, axisY, barY, plot, rectY, ruleY } from "@observablehq/plot";
import { utcDay, utcMonth, utcWeek, utcYear } from "d3";

const steps = { day: utcDay, week: utcWeek, month: utcMonth, year: utcYear };

/** Fewest periods on the axis, so that one bar does not fill the picture. */
const FEWEST = 9;

const width = (figure) => Math.max(280, Math.min(1320, figure.clientWidth));

/** The first and the last day shown: as many periods before and after as it takes to have FEWEST. */
function reach(bars, step) {
  const times = bars.map((bar) => +bar.start);
  const first = step.floor(new Date(Math.min(...times)));
  const last = step.offset(step.floor(new Date(Math.max(...times))), 1);
  const room = Math.max(0, Math.ceil((FEWEST - step.count(first, last)) / 2));
  return [step.offset(first, -room), step.offset(last, room)];
}

export function drawTimeline({ rows, by }, figure) {
  if (!rows.length) return null;
  const bars = rows.flatMap((row) => {
    const start = new Date(row.start);
    return [
      { start, count: row.cooperation, kind: "cooperation", link: row.link },
      { start, count: -row.conflict, kind: "conflict", link: row.link },
    ].filter((bar) => bar.count);
  });
  if (!bars.length) return null;
  return plot({
    className: "plot",
    width: width(figure),
    height: 240,
    marginLeft: 48,
    ariaLabel: "Bars of cooperation (up) and conflict (down) over time",
    x: { type: "utc", label: null, domain: reach(bars, steps[by]) },
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
