// In an article: a row and its words find each other, by mouse, by keyboard and by the address.

export function markReading(root) {
  const text = root.querySelector("[data-text]");
  if (!text) return;
  const pieces = new Map();
  for (const piece of text.querySelectorAll("[data-of]")) {
    for (const name of piece.dataset.of.split(" ")) {
      if (!pieces.has(name)) pieces.set(name, []);
      pieces.get(name).push(piece);
    }
  }
  const show = (name, on) => {
    for (const piece of pieces.get(name) ?? []) piece.classList.toggle("lit", on);
    for (const row of document.querySelectorAll(`[data-row="${CSS.escape(name)}"]`)) row.classList.toggle("lit", on);
  };
  for (const row of root.querySelectorAll("[data-row]")) {
    const name = row.dataset.row;
    for (const begin of ["mouseenter", "focusin"]) row.addEventListener(begin, () => show(name, true));
    for (const end of ["mouseleave", "focusout"]) row.addEventListener(end, () => show(name, false));
    for (const link of row.querySelectorAll("a[data-show]")) {
      link.addEventListener("click", (event) => {
        const first = (pieces.get(name) ?? [])[0];
        if (!first) return;
        event.preventDefault();
        choose(name, pieces);
        first.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
      });
    }
  }
  for (const piece of text.querySelectorAll("[data-of]")) {
    const names = piece.dataset.of.split(" ");
    for (const begin of ["mouseenter", "focus"]) piece.addEventListener(begin, () => names.forEach((name) => show(name, true)));
    for (const end of ["mouseleave", "blur"]) piece.addEventListener(end, () => names.forEach((name) => show(name, false)));
  }
  const asked = decodeURIComponent(location.hash.slice(1)).replace(/^words-/, "");
  if (pieces.has(asked)) {
    choose(asked, pieces);
    pieces.get(asked)[0].scrollIntoView({ block: "center" });
  }
}

function choose(name, pieces) {
  for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
  for (const piece of pieces.get(name) ?? []) piece.classList.add("chosen");
  for (const row of document.querySelectorAll(`[data-row="${CSS.escape(name)}"]`)) row.classList.add("chosen");
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
