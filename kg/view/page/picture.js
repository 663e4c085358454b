"use strict";
/* The network, drawn by vis-network. Places come with the data and nothing moves by itself. */

let network, nodeSet, edgeSet;
const bundles = new Map(); // all statements shown of one pair in one direction, by "from~to"
const displayed = new Set(); // numbers of the nodes drawn
let lit = null; // what is not greyed: { nodes, edges }, or null for all
let over = null; // the node under the pointer
let palette = {};
const signPaths = {};
const MARGIN = 14;
const NEIGHBOURS = 30; // how many neighbours come with a node that was asked for
const FAMILY_ORDER = Object.keys(RELATIONS);
const MODALITY_ORDER = Object.keys(MODALITIES);

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(name).trim();
  palette = { paper: value("--paper"), ink: value("--ink"), soft: value("--soft"), faint: value("--faint"), outline: value("--outline"), accent: value("--accent") };
  for (const family of Object.keys(FAMILIES)) palette[`family-${family}`] = value(`--family-${family}`);
  for (const family of Object.keys(RELATIONS)) palette[`relation-${family}`] = value(`--relation-${family}`);
}

function buildPicture() {
  for (const [family, { path }] of Object.entries(FAMILIES)) signPaths[family] = new Path2D(path);
  readPalette();
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  // A canvas that the processor draws is many times faster where there is no graphics card, and fast enough where there is one.
  const plain = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function getContext(kind, options) {
    return plain.call(this, kind, kind === "2d" ? { ...options, willReadFrequently: true } : options);
  };
  network = new vis.Network(byId("canvas"), { nodes: nodeSet, edges: edgeSet }, pictureOptions);
  HTMLCanvasElement.prototype.getContext = plain;
  network.on("click", clicked);
  network.on("afterDrawing", drawWords);
  network.on("dragEnd", ({ nodes: dragged }) => {
    for (const id of dragged) Object.assign(nodes[id], network.getPosition(id));
    placed();
  });
  network.on("zoom", placed);
  network.on("hoverNode", ({ node, event }) => hover(node, event));
  network.on("hoverEdge", ({ edge, event }) => hint(bundles.get(edge), event));
  network.on("blurNode", unhover);
  network.on("blurEdge", unhover);
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("save").addEventListener("click", savePicture);
  byId("zoom-fit").addEventListener("click", () => fit(true));
  byId("canvas").addEventListener("keydown", step);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
}

function recolour() {
  readPalette();
  drawPicture();
}

/* ---- What is drawn ---- */

/** Which nodes: the ends of what passes the filters, of these the first and the added; or all that lie near a chosen one. */
function chosenNodes() {
  const allowed = new Set();
  for (const n of state.added) {
    allowed.add(n);
    const beside = nodes[n].said.filter((s) => s.object !== null && s.by !== n).map((s) => (s.subject === n ? s.object : s.subject));
    [...new Set(beside)].filter((m) => !nodes[m].first).sort((a, b) => nodes[b].said.length - nodes[a].said.length || a - b).slice(0, NEIGHBOURS).forEach((m) => allowed.add(m));
  }
  const chosen = new Set();
  const offered = new Set();
  for (const { id, from, to } of links) {
    if (!passes(statements[id])) continue;
    for (const n of [from, to]) {
      offered.add(n);
      if (nearby || nodes[n].first || allowed.has(n)) chosen.add(n);
    }
  }
  for (const node of nodes) {
    const wanted = state.added.has(node.id) || (state.focus && state.focus.node === node.id);
    if (!node.linked && (state.loose || wanted) && !state.hidden.cls.has(node.cls) && (!nearby || nearby.has(node.id))) chosen.add(node.id);
  }
  return [chosen, offered.size];
}

function bundled() {
  bundles.clear();
  for (const { id, from, to } of links) {
    const statement = statements[id];
    if (!displayed.has(from) || !displayed.has(to) || !passes(statement)) continue;
    const key = `${from}~${to}`;
    if (!bundles.has(key)) bundles.set(key, { id: key, from, to, statements: [] });
    bundles.get(key).statements.push(statement);
  }
  for (const bundle of bundles.values()) describe(bundle);
}

