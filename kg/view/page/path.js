"use strict";
/* The shortest path between two names: along statements that pass the filters, in whichever direction they were made. Of several that are as
   short, the one whose weakest link has most evidence. */

let foundPath = null; // of the path asked for: { names, hops: [[statement…]…] }, or null where there is none
let startOfPath = null; // the name that a path is to begin at, while the other is to be chosen

/** What each name has a line to, under the filters: name -> other name -> statements. */
function neighbours(n) {
  const beside = new Map();
  for (const s of nodes[n].said) {
    if (s.object === null || s.subject === s.object || (s.subject !== n && s.object !== n)) continue;
    if (!passes(s) || (state.firm && s.modality !== "asserted")) continue;
    const other = s.subject === n ? s.object : s.subject;
    if (!beside.has(other)) beside.set(other, []);
    beside.get(other).push(s);
  }
  return beside;
}

/** Steps outward from `from` until `to` is reached; each name keeps the best of the ways that reach it first. */
function shortest(from, to) {
  const reached = new Map([[from, { back: null, weakest: Infinity, by: [] }]]);
  let edge = [from];
  while (edge.length && !reached.has(to)) {
    const next = new Map();
    for (const n of edge) {
      for (const [other, by] of neighbours(n)) {
        const way = { back: n, weakest: Math.min(reached.get(n).weakest, by.length), by };
        const known = next.get(other);
        if (!reached.has(other) && (!known || way.weakest > known.weakest || (way.weakest === known.weakest && n < known.back))) next.set(other, way);
      }
    }
    for (const [n, way] of next) reached.set(n, way);
    edge = [...next.keys()];
  }
  if (!reached.has(to)) return null;
  const names = [to];
  const hops = [];
  for (let n = to; n !== from; n = reached.get(n).back) {
    names.unshift(reached.get(n).back);
    hops.unshift(reached.get(n).by);
  }
  return { names, hops };
}

/** Find the path that is asked for, before anything is drawn. */
function findPath() {
  const asked = state.focus && state.focus.path;
  foundPath = asked ? shortest(...asked) : null;
}

/** The ends of the path, and what lies between: all of it is drawn, whatever else is. */
const pathNames = () => (state.focus && state.focus.path ? (foundPath ? foundPath.names : state.focus.path) : []);

function litPath() {
  const edges = [];
  if (foundPath) foundPath.names.slice(1).forEach((n, i) => edges.push(`${foundPath.names[i]}~${n}`, `${n}~${foundPath.names[i]}`));
  return { nodes: new Set(pathNames()), edges: new Set(edges.filter((id) => bundles.has(id))) };
}

/* ---- Asking ---- */

function beginPath(n) {
  startOfPath = n;
  drawNotes();
  byId("announce").textContent = `Path from ${nodes[n].label}: choose another name, in the picture or by search`;
}

function forgetPath() {
  startOfPath = null;
  drawNotes();
}

/** What is to be chosen: the path, where a name is chosen as its other end. */
function asPath(focus) {
  if (startOfPath === null || !focus || focus.node === undefined || focus.node === startOfPath) return focus;
  const path = [startOfPath, focus.node];
  startOfPath = null;
  return { path };
}

/* ---- Telling ---- */

/** A hop in words: what is asserted before what is not, and what is said oftener before what is said once. */
function firstOf(hop) {
  const often = (s) => hop.filter((t) => t.type === s.type && t.modality === s.modality && t.subject === s.subject).length;
  return [...hop].sort((a, b) => MODALITY_ORDER.indexOf(a.modality) - MODALITY_ORDER.indexOf(b.modality) || often(b) - often(a) || a.index - b.index)[0];
}

const chain = () => foundPath.hops.map((hop) => sentence(firstOf(hop))).join(" → ");

function pathPanel([from, to]) {
  const firm = el("input", { type: "checkbox", id: "firm", checked: state.firm, onchange: () => { state.firm = firm.checked; changed({ keep: false, what: { path: true } }); byId("firm").focus(); } });
  const softer = foundPath && !state.firm && foundPath.hops.some((hop) => hop.every((s) => s.modality !== "asserted"));
  return [
    head("Shortest path", el("h2", {}, quoted(nodes[from].label), el("span", { class: "soft", "aria-label": "to" }, " … "), quoted(nodes[to].label))),
    el("p", { class: "near" }, el("label", { class: "row" }, firm, "Only what is asserted"),
      el("button", { type: "button", onclick: () => select({ path: [to, from] }) }, "The other way")),
    ...(foundPath ? [
      el("p", { class: "chain" }, chain()),
      softer && el("p", { class: "caution" }, "At least one step is not asserted: read how it is said. A path is not a proof that two are connected."),
      el("p", { class: "actions" }, el("button", { type: "button", onclick: () => copy(chain(), "Path") }, "Copy as text")),
      el("ol", { class: "hops" }, ...foundPath.hops.map(hopOf)),
    ] : [el("p", { class: "nothing" }, el("strong", {}, "No path"), ` leads from one to the other by what ${state.firm ? "is asserted and " : ""}passes the filters.`)]),
  ];
}

function hopOf(hop, i) {
  const [here, there] = [foundPath.names[i], foundPath.names[i + 1]];
  const list = [...hop].sort((a, b) => dateKey(a.date).localeCompare(dateKey(b.date)) || a.index - b.index);
  return el("li", {},
    el("h3", {}, `Step ${i + 1}: ${plural(list.length, "statement")}`, el("span", { class: "soft" }, " of ", quoted(nodes[here].label), " and ", quoted(nodes[there].label))),
    el("ol", { class: "timeline" }, ...list.map((s) => entry(s, null))));
}
