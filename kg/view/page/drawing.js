"use strict";
/* The picture as SVG, from the same places as on the screen: real text, with title, legend and a line that says what it stands on.
   It is made of elements, never of markup, so that no text of a document can be anything but text. */

const LEGEND_ROW = 19;
const EDGE_ROOM = 16; // about the whole

const rounded = (value) => Math.round(value * 10) / 10;

/** The drawing, `width` wide and as high as it needs. */
function drawing() {
  const { width, height } = inked;
  const scale = network.getScale();
  const head = 52;
  const key = drawnLegend(width);
  const foot = footLines(width);
  const total = head + height + key.height + 17 * foot.length + 18;
  const clip = svg("clipPath", { id: "frame" }, svg("rect", { x: 0, y: 0, width, height }));
  const drawn = svg("g", { transform: `translate(0 ${head})`, "clip-path": "url(#frame)" },
    ...[...bundles.values()].map((b) => drawnLine(b, scale, width, height)).filter(Boolean),
    ...[...displayed].map((n) => drawnSign(n, scale, width, height)).filter(Boolean),
    ...inkings.map(drawnWords));
  return svg("svg", { width, height: total, viewBox: `0 0 ${width} ${total}`, role: "img", "font-family": FONT },
    svg("title", {}, document.title), svg("desc", {}, `${byId("status").textContent}, from ${corpusWords()}. ${HONEST}`),
    clip, svg("rect", { width, height: total, fill: palette.paper }),
    text(document.title, EDGE_ROOM, 24, { "font-size": 17, "font-weight": 600, fill: palette.ink }),
    text(`${byId("status").textContent}${state.out.size ? `; ${plural(state.out.size, "name")} hidden by hand` : ""}`, EDGE_ROOM, 42, { "font-size": 12, fill: palette.soft }),
    drawn, svg("g", { transform: `translate(0 ${head + height + 14})` }, ...key.parts),
    ...foot.map((line, i) => text(line, EDGE_ROOM, head + height + key.height + 17 * (i + 1) + 6, { "font-size": 12, fill: palette.soft })));
}

const text = (words, x, y, more) => svg("text", { x, y, ...more }, words);

const onScreen = ({ x, y }, width, height, room = 90) => x > -room && y > -room && x < width + room && y < height + room;

/* ---- Lines ---- */

/** A line from sign to sign, with its arrow and, where it is negated, its bar. */
function drawnLine(bundle, scale, width, height) {
  const edge = network.body.edges[bundle.id];
  if (!edge || !edge.connected) return null;
  const ends = [bundle.from, bundle.to].map((n) => network.canvasToDOM(network.getPosition(n)));
  if (bundle.from === bundle.to || ends.every((end) => !onScreen(end, width, height, 400))) return null;
  const { width: across, color: { color }, dashes } = lineOf(bundle);
  const curve = curveOf(edge, ends, bundle);
  const stroke = { stroke: color, "stroke-width": rounded(Math.max(0.6, across * scale)), fill: "none" };
  const [x, y] = curve.tip;
  const length = (8.25 + 3 * across) * scale;
  const head = [[0, 0], [-length, -length * 0.4], [-length * 0.85, 0], [-length, length * 0.4]].map(([a, b]) => turnedBy(a, b, curve.angle, x, y).join(",")).join(" ");
  const parts = [svg("path", { d: curve.path, ...stroke, ...(dashes ? { "stroke-dasharray": dashes.map((d) => rounded(d * scale)).join(" ") } : {}) }), svg("polygon", { points: head, fill: color })];
  if (bundle.modality === "negated") {
    const [[x1, y1], [x2, y2]] = [-1, 1].map((side) => turnedBy(0, side * 9 * scale, curve.middleAngle, ...curve.middle));
    parts.push(svg("line", { x1, y1, x2, y2, ...stroke, "stroke-width": rounded(Math.max(1, 2.4 * scale)) }));
  }
  return svg("g", {}, ...parts);
}

const turnedBy = (a, b, angle, x, y) => [rounded(x + a * Math.cos(angle) - b * Math.sin(angle)), rounded(y + a * Math.sin(angle) + b * Math.cos(angle))];

/** The line between the borders of its two signs: straight, or bent where another goes the other way. */
function curveOf(edge, [from, to], bundle) {
  const via = edge.edgeType.getViaNode ? edge.edgeType.getViaNode() : undefined;
  const bend = via ? network.canvasToDOM(via) : null;
  const at = (t) => (bend ? ["x", "y"].map((k) => (1 - t) ** 2 * from[k] + 2 * t * (1 - t) * bend[k] + t ** 2 * to[k]) : ["x", "y"].map((k) => from[k] + t * (to[k] - from[k])));
  const room = (n) => Math.max(radius(nodes[n]) * network.getScale(), leastRadius(nodes[n])) + 1;
  const leaves = border(at, from, room(bundle.from), 0, 0.5);
  const meets = border(at, to, room(bundle.to), 1, 0.5);
  const [start, tip] = [at(leaves), at(meets)].map((p) => p.map(rounded));
  const [before, middle, beyond] = [at(meets - 0.02), at(0.5), at(0.52)];
  const part = bend ? `Q${["x", "y"].map((k, i) => rounded((at((leaves + meets) / 2)[i] * 4 - start[i] - tip[i]) / 2)).join(" ")} ${tip.join(" ")}` : `L${tip.join(" ")}`;
  return { path: `M${start.join(" ")}${part}`, tip, angle: Math.atan2(tip[1] - before[1], tip[0] - before[0]), middle, middleAngle: Math.atan2(beyond[1] - middle[1], beyond[0] - middle[0]) };
}

