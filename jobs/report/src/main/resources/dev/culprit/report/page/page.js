"use strict";
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const make = (name, properties = {}) => Object.assign(document.createElement(name), properties);

// The overview. A large report holds the rows beyond the first as text: so many are made as are looked at.
const PORTION = 100;
const overview = document.querySelector(".overview"), body = overview.tBodies[0], filter = document.querySelector(".filter");
const input = filter.querySelector("input"), verdict = filter.querySelector("select"), count = filter.querySelector("output");
const more = document.querySelector("button.more"), workshop = make("template");
const parse = html => {
  workshop.innerHTML = html;
  return workshop.content.firstElementChild;
};
const entries = [...body.rows].map(row => ({
  row, keys: [...row.cells].map(cell => cell.dataset.sort), verdict: row.dataset.verdict, anchor: row.dataset.anchor,
  text: [...row.cells].map(cell => cell.classList.contains("spark") ? "" : cell.textContent).join(" ").toLowerCase() }));
all("script.row").forEach(({ dataset, textContent }) => {
  const keys = dataset.keys.split("\n");
  keys.splice(4, 0, undefined);
  entries.push({ html: textContent, keys, verdict: dataset.verdict, anchor: dataset.anchor, text: dataset.text.toLowerCase() });
});
let limit = PORTION;
const show = () => {
  const words = input.value.toLowerCase().split(/\s+/).filter(word => word !== "");
  const fits = entry => (verdict.value === "" || entry.verdict === verdict.value) && words.every(word => entry.text.includes(word));
  const fitting = entries.filter(fits);
  body.replaceChildren(...fitting.slice(0, limit).map(entry => entry.row ??= parse(entry.html)));
  const kept = new Set(fitting.map(entry => entry.anchor)), everything = fitting.length === entries.length;
  all("article, .others > details").forEach(section => { section.hidden = !everything && !kept.has(section.dataset.anchor); });
  count.textContent = everything ? `${entries.length} ${entries.length === 1 ? 'container' : 'containers'}` : `${fitting.length} of ${entries.length} containers`;
  more.hidden = fitting.length <= limit;
  more.textContent = `Show ${Math.min(PORTION, fitting.length - limit)} more of ${fitting.length - limit}`;
};
const anew = () => { limit = PORTION; show(); };
input.addEventListener("input", anew);
verdict.addEventListener("change", anew);
more.addEventListener("click", () => { limit += PORTION; show(); });
filter.hidden = false;
show();
all("th button", overview).forEach(button => button.addEventListener("click", () => {
  const head = button.closest("th"), column = head.cellIndex;
  const now = head.getAttribute("aria-sort"), first = button.dataset.first;
  const order = now === null ? first : now === "ascending" ? "descending" : "ascending";
  head.parentElement.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1, words = new Intl.Collator();
  const compare = (a, b) => isNaN(a) || isNaN(b) ? words.compare(a, b) : a - b;
  entries.sort(({ keys: { [column]: a } }, { keys: { [column]: b } }) => (a === "") - (b === "") || sign * compare(a, b));
  show();
}));

// What a link leads to is unfolded, also what the browser leaves folded, and made where it is held as text.
const later = new Map(all("script.later").map(block => [block.dataset.anchor, block]));
const find = anchor => {
  const block = later.get(anchor);
  if (block) {
    later.delete(anchor);
    const section = parse(block.textContent);
    block.replaceWith(section);
    enhance(section);
  }
  return document.getElementById(anchor);
};
const reveal = () => {
  let place = null;
  try {
    place = find(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return;
  }
  for (let element = place; element; element = element.parentElement) {
    if (element.tagName === "DETAILS") element.open = true;
    element.hidden = false;
  }
  if (place) place.scrollIntoView();
};
addEventListener("hashchange", reveal);

// Copying what is to be pasted. Without a clipboard, as in some browsers from disk, the text is selected and copied as of old.
const copy = async pre => {
  const text = pre.textContent;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange(), selection = getSelection();
    range.selectNodeContents(pre);
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  }
};
const copyable = pre => {
  const box = make("div", { className: "copied" });
  const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
  const said = make("span", { className: "unseen" });
  said.setAttribute("aria-live", "polite");
  pre.before(box);
  box.append(button, said, pre);
  button.addEventListener("click", async () => {
    const done = await copy(pre);
    button.textContent = said.textContent = done ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 2000);
  });
};

// Values of a drawing where the pointer is, or where the arrow keys lead. They are read off the lines themselves.
const two = number => String(number).padStart(2, "0");
const moment = millis => {
  const time = new Date(millis);
  return `${time.getUTCDate()} ${"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[time.getUTCMonth()]} `
    + `${two(time.getUTCHours())}:${two(time.getUTCMinutes())} UTC`;
};
const points = path => [...path.getAttribute("d").matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(point => [+point[1], +point[2]]);
const readable = figure => {
  const field = figure.querySelector("svg.field"), out = figure.querySelector("output");
  const from = +figure.dataset.from, to = +figure.dataset.to;
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "line");
  cursor.setAttribute("class", "cursor");
  cursor.setAttribute("y1", 0);
  cursor.setAttribute("y2", "100%");
  let lines = null, at = 0.5;
  const read = () => lines ??= all("svg[data-top]", field).flatMap(panel => all("path.line", panel).map(path => ({
    unit: panel.dataset.unit, top: +panel.dataset.top, height: +panel.dataset.height,
    name: path.querySelector("title").textContent, points: points(path) })));
  const point = share => {
    at = Math.min(1, Math.max(0, share));
    const across = at * 1000, parts = [];
    read().forEach(line => {
      let best = null;
      line.points.forEach(point => {
        if (best === null || Math.abs(point[0] - across) < Math.abs(best[0] - across)) best = point;
      });
      if (best !== null && Math.abs(best[0] - across) <= 12) {
        const value = (line.height - best[1]) / line.height * line.top;
        const text = value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
        parts.push(`${line.name} ${text} ${line.unit}`);
      }
    });
    cursor.setAttribute("x1", `${at * 100}%`);
    cursor.setAttribute("x2", `${at * 100}%`);
    if (!cursor.isConnected) field.append(cursor);
    out.textContent = `${moment(from + at * (to - from))}: ${parts.length > 8 ? parts.slice(0, 8).join("; ") + "; and more" : parts.join("; ") || "no reading"}`;
  };
  field.setAttribute("tabindex", 0);
  field.addEventListener("pointermove", event => {
    const box = field.getBoundingClientRect();
    point((event.clientX - box.left) / box.width);
  });
  field.addEventListener("keydown", event => {
    const step = { ArrowLeft: -0.01, ArrowRight: 0.01, Home: -1, End: 1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      point(at + step);
    }
  });
};

function enhance(root) {
  all("pre", root).forEach(copyable);
  all("figure.chart[data-from]", root).forEach(readable);
}
enhance(document);
if (location.hash.length > 1) reveal();
