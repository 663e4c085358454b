"use strict";
/* The network, drawn by vis-network. Places come with the data and nothing moves by itself. */

let network, nodeSet, edgeSet;
const displayed = new Set(); // numbers of the nodes drawn
let lit = null; // what is not greyed: { nodes, edges }, or null for all
let palette = {};
const NEIGHBOURS = 30; // how many neighbours come with a node that was asked for

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
  byId("canvas").firstElementChild.removeAttribute("tabindex"); // the canvas around it takes the focus already
  HTMLCanvasElement.prototype.getContext = plain;
  network.on("click", clicked);
  network.on("afterDrawing", drawWords);
  network.on("resize", () => requestAnimationFrame(() => network.redraw())); // what vis-network draws by itself then lacks the signs
  network.on("dragEnd", dropped);
  network.on("oncontext", ({ event, pointer: { DOM } }) => askedMenu(event, DOM));
  network.on("hold", ({ event, pointer: { DOM } }) => event.pointerType !== "mouse" && askedMenu(event.srcEvent, DOM));
  network.on("zoom", placed);
  network.on("hoverNode", ({ node, event }) => hover(node, event));
  network.on("hoverEdge", ({ edge, event }) => hint(bundles.get(edge), event));
  network.on("blurNode", unhover);
  network.on("blurEdge", unhover);
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("save").addEventListener("click", savePicture);
  byId("save-drawing").addEventListener("click", saveDrawing);
  byId("print").addEventListener("click", () => print());
  byId("zoom-fit").addEventListener("click", () => fit(true));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
}

function recolour() {
  readPalette();
  drawPicture();
}

/** Which nodes: the ends of what passes the filters, of these the first and the added; or all that lie near a chosen one. */
function chosenNodes() {
  const allowed = new Set();
  for (const n of state.added) {
    allowed.add(n);
    const beside = nodes[n].said.filter((s) => s.object !== null && s.by !== n).map((s) => (s.subject === n ? s.object : s.subject));
    [...new Set(beside)].filter((m) => !nodes[m].first).sort((a, b) => nodes[b].said.length - nodes[a].said.length || a - b).slice(0, NEIGHBOURS).forEach((m) => allowed.add(m));
  }
  for (const n of [...state.brought, ...state.pinned, ...pathNames()]) allowed.add(n);
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
    if (state.hidden.cls.has(node.cls) || state.out.has(node.id)) continue;
    if (state.pinned.has(node.id) || (!node.linked && (state.loose || wanted) && (!nearby || nearby.has(node.id)))) chosen.add(node.id);
  }
  return [chosen, offered.size];
}

function drawPicture({ filters = false, fit: whole = false, focus = false } = {}) {
  const [chosen, offered] = chosenNodes();
  displayed.clear();
  for (const n of chosen) displayed.add(n);
  bundled();
  light();
  // vis-network draws after each of these: what is new comes before what is gone goes, so that no name is drawn without its sign.
  nodeSet.update([...displayed].map((n) => ({ id: n, x: nodes[n].x, y: nodes[n].y, fixed: state.pinned.has(n), shape: "custom", ctxRenderer: drawSign })));
  edgeSet.remove(edgeSet.getIds().filter((id) => !bundles.has(id)));
  edgeSet.update([...bundles.values()].map(lineOf));
  nodeSet.remove(nodeSet.getIds().filter((id) => !displayed.has(id)));
  drawNotes();
  const notice = byId("notice");
  notice.hidden = offered <= displayed.size;
  notice.textContent = notice.hidden ? "" : `Showing ${displayed.size.toLocaleString("en-GB")} of ${offered.toLocaleString("en-GB")} names, the best evidenced: search or expand to see others.`;
  describePicture();
  if (whole) fit(!filters);
  if (focus) show();
}

/** The picture in words, for whoever does not see it. */
function describePicture() {
  const most = [...displayed].sort((a, b) => nodes[b].said.length - nodes[a].said.length || a - b).slice(0, 3).map((n) => nodes[n].label);
  byId("canvas").setAttribute("aria-label", `Network of ${plural(displayed.size, "name")} and ${plural(bundles.size, "line")}. Most is said of ${most.join(", ")}.`);
}

/** What stays bright: the chosen pair, or the chosen node with all that it has a line to. */
function light() {
  const { focus } = state;
  lit = null;
  if (!focus) return;
  if ("path" in focus) lit = litPath();
  else if ("node" in focus) {
    const edges = [...bundles.values()].filter((b) => b.from === focus.node || b.to === focus.node);
    lit = { nodes: new Set([focus.node, ...edges.flatMap((b) => [b.from, b.to])]), edges: new Set(edges.map((b) => b.id)) };
  } else {
    const edge = `${focus.from}~${focus.to}`;
    lit = { nodes: new Set([focus.from, focus.to]), edges: new Set([edge]), edge };
  }
  if (![...lit.nodes].some((n) => displayed.has(n))) lit = null;
}
