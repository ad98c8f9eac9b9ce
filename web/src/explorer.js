// Starts what a page asks for. A page works without any of this: every picture stands beside a table of the same figures.
import { markReading } from "./reading.js";

const drawers = {
  timeline: async () => (await import("./timeline.js")).drawTimeline,
  sources: async () => (await import("./timeline.js")).drawSources,
  network: async () => (await import("./network.js")).drawNetwork,
  map: async () => (await import("./map.js")).drawMap,
  lanes: async () => (await import("./lanes.js")).drawLanes,
};

async function draw(figure) {
  const place = figure.querySelector("[data-picture]");
  try {
    const answer = await fetch(figure.dataset.url, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`the figures could not be had (${answer.status})`);
    const drawer = await drawers[figure.dataset.chart]();
    const picture = await drawer(await answer.json(), figure);
    if (!picture) {
      place.textContent = "Nothing to draw.";
      figure.classList.add("empty");
      return;
    }
    plain(picture);
    place.replaceChildren(picture);
    figure.classList.add("drawn");
  } catch (error) {
    place.textContent = `No picture: ${error.message}`;
  }
}

// The page's rules forbid styles in the text of a page; those of the pictures stand in style.css.
function plain(picture) {
  for (const style of picture.querySelectorAll("style")) style.remove();
}

function start(root) {
  for (const figure of root.querySelectorAll("figure[data-chart]")) draw(figure);
  markReading(root);
}

start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) start(event.detail.elt);
});

// Fields left empty do not stand in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const given = event.detail.formData;
  for (const [name, value] of [...given.entries()]) if (value === "") given.delete(name);
});
