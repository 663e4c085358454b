"use strict";
/* Names, and the words on lines, drawn after vis-network has drawn signs and lines: only so can they be kept from covering each other.
   Each takes the first of several places that is free, the weightiest first; what finds none is left out until one comes nearer. */

let wordBoxes = []; // where words of lines were drawn, so that they can be clicked
const widths = new Map();
const MAIN = 12; // how many names come before all else, and may cover the signs of others
const BOLD = 7; // names with more statements than this are bold
const FONT = '"Helvetica Neue", Arial, "Liberation Sans", sans-serif';

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

/** Boxes already taken, in squares of a coarse grid so that a test looks at few. */
class Taken {
  constructor() {
    this.squares = new Map();
  }

  * around(box) {
    for (let x = Math.floor(box.x / 120); x <= Math.floor((box.x + box.w) / 120); x += 1) {
      for (let y = Math.floor(box.y / 120); y <= Math.floor((box.y + box.h) / 120); y += 1) yield `${x},${y}`;
    }
  }

  free(box, but, overSigns = false) {
    for (const square of this.around(box)) {
      for (const other of this.squares.get(square) || []) {
        if (other.owner !== but && !(overSigns && other.sign) && box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h) return false;
      }
    }
    return true;
  }

  add(box) {
    for (const square of this.around(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push(box);
    }
  }
}

function drawWords(ctx) {
  const canvas = ctx.canvas;
  const ratio = canvas.width / canvas.clientWidth;
  const scale = network.getScale();
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textBaseline = "top";
  ctx.textAlign = "center";
  ctx.lineJoin = "round";
  const taken = new Taken();
  const seen = [];
  for (const n of displayed) {
    const centre = network.canvasToDOM(nodes[n].dragged || network.getPosition(n));
    if (centre.x < -80 || centre.y < -60 || centre.x > canvas.clientWidth + 80 || centre.y > canvas.clientHeight + 60) continue;
    const r = Math.max(radius(nodes[n]) * scale, leastRadius(nodes[n]));
    taken.add({ x: centre.x - r, y: centre.y - r, w: 2 * r, h: 2 * r, owner: n, sign: true });
    seen.push({ n, centre, r, weight: weightOf(n) });
  }
  seen.sort((a, b) => b.weight - a.weight || a.n - b.n);
  wordBoxes = [];
  const words = [...bundles.values()].filter((b) => !lit || lit.edges.has(b.id)).sort((a, b) => b.firm - a.firm);
  // First the names that matter most, then the words that a solid line does not say ("alleged"), then what else there is room for.
  const firstNames = seen.filter(({ weight }, i) => weight >= 1e6 || i < MAIN);
  for (const item of firstNames) drawName(ctx, item, taken, scale, true);
  const near = lit || scale > 0.42; // from far off, words would be all there is to see
  if (near) for (const bundle of words) if (bundle.modality !== "asserted") drawWord(ctx, bundle, taken);
  for (const item of seen.slice(firstNames.length)) drawName(ctx, item, taken, scale, false);
  if (near) for (const bundle of words) if (bundle.modality === "asserted") drawWord(ctx, bundle, taken);
  ctx.restore();
}

function weightOf(n) {
  const { focus } = state;
  const chosen = focus && (focus.node === n || focus.from === n || focus.to === n || (focus.path && lit && lit.nodes.has(n)));
  return (chosen || over === n ? 1e6 : lit && lit.nodes.has(n) ? 1e4 : state.pinned.has(n) ? 5e3 : 0) + nodes[n].said.length;
}

function drawName(ctx, { n, centre, r, weight }, taken, scale, main) {
  const strong = weight >= 1e6;
  const dim = lit && !lit.nodes.has(n) && over !== n;
  const size = Math.round(Math.min(14, Math.max(11.5, 12.5 * Math.sqrt(scale))));
  ctx.font = `${strong || nodes[n].said.length > BOLD ? "600 " : ""}${size}px ${FONT}`;
  const lines = wrapped(nodes[n].label);
  const w = Math.max(...lines.map((line) => widthOf(ctx, line))) + 6;
  const h = lines.length * (size + 2.5) + 2;
  const places = [
    [-0.5 * w, r + 3], [-0.5 * w, -r - h - 3], [r + 3, -h / 2], [-r - w - 3, -h / 2], [-0.8 * w, r + 2], [-0.2 * w, r + 2], [-0.8 * w, -r - h - 2], [-0.2 * w, -r - h - 2],
  ].map(([x, y]) => [centre.x + x, centre.y + y]).map(([x, y]) => ({ x, y, w, h, owner: n }));
  const inside = ({ x, y }) => x >= 0 && y >= 0 && x + w <= ctx.canvas.clientWidth && y + h <= ctx.canvas.clientHeight;
  const box = places.find((place) => inside(place) && taken.free(place, n)) || (main && places.find((place) => inside(place) && taken.free(place, n, true))) || (strong ? places[0] : null);
  if (!box || (dim && scale < 0.5)) return;
  taken.add(box);
  ctx.globalAlpha = dim ? 0.3 : 1;
  lines.forEach((line, i) => {
    const x = box.x + w / 2;
    const y = box.y + 1 + i * (size + 2.5);
    ctx.strokeStyle = palette.paper;
    ctx.lineWidth = 3.5;
    ctx.strokeText(line, x, y);
    ctx.fillStyle = palette.ink;
    ctx.fillText(line, x, y);
  });
  ctx.globalAlpha = 1;
}

/** The word on a line; where it finds no room, of what is not asserted at least how it is said. */
function drawWord(ctx, bundle, taken) {
  if (placeWord(ctx, bundle, bundle.word, taken) || bundle.modality === "asserted") return;
  placeWord(ctx, bundle, modalityOf(bundle.statements.find((s) => s.modality === bundle.modality)).label.toLowerCase(), taken);
}

function placeWord(ctx, bundle, word, taken) {
  const drawn = network.body.edges[bundle.id];
  if (!drawn || !drawn.connected || bundle.from === bundle.to) return true;
  const ends = [bundle.from, bundle.to].map((n) => network.canvasToDOM(network.getPosition(n)));
  const length = Math.hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y);
  ctx.font = `${lit && lit.edge === bundle.id ? "600 " : ""}11px ${FONT}`;
  const w = widthOf(ctx, word) + 8;
  const h = 15;
  const angle = Math.atan2(ends[1].y - ends[0].y, ends[1].x - ends[0].x);
  const lean = Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle;
  if (length < 40) return true;
  // Level words are read best; where there is no room for one, it lies along its line.
  for (const turn of length < w + 24 ? [0] : [0, lean]) {
    for (const t of [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72]) {
      const at = network.canvasToDOM(drawn.edgeType.getPoint(t, drawn.edgeType.getViaNode && drawn.edgeType.getViaNode()));
      const boxes = wordBoxesAt(at, w, h, turn, bundle);
      if (!boxes.every((box) => taken.free(box))) continue;
      boxes.forEach((box) => taken.add(box));
      wordBoxes.push(...boxes);
      ctx.save();
      ctx.translate(at.x, at.y);
      ctx.rotate(turn);
      ctx.fillStyle = palette.paper;
      ctx.globalAlpha = 0.92;
      ctx.beginPath();
      ctx.roundRect(-w / 2, -h / 2, w, h, 4);
      ctx.fill();
      ctx.globalAlpha = 1;
      ctx.fillStyle = palette[`relation-${bundle.family}`];
      ctx.fillText(word, 0, -h / 2 + 2);
      ctx.restore();
      return true;
    }
  }
  return false;
}

/** The box of a level word; of a leaning one, small boxes along it. */
function wordBoxesAt({ x, y }, w, h, turn, bundle) {
  const owner = bundle.id;
  if (!turn) return [{ x: x - w / 2, y: y - h / 2, w, h, owner, bundle }];
  const steps = Math.ceil(w / h);
  return Array.from({ length: steps }, (_, i) => {
    const along = ((i + 0.5) / steps - 0.5) * w;
    return { x: x + along * Math.cos(turn) - h / 2, y: y + along * Math.sin(turn) - h / 2, w: h, h, owner, bundle };
  });
}
