// Who with whom: circles are parties, lines are their events; colour tells whether cooperation or conflict prevails.
import { create, forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, scaleSqrt } from "d3";

const TICKS = 300;

export function drawNetwork({ nodes, edges }, figure) {
  if (!nodes.length) return null;
  const width = Math.max(280, Math.min(1320, figure.clientWidth));
  const height = Math.max(360, Math.min(640, width * 0.7));
  const most = Math.max(...nodes.map((node) => node.events));
  const radius = scaleSqrt([0, most], [4, width / 28]);
  const points = nodes.map((node, n) => ({ ...node, r: radius(node.events), x: width / 2 + 120 * Math.cos(n * 2.4), y: height / 2 + 120 * Math.sin(n * 2.4) }));
  const lines = edges.map((edge) => ({ ...edge }));
  const heaviest = Math.max(...edges.map((edge) => edge.events), 1);
  forceSimulation(points)
    .force("link", forceLink(lines).id((node) => node.id).distance(width / 9).strength((line) => 0.1 + (0.4 * line.events) / heaviest))
    .force("charge", forceManyBody().strength(-width / 4))
    .force("collide", forceCollide((node) => node.r + 14))
    .force("center", forceCenter(width / 2, height / 2))
    .force("x", forceX(width / 2).strength(0.06))
    .force("y", forceY(height / 2).strength(0.1))
    .stop()
    .tick(TICKS);
  for (const node of points) {
    node.x = Math.max(node.r + 16, Math.min(width - node.r - 16, node.x));
    node.y = Math.max(node.r + 8, Math.min(height - node.r - 18, node.y));
  }
  const svg = create("svg").attr("class", "network").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "img").attr("aria-label", "Network of parties and their events");
  const line = svg.append("g").selectAll("a").data(lines).join("a").attr("href", (one) => one.link);
  line.append("line").attr("class", (one) => (one.cooperation >= one.conflict ? "cooperation" : "conflict"))
    .attr("x1", (one) => one.source.x).attr("y1", (one) => one.source.y).attr("x2", (one) => one.target.x).attr("y2", (one) => one.target.y)
    .attr("stroke-width", (one) => 1 + (7 * one.events) / heaviest);
  line.append("title").text((one) => `${one.source.full} and ${one.target.full}: ${one.cooperation} cooperation, ${one.conflict} conflict`);
  const node = svg.append("g").selectAll("a").data(points).join("a").attr("href", (one) => one.link);
  node.append("circle").attr("cx", (one) => one.x).attr("cy", (one) => one.y).attr("r", (one) => one.r);
  node.append("text").attr("x", (one) => one.x).attr("y", (one) => one.y + one.r + 12).attr("text-anchor", "middle").text((one) => one.name);
  node.append("title").text((one) => `${one.full}: ${one.events} events`);
  return svg.node();
}
