"use strict";
/* Names, and the words on lines: where each is written. vis-network has drawn signs and lines by then; only so can words be kept from covering
   each other. Each takes the first of several places that is free, the weightiest first; what finds none is left out until one comes nearer. */

let inkings = []; // what is written in the picture now: { lines, size, bold, x, y, w, h, turn, alpha, colour, plate, bundle }, x and y being its middle
const widths = new Map();
const MAIN = 12; // how many names come before all else, and may cover the signs of others
const BOLD = 7; // names with more statements than this are bold
const FONT = '"Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const NEAR = 0.42; // from further off, words of lines would be all there is to see
const MANY = 1500; // of more lines than this, names do not keep clear

const fontOf = ({ size, bold }) => `${bold ? "600 " : ""}${size}px ${FONT}`;

function wrapped(label) {
  const lines = [];
  for (const word of label.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= 22) lines[last] += ` ${word}`;
    else lines.push(word.length > 30 ? `${word.slice(0, 29)}…` : word);
  }
  if (lines.length > 3) return [...lines.slice(0, 2), `${lines[2]}…`];
  return lines;
}

function widthOf(ctx, text) {
  const key = ctx.font + text;
  if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
  return widths.get(key);
}

/** What stands over the picture: no word is written under it. */
function controls() {
  const { left, top } = byId("canvas").getBoundingClientRect();
  return [...document.querySelectorAll("#picture > .zoom, #picture > .saving, #panel-switch, #picture .notice:not([hidden])")].map((control) => {
    const { x, y, width: w, height: h } = control.getBoundingClientRect();
    return { x: x - left, y: y - top, w, h, owner: control };
  }).filter(({ w }) => w > 0);
}

/** Find places for all names and words. `ctx` measures; `width` and `height` are those of the picture on the screen. */
function ink(ctx, width, height) {
  const scale = network.getScale();
  const taken = new Taken();
  const page = { ctx, width, height, scale, taken, near: lit !== null || scale > NEAR, lines: linesOfNames() };
  for (const box of controls()) taken.add(box);
  const seen = signsSeen(page);
  for (const { n, centre, r } of seen) taken.add({ x: centre.x - r, y: centre.y - r, w: 2 * r, h: 2 * r, owner: n, sign: true });
  const words = page.near ? [...bundles.values()].filter((b) => !lit || lit.edges.has(b.id)).sort((a, b) => b.firm - a.firm) : [];
  inkings = [];
  // First the names that matter most, then the words that a solid line does not say ("alleged"), then what else there is room for.
  const firstNames = seen.filter(({ weight }, i) => weight >= 1e6 || i < MAIN);
  for (const item of firstNames) writeName(page, item, true);
  for (const bundle of words) if (bundle.modality !== "asserted") writeWord(page, bundle);
  for (const item of seen.slice(firstNames.length)) writeName(page, item, false);
  for (const bundle of words) if (bundle.modality === "asserted") writeWord(page, bundle);
}

function signsSeen({ width, height, scale }) {
  const seen = [];
  for (const n of displayed) {
    const centre = network.canvasToDOM(network.getPosition(n));
    if (centre.x < -80 || centre.y < -60 || centre.x > width + 80 || centre.y > height + 60) continue;
    seen.push({ n, centre, r: Math.max(radius(nodes[n]) * scale, leastRadius(nodes[n])), weight: weightOf(n) });
  }
  return seen.sort((a, b) => b.weight - a.weight || a.n - b.n);
}

/** To which others each name has a line, so that it is not written upon it. */
function linesOfNames() {
  const lines = new Map();
  if (bundles.size > MANY) return lines;
  const add = (n, other) => lines.set(n, (lines.get(n) || new Set()).add(other));
  for (const { from, to } of bundles.values()) {
    if (from === to) continue;
    add(from, to);
    add(to, from);
  }
  return lines;
}

function weightOf(n) {
  const { focus } = state;
  const chosen = focus && (focus.node === n || focus.from === n || focus.to === n || (focus.path && lit && lit.nodes.has(n)));
  return (chosen || over === n || cursor === n ? 1e6 : lit && lit.nodes.has(n) ? 1e4 : state.pinned.has(n) ? 5e3 : 0) + nodes[n].said.length;
}

