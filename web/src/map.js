// Where events happened: a circle a place, its area the number of events. The shapes of countries come from this server.
import { dot, geo, plot, sphere } from "@observablehq/plot";
import { feature } from "topojson-client";

export async function drawMap({ rows }, figure) {
  const answer = await fetch(figure.dataset.shapes);
  const shapes = await answer.json();
  const width = Math.max(280, Math.min(1200, figure.clientWidth));
  return plot({
    className: "plot",
    width,
    height: width * 0.52,
    margin: 0,
    ariaLabel: "Map of places of events",
    projection: { type: "equal-earth", ...extent(rows) },
    r: { domain: [0, Math.max(10, ...rows.map((row) => row.events))], range: [2, Math.max(9, width / 45)] },
    marks: [
      sphere({ fill: "var(--sea)" }),
      geo(feature(shapes, shapes.objects.countries), { fill: "var(--land)", stroke: "var(--sea)", strokeWidth: 0.6 }),
      dot(rows, {
        x: "lon", y: "lat", r: "events", href: "link", fillOpacity: 0.65, stroke: "var(--paper)", strokeWidth: 0.6,
        fill: (row) => (row.conflict > row.cooperation ? "var(--conflict)" : "var(--cooperation)"),
        title: (row) => `${row.place}: ${row.events} events`, sort: { channel: "r", reverse: true },
      }),
    ],
  });
}

// The part of the world where the events are, with some room around it; all of it if they are spread.
function extent(rows) {
  if (!rows.length) return {};
  const lons = rows.map((row) => row.lon), lats = rows.map((row) => row.lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  if (east - west > 200) return {};
  const room = Math.max(6, (east - west) * 0.08);
  return {
    domain: { type: "MultiPoint", coordinates: [[west - room, south - room / 2], [east + room, north + room / 2]].map(([lon, lat]) => [Math.max(-179, Math.min(179, lon)), Math.max(-85, Math.min(85, lat))]) },
  };
}
