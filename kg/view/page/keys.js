"use strict";
/* What the keys do: everywhere on the page, and on the picture when it has the focus. */

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function keys(event) {
  const typing = event.target.matches("input:not([type=checkbox]), textarea");
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    escape();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey) return;
  const plain = {
    "/": () => byId("search").select() || byId("search").focus(), "?": () => byId("keys").showModal(), t: () => setView("table"), n: () => setView("network"), d: () => setView("timeline"), c: () => setView("compare"),
    "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: () => fit(true), "[": () => history.back(), "]": () => history.forward(),
  };
  const action = (event.altKey ? { ArrowLeft: plain["["], ArrowRight: plain["]"] } : plain)[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** Close what is open; where nothing is, clear what is chosen and give the focus back to the picture it was chosen in. */
function escape() {
  if (document.body.classList.contains("filters-open")) showFilters(false);
  else if (startOfPath !== null) forgetPath();
  else {
    const read = byId("panel").contains(document.activeElement);
    cursor = null;
    if (state.focus) select(null);
    else network.redraw();
    if (read && state.view === "network") byId("canvas").focus({ preventScroll: true });
  }
}

/* ---- On the picture ---- */

function buildKeys() {
  const canvas = byId("canvas");
  document.addEventListener("keydown", keys);
  canvas.addEventListener("keydown", canvasKeys);
  for (const turn of ["focus", "blur"]) canvas.addEventListener(turn, () => network.redraw());
  byId("skip").addEventListener("click", () => (state.view === "network" ? canvas : byId("panel")).focus());
}

/** The name that keys act on: that which the arrows have come to, else the chosen one. */
function underCursor() {
  const n = cursor !== null ? cursor : state.focus && state.focus.node;
  return n !== null && n !== undefined && displayed.has(n) ? n : null;
}

function canvasKeys(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const n = underCursor();
  if (WAYS[event.key]) stepTo(n, WAYS[event.key]);
  else if (n !== null && (event.key === "Enter" || event.key === " ")) {
    select({ node: n });
    byId("panel").focus({ preventScroll: true });
  } else if (n !== null && (event.key === "m" || event.key === "ContextMenu")) openMenu(n, network.canvasToDOM(network.getPosition(n)));
  else return;
  event.preventDefault();
}

/** From a name to the neighbour that lies that way; where none does, to the nearest name that way, so that all can be reached. */
function stepTo(n, way) {
  const from = n === null ? network.getViewPosition() : nodes[n];
  const beside = n === null ? [] : [...bundles.values()].filter((b) => b.from === n || b.to === n).map((b) => (b.from === n ? b.to : b.from));
  const next = nearest(from, way, beside) ?? nearest(from, way, displayed);
  if (next === null) return;
  cursor = next;
  const { x, y } = network.canvasToDOM(nodes[next]);
  const place = byId("canvas");
  if (x < 40 || y < 30 || x > place.clientWidth - 40 || y > place.clientHeight - 40) move(nodes[next], network.getScale(), true);
  else network.redraw();
  const line = n === null ? null : bundles.get(`${n}~${next}`) || bundles.get(`${next}~${n}`);
  byId("announce").textContent = `${nodes[next].label}: ${classOf(nodes[next])[0]}, ${plural(nodes[next].said.length, "statement")}`
    + (line ? `; ${nodes[line.from].label} ${line.word} ${nodes[line.to].label}` : "");
}

function nearest(from, way, some) {
  let best = null;
  for (const n of some) {
    const [x, y] = [nodes[n].x - from.x, nodes[n].y - from.y];
    const along = x * way[0] + y * way[1];
    const across = Math.abs(x * way[1]) + Math.abs(y * way[0]);
    if (along > 1 && across <= along * 1.5 && (!best || along + across < best.far)) best = { n, far: along + across };
  }
  return best && best.n;
}