/** A bundle's colour, line and word: those of what is asserted most often; what is only alleged never makes a line look firmer. */
function describe(bundle) {
  const rank = (s) => MODALITY_ORDER.indexOf(s.modality);
  const firmest = MODALITY_ORDER.find((m) => bundle.statements.some((s) => s.modality === m)) || bundle.statements[0].modality;
  const of = bundle.statements.filter((s) => s.modality === firmest);
  const types = [...new Set(of.map((s) => s.type))].map((type) => ({ type, count: of.filter((s) => s.type === type).length, any: of.find((s) => s.type === type) }));
  types.sort((a, b) => b.count - a.count || FAMILY_ORDER.indexOf(familyOf(a.any)) - FAMILY_ORDER.indexOf(familyOf(b.any)) || a.type.localeCompare(b.type));
  bundle.statements.sort((a, b) => dateKey(a.date).localeCompare(dateKey(b.date)) || rank(a) - rank(b) || a.index - b.index);
  bundle.family = familyOf(types[0].any);
  bundle.modality = firmest;
  bundle.firm = of.length;
  const count = bundle.statements.length;
  bundle.word = relationOf(types[0].any)[0] + (count === 1 ? "" : types[0].count === count ? ` ×${count}` : ` +${count - 1}`);
  if (firmest !== "asserted") bundle.word += ` · ${modalityOf(of[0]).label.toLowerCase()}`;
  else if (bundle.statements.some((s) => s.modality === "alleged")) bundle.word += " · part alleged";
}

function drawPicture({ filters = false, fit: whole = false, focus = false } = {}) {
  const [chosen, offered] = chosenNodes();
  displayed.clear();
  for (const n of chosen) displayed.add(n);
  bundled();
  light();
  const gone = nodeSet.getIds().filter((id) => !displayed.has(id));
  nodeSet.remove(gone);
  nodeSet.update([...displayed].map((n) => ({ id: n, x: nodes[n].x, y: nodes[n].y, shape: "custom", ctxRenderer: drawSign })));
  edgeSet.remove(edgeSet.getIds().filter((id) => !bundles.has(id)));
  edgeSet.update([...bundles.values()].map(lineOf));
  const notice = byId("notice");
  notice.hidden = offered <= displayed.size;
  notice.textContent = notice.hidden ? "" : `Showing the ${displayed.size.toLocaleString("en-GB")} best evidenced of ${offered.toLocaleString("en-GB")} names. Search to bring in any other.`;
  byId("canvas").setAttribute("aria-label", `Network of ${plural(displayed.size, "name")} and ${plural(bundles.size, "line")}. The table view holds the same statements.`);
  if (whole) fit(!filters);
  if (focus) show();
}

function lineOf(bundle) {
  const bright = !lit || lit.edges.has(bundle.id);
  const turned = bundles.has(`${bundle.to}~${bundle.from}`) && bundle.from !== bundle.to;
  const colour = bright ? palette[`relation-${bundle.family}`] : palette.faint;
  const width = (bundle.modality === "asserted" ? 1.3 + Math.min(3, Math.log2(bundle.firm)) * 0.9 : 1.5) + (lit && lit.edge === bundle.id ? 2 : 0);
  return {
    id: bundle.id, from: bundle.from, to: bundle.to, width, color: { color: colour, highlight: colour, hover: colour, inherit: false },
    dashes: modalityOf(bundle.statements[0]) && MODALITIES[bundle.modality] && MODALITIES[bundle.modality].dash.length ? MODALITIES[bundle.modality].dash : false,
    arrows: { to: { enabled: true, scaleFactor: 0.55 }, middle: { enabled: bundle.modality === "negated", type: "bar", scaleFactor: 0.8 } },
    smooth: turned ? { enabled: true, type: "curvedCW", roundness: 0.16 } : { enabled: false },
  };
}

/** What stays bright: the chosen pair, or the chosen node with all that it has a line to. */
function light() {
  const { focus } = state;
  lit = null;
  if (!focus) return;
  if ("node" in focus) {
    const edges = [...bundles.values()].filter((b) => b.from === focus.node || b.to === focus.node);
    lit = { nodes: new Set([focus.node, ...edges.flatMap((b) => [b.from, b.to])]), edges: new Set(edges.map((b) => b.id)) };
  } else {
    const edge = `${focus.from}~${focus.to}`;
    lit = { nodes: new Set([focus.from, focus.to]), edges: new Set([edge]), edge };
  }
  if (![...lit.nodes].some((n) => displayed.has(n))) lit = null;
}