/* ---- Names ---- */

function writeName(page, { n, centre, r, weight }, main) {
  const { ctx, width, height, scale, taken } = page;
  const strong = weight >= 1e6;
  const dim = lit && !lit.nodes.has(n) && over !== n;
  if (dim && scale < 0.5) return;
  const name = { size: Math.round(Math.min(14, Math.max(11.5, 12.5 * Math.sqrt(scale)))), bold: strong || nodes[n].said.length > BOLD, lines: wrapped(nodes[n].label) };
  ctx.font = fontOf(name);
  const w = Math.max(...name.lines.map((line) => widthOf(ctx, line))) + 6;
  const h = name.lines.length * (name.size + 2.5) + 2;
  const places = placesOf(centre, r, w, h, n).filter(({ x, y }) => x >= 0 && y >= 0 && x + w <= width && y + h <= height);
  const free = places.filter((place) => taken.free(place, n));
  const box = clearest(page, n, centre, free.length || !main ? free : places.filter((place) => taken.free(place, n, true)));
  if (!box) return;
  taken.add(box);
  inkings.push({ ...name, x: box.x + w / 2, y: box.y + h / 2, w, h, turn: 0, alpha: dim ? 0.3 : 1, colour: palette.ink, node: n });
}

/** Where a name may stand about its sign, the best first. */
function placesOf(centre, r, w, h, owner) {
  const places = [[-0.5 * w, r + 3], [-0.5 * w, -r - h - 3], [r + 3, -h / 2], [-r - w - 3, -h / 2], [-0.8 * w, r + 2], [-0.2 * w, r + 2], [-0.8 * w, -r - h - 2], [-0.2 * w, -r - h - 2]];
  return places.map(([x, y]) => ({ x: centre.x + x, y: centre.y + y, w, h, owner }));
}

/** Of some places, the first that fewest of the name's own lines run through. */
function clearest({ lines }, n, centre, places) {
  const ends = [...(lines.get(n) || [])].filter((m) => displayed.has(m)).map((m) => network.canvasToDOM(network.getPosition(m)));
  let best = null;
  for (const place of places) {
    const through = ends.filter((end) => runsThrough(place, centre, end)).length;
    if (!best || through < best.through) best = { place, through };
    if (!through) break;
  }
  return best && best.place;
}

/* ---- Words of lines ---- */

/** The word of a line; where it finds no room, what must not be missed of it: how it is said, or how often. */
function writeWord(page, bundle) {
  const count = bundle.statements.length;
  const short = bundle.modality !== "asserted" ? modalityOf(bundle.statements.find((s) => s.modality === bundle.modality)).label.toLowerCase() : count > 1 ? `×${count}` : "";
  if (!placeWord(page, bundle, bundle.word) && short) placeWord(page, bundle, short);
}

function placeWord(page, bundle, text) {
  const { ctx, taken } = page;
  const drawn = network.body.edges[bundle.id];
  if (!drawn || !drawn.connected || bundle.from === bundle.to) return true;
  const ends = [bundle.from, bundle.to].map((n) => network.canvasToDOM(network.getPosition(n)));
  const length = Math.hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y);
  if (length < 40) return true;
  const word = { size: 11, bold: Boolean(lit && lit.edge === bundle.id), lines: [text], alpha: 1, colour: palette[`relation-${bundle.family}`], plate: true, bundle };
  ctx.font = fontOf(word);
  const w = widthOf(ctx, text) + 8;
  const angle = Math.atan2(ends[1].y - ends[0].y, ends[1].x - ends[0].x);
  const lean = Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle;
  // Level words are read best; where there is no room for one, it lies along its line.
  for (const turn of length < w + 24 ? [0] : [0, lean]) {
    for (const t of [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72]) {
      const at = network.canvasToDOM(drawn.edgeType.getPoint(t, drawn.edgeType.getViaNode && drawn.edgeType.getViaNode()));
      const place = { x: at.x, y: at.y, w, h: 15, turn };
      const boxes = boxesOf(place, bundle.id);
      if (!boxes.every((box) => taken.free(box))) continue;
      boxes.forEach((box) => taken.add(box));
      inkings.push({ ...word, ...place, boxes });
      return true;
    }
  }
  return false;
}