/** Where on the way from the sign's middle (at `inside`) the line leaves the sign. */
function border(at, centre, room, inside, outside) {
  let [low, high] = [inside, outside];
  for (let turn = 0; turn < 12; turn += 1) {
    const t = (low + high) / 2;
    const [x, y] = at(t);
    if (Math.hypot(x - centre.x, y - centre.y) < room) low = t;
    else high = t;
  }
  return high;
}

/* ---- Signs and words ---- */

function signShape(family, more = {}) {
  return svg("path", { d: FAMILIES[family].path, fill: palette[`family-${family}`], stroke: palette.outline, ...more });
}

function drawnSign(n, scale, width, height) {
  const node = nodes[n];
  const { x, y } = network.canvasToDOM(network.getPosition(n));
  if (!onScreen({ x, y }, width, height)) return null;
  const size = Math.max(radius(node) * scale, leastRadius(node));
  const dim = lit && !lit.nodes.has(n);
  const unit = size / 12;
  const parts = [signShape(node.family, { "stroke-width": rounded(Math.max(1, scale) * 1.2 / unit), opacity: dim ? 0.22 : 1, transform: `translate(${rounded(x - size)} ${rounded(y - size)}) scale(${unit.toFixed(3)})` })];
  if (state.focus && state.focus.node === n) parts.unshift(svg("circle", { cx: rounded(x), cy: rounded(y), r: rounded(size * 1.45 + 2), fill: "none", stroke: palette.accent, "stroke-width": 2.5 }));
  if (state.pinned.has(n)) parts.push(svg("circle", { cx: rounded(x + size * 0.8), cy: rounded(y - size * 0.8), r: 3.6, fill: palette.accent, stroke: palette.paper, "stroke-width": 1.5 }));
  return svg("g", {}, ...parts);
}

function drawnWords({ lines, size, bold, x, y, w, h, turn, alpha, colour, plate }) {
  const place = `translate(${rounded(x)} ${rounded(y)})${turn ? ` rotate(${rounded((turn * 180) / Math.PI)})` : ""}`;
  const tops = lines.map((_, i) => -h / 2 + (plate ? 2 : 1) + i * (size + LEADING) + size * 0.86); // SVG counts from the foot of the letters
  const halo = plate ? {} : { stroke: palette.paper, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" };
  return svg("g", { transform: place, "text-anchor": "middle", "font-size": size, fill: colour, ...(bold ? { "font-weight": 600 } : {}), ...(alpha < 1 ? { opacity: alpha } : {}), ...halo },
    ...(plate ? [svg("rect", { x: rounded(-w / 2), y: rounded(-h / 2), width: rounded(w), height: rounded(h), rx: 4, fill: palette.paper, "fill-opacity": 0.92 })] : []),
    ...lines.map((line, i) => text(line, 0, rounded(tops[i]))));
}

/* ---- What stands under it ---- */

/** The legend of what is in the picture: three columns where there is room, else one under the other. */
function drawnLegend(width) {
  const { names, lines, modalities } = inPicture();
  const label = (words, y) => text(words, 38, y + 4, { "font-size": 12, fill: palette.ink });
  const line = (y, more) => svg("line", { x1: 0, x2: 28, y1: y, y2: y, "stroke-width": 2.4, ...more });
  const columns = [
    ["Who and what", names.map((f) => (y) => [svg("g", { transform: `translate(6 ${y - 8}) scale(0.667)` }, signShape(f, { "stroke-width": 1.5 })), label(FAMILIES[f].label, y)])],
    ["What was done", lines.map((f) => (y) => [line(y, { stroke: palette[`relation-${f}`] }), label(RELATIONS[f], y)])],
    ["How it is said", modalities.map((m) => (y) => [line(y, { stroke: palette.ink, ...(MODALITIES[m].dash.length ? { "stroke-dasharray": MODALITIES[m].dash.join(" ") } : {}) }),
      ...(m === "negated" ? [line(y, { x1: 14, x2: 14, y1: y - 6, y2: y + 6, stroke: palette.ink })] : []), label(`${MODALITIES[m].label}: ${MODALITIES[m].note}`, y)])],
  ];
  const wide = width >= 640;
  const parts = [];
  let y = 0;
  let lowest = 0;
  columns.forEach(([title, rows], i) => {
    const top = wide ? 0 : y;
    const x = EDGE_ROOM + (wide ? [0, 0.31, 0.58][i] * (width - 2 * EDGE_ROOM) : 0);
    parts.push(svg("g", { transform: `translate(${rounded(x)} ${top})` }, text(title, 0, 12, { "font-size": 12, "font-weight": 600, fill: palette.ink }),
      ...rows.flatMap((row, k) => row(30 + k * LEGEND_ROW))));
    y = top + 30 + rows.length * LEGEND_ROW + 8;
    lowest = Math.max(lowest, y);
  });
  return { parts, height: lowest + 12 };
}

/** The line of source, broken to fit. */
function footLines(width) {
  const room = Math.floor((width - 2 * EDGE_ROOM) / 6.2);
  const lines = [""];
  for (const word of `From ${corpusWords()}. ${HONEST}`.split(" ")) {
    if (lines[lines.length - 1].length + word.length >= room) lines.push(word);
    else lines[lines.length - 1] += `${lines[lines.length - 1] ? " " : ""}${word}`;
  }
  return lines;
}