const radius = (node) => 7 + Math.min(14, 2.1 * Math.sqrt(node.said.length));

const leastRadius = (node) => 3 + radius(node) * 0.18; // on the screen, from however far off

function drawSign({ ctx, id, x, y }) {
  const node = nodes[id];
  const size = Math.max(radius(node), leastRadius(node) / network.getScale());
  const drawNode = () => {
    ctx.save();
    ctx.globalAlpha = lit && !lit.nodes.has(id) ? 0.22 : 1;
    ctx.translate(x, y);
    if (state.focus && state.focus.node === id) {
      ctx.beginPath();
      ctx.arc(0, 0, size * 1.45 + 2, 0, 2 * Math.PI);
      ctx.strokeStyle = palette.accent;
      ctx.lineWidth = 2.5;
      ctx.stroke();
    }
    ctx.scale(size / 12, size / 12);
    ctx.translate(-12, -12);
    ctx.fillStyle = palette.paper;
    ctx.fill(signPaths[node.family]);
    ctx.fillStyle = palette[`family-${node.family}`];
    ctx.fill(signPaths[node.family]);
    ctx.strokeStyle = palette.outline;
    ctx.lineWidth = (over === id ? 2.6 : 1.2) * (12 / size);
    ctx.stroke(signPaths[node.family]);
    ctx.restore();
  };
  return { drawNode, nodeDimensions: { width: size * 2, height: size * 2 } };
}

/** The picture as PNG, on the page's ground, with its title and the honest line under it. */
function savePicture() {
  const drawn = byId("canvas").querySelector("canvas");
  const ratio = drawn.width / drawn.clientWidth;
  const copyOf = el("canvas", { width: drawn.width, height: drawn.height + 44 * ratio });
  const ctx = copyOf.getContext("2d");
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, copyOf.width, copyOf.height);
  ctx.drawImage(drawn, 0, 0);
  ctx.scale(ratio, ratio);
  ctx.fillStyle = palette.ink;
  ctx.font = `600 12px ${FONT}`;
  ctx.fillText(document.title, 14, drawn.clientHeight + 14);
  ctx.fillStyle = palette.soft;
  ctx.font = `11px ${FONT}`;
  ctx.fillText(`${byId("status").textContent}. Made by machine; what is alleged (dashed) is not proven. Check the source.`, 14, drawn.clientHeight + 31);
  copyOf.toBlob((blob) => { download("network.png", "image/png", blob); announce("Picture saved"); });
}

/* ---- Moving about ---- */

function clicked({ nodes: [node], edges: [edge], pointer: { DOM } }) {
  unhover();
  network.unselectAll();
  const word = wordBoxes.find((b) => DOM.x >= b.x && DOM.x <= b.x + b.w && DOM.y >= b.y && DOM.y <= b.y + b.h);
  const bundle = word ? word.bundle : bundles.get(edge);
  if (node !== undefined) select({ node });
  else if (bundle) select({ from: bundle.from, to: bundle.to });
  else if (state.focus) select(null);
}

let placing = 0;

/** Remember in the address where a person has moved to. */
function placed() {
  clearTimeout(placing);
  placing = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    state.at = { x: Math.round(x), y: Math.round(y), scale: Number(network.getScale().toFixed(3)) };
    history.replaceState(null, "", `#${written()}`);
  }, 250);
}

function move(position, scale, animated) {
  network.moveTo({ position, scale, animation: animated && !still() ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
}

function zoom(factor) {
  move(network.getViewPosition(), Math.min(6, Math.max(0.02, network.getScale() * factor)), true);
  placed();
}

/** The room that signs and names take on the screen at a scale: names are as large at any scale, so this is not in proportion. */
function extent(some, scale) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const n of some) {
    const lines = wrapped(nodes[n].label);
    const half = Math.max(...lines.map((line) => line.length)) * 3.4 + 4;
    const [x, y, r] = [nodes[n].x * scale, nodes[n].y * scale, radius(nodes[n]) * scale];
    box.left = Math.min(box.left, x - half);
    box.right = Math.max(box.right, x + half);
    box.top = Math.min(box.top, y - r);
    box.bottom = Math.max(box.bottom, y + r + lines.length * 15 + 3);
  }
  return box;
}

