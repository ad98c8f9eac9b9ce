// Where parties stand: a lane a party, time to the right, the stance by colour and letter.
import { dot, plot, text } from "@observablehq/plot";

// pixels between positions of one day
const STEP = 13;

export function drawLanes({ rows }, figure) {
  const dated = rows.filter((row) => row.date).map((row) => ({ ...row, day: new Date(row.date) }));
  if (!dated.length) return null;
  const parties = [...new Set(dated.map((row) => row.party))].sort();
  const beside = spread(dated);
  return plot({
    className: "plot",
    width: Math.max(280, Math.min(1320, figure.clientWidth)),
    height: 60 + parties.length * 34,
    marginLeft: Math.min(180, 30 + 7 * Math.max(...parties.map((party) => party.length))),
    marginRight: 24,
    ariaLabel: "Positions of parties over time",
    x: { type: "utc", label: null, grid: true, nice: true },
    y: { type: "band", domain: parties, label: null, tickSize: 0 },
    marks: beside.flatMap((some, n) => [
      dot(some, { x: "day", y: "party", dx: n * STEP, r: 9, fill: (row) => `var(--stance-${row.stance})`, stroke: "var(--paper)", href: "link", title: (row) => `${row.date}: ${row.party} ${row.stance}\n${row.text}` }),
      text(some, { x: "day", y: "party", dx: n * STEP, text: (row) => row.stance.slice(0, 1).toUpperCase(), fill: "var(--paper)", fontWeight: 700, pointerEvents: "none" }),
    ]),
  });
}

// Several positions of a party on one day stand side by side: the first of each day, the second of each day, and so on.
function spread(rows) {
  const counts = new Map();
  const beside = [];
  for (const row of rows) {
    const key = `${row.party} ${row.date}`;
    const n = counts.get(key) ?? 0;
    counts.set(key, n + 1);
    (beside[n] ??= []).push(row);
  }
  return beside;
}