function fit(animated, some = displayed, most = 1.25) {
  if (!some.size) return;
  const place = byId("canvas");
  const fits = ({ left, right, top, bottom }) => right - left <= place.clientWidth - 2 * MARGIN && bottom - top <= place.clientHeight - 2 * MARGIN;
  let [low, high] = [0.02, most];
  for (let turn = 0; turn < 16; turn += 1) {
    const middle = (low + high) / 2;
    if (fits(extent(some, middle))) low = middle;
    else high = middle;
  }
  if (!animated && low < 0.5 && place.clientWidth < 600) {
    // On a small screen the whole would be dots: begin about the best evidenced name, near enough to read.
    const main = [...some].sort((a, b) => nodes[b].said.length - nodes[a].said.length || a - b)[0];
    move(nodes[main], 0.62, false);
    return;
  }
  const { left, right, top, bottom } = extent(some, low);
  move({ x: (left + right) / 2 / low, y: (top + bottom) / 2 / low }, low, animated);
  if (animated) state.at = null;
}

/** Bring what is chosen into sight, without moving if it is there already. */
function show() {
  if (!state.focus || !lit) return;
  const chosen = "node" in state.focus ? [state.focus.node] : [state.focus.from, state.focus.to];
  const place = byId("canvas");
  const seen = (n) => {
    const { x, y } = network.canvasToDOM(nodes[n]);
    return x > 40 && y > 30 && x < place.clientWidth - 40 && y < place.clientHeight - 40;
  };
  if (!chosen.every(seen) || network.getScale() < 0.35) fit(true, lit.nodes, 1);
}

/** Arrow keys: to the nearest name in that direction. */
function step(event) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!way || !displayed.size) return;
  event.preventDefault();
  const from = state.focus && state.focus.node !== undefined ? nodes[state.focus.node] : network.getViewPosition();
  let best = null;
  for (const n of displayed) {
    const [x, y] = [nodes[n].x - from.x, nodes[n].y - from.y];
    const along = x * way[0] + y * way[1];
    const across = Math.abs(x * way[1]) + Math.abs(y * way[0]);
    if (along > 1 && across <= along * 1.5 && (!best || along + across < best.far)) best = { n, far: along + across };
  }
  if (best) select({ node: best.n });
}

function hover(n, event) {
  over = n;
  byId("canvas").classList.add("pointing");
  const node = nodes[n];
  tip(event, el("strong", {}, quoted(node.label)), el("span", { class: "soft" }, `${classOf(node)[0]}, ${plural(node.said.length, "statement")}`));
}

function hint(bundle, event) {
  if (!bundle) return;
  byId("canvas").classList.add("pointing");
  const [, text] = quotation(bundle.statements[0]);
  tip(event, ...bundle.statements.slice(0, 3).map((s) => el("strong", {}, quoted(sentence(s)))),
    el("span", { class: "words" }, quoted(text.length > 140 ? `${text.slice(0, 139)}…` : text)),
    el("span", { class: "soft" }, bundle.statements.length > 1 ? `${plural(bundle.statements.length, "statement")}: click to read them` : "Click for the source"));
}

function tip(event, ...parts) {
  const box = byId("hint");
  if (matchMedia("(hover: none)").matches) return;
  box.replaceChildren(...parts);
  box.hidden = false;
  const place = byId("picture").getBoundingClientRect();
  const x = (event.center || event).x ?? event.clientX;
  const y = (event.center || event).y ?? event.clientY;
  box.style.left = `${Math.min(x - place.left + 14, place.width - box.offsetWidth - 8)}px`;
  box.style.top = `${Math.min(y - place.top + 14, place.height - box.offsetHeight - 8)}px`;
}

function unhover() {
  over = null;
  byId("hint").hidden = true;
  byId("canvas").classList.remove("pointing");
}
