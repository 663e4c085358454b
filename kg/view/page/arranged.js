"use strict";
/* How a person has arranged the picture: which names are left out, which are pinned, and which stand elsewhere than the page put them.
   All of it is in the address. Nothing here moves a name that nobody moved. */

Object.assign(state, {
  out: new Set(), // names left out by hand
  pinned: new Set(), // names that stay in the picture, in their place
  brought: new Set(), // names brought in beside another
  moved: new Map(), // where names stand that were dragged or brought in
});

const KEPT = { out: "out", pinned: "pin", brought: "with" }; // sets of names, and what they are called in the address
const FAR = 1e6; // no place is further out than this
const RINGS = 12; // how many rings about a name are tried for those brought in
const BESIDE = 460; // a name that stands no further off than this is beside another already

function arrangedWritten() {
  const slugs = (some) => [...some].map((n) => nodes[n].slug).join(",");
  const places = [...state.moved].map(([n, { x, y }]) => `${nodes[n].slug}~${x}~${y}`).join(",");
  return [...Object.entries(KEPT).map(([key, called]) => [called, slugs(state[key])]), ["moved", places]].filter(([, value]) => value);
}

/** Take the arrangement from the address: what it does not tell stands where the page puts it. */
function readArranged(given, named) {
  const list = (key) => (given.get(key) || "").split(",").filter(Boolean);
  for (const [key, called] of Object.entries(KEPT)) state[key] = new Set(list(called).map(named).filter(Boolean).map((node) => node.id));
  for (const n of state.moved.keys()) Object.assign(nodes[n], nodes[n].home);
  state.moved = new Map();
  for (const [slug, ...place] of list("moved").map((text) => text.split("~"))) {
    const [x, y] = place.map(Number);
    if (named(slug) && place.length === 2 && Math.abs(x) < FAR && Math.abs(y) < FAR) moveTo(named(slug).id, x, y);
  }
}

function moveTo(n, x, y) {
  const node = nodes[n];
  if (!node.home) node.home = { x: node.x, y: node.y };
  const place = { x: Math.round(x), y: Math.round(y) };
  Object.assign(node, place);
  state.moved.set(n, place);
}

function dropped({ nodes: dragged }) {
  if (!dragged.length) return placed();
  for (const n of dragged) {
    const { x, y } = network.getPosition(n);
    moveTo(n, x, y);
  }
  return changed({ keep: false });
}

/* ---- What can be done with a name ---- */

function hide(n) {
  state.out.add(n);
  if (state.focus && state.focus.node === n) state.focus = null;
  changed({ keep: false });
  announce(`${nodes[n].label} hidden`);
}

function showAgain(some = [...state.out]) {
  for (const n of some) state.out.delete(n);
  changed({ keep: false });
  announce(`${plural(some.length, "name")} shown again`);
}

function pin(n) {
  if (!state.pinned.delete(n)) state.pinned.add(n);
  changed({ keep: false });
  announce(`${nodes[n].label} ${state.pinned.has(n) ? "pinned" : "no longer pinned"}`);
}

function around(node, depth) {
  state.around = depth ? { node, depth } : null;
  changed({ keep: false, what: { filters: true, fit: true } });
}

/** Those that a name has a line to and that are not in the picture: the best evidenced first. */
function missing(n) {
  const beside = nodes[n].said.filter((s) => s.object !== null && (s.subject === n || s.object === n) && passesBut(s, "near")).map((s) => (s.subject === n ? s.object : s.subject));
  return [...new Set(beside)].filter((m) => !displayed.has(m) && m !== n).sort((a, b) => nodes[b].said.length - nodes[a].said.length || a - b);
}

/** Bring in what has a line to this name and is not in the picture yet, about it. What is there stays where it is. */
function expand(n) {
  const coming = missing(n).slice(0, NEIGHBOURS);
  const taken = [...displayed].map((m) => nodes[m]);
  for (const m of coming) {
    const { x, y } = roomBeside(nodes[n], nodes[m], taken);
    if (x !== nodes[m].x || y !== nodes[m].y) moveTo(m, x, y);
    taken.push(nodes[m]);
    state.brought.add(m);
  }
  changed({ keep: false });
  announce(`${plural(coming.length, "name")} added`);
}

/** A free place for `node` beside `centre`: its own where that is near and free, else the first on rings about the centre. */
function roomBeside(centre, node, taken) {
  const free = ({ x, y }) => taken.every((other) => Math.abs(other.x - x) > 120 || Math.abs(other.y - y) > 62);
  if (Math.hypot(node.x - centre.x, node.y - centre.y) <= BESIDE && free(node)) return node;
  for (let ring = 1; ring <= RINGS; ring += 1) {
    const steps = 6 + 6 * ring;
    for (let step = 0; step < steps; step += 1) {
      const angle = (2 * Math.PI * step) / steps;
      const place = { x: Math.round(centre.x + 130 * ring * Math.cos(angle)), y: Math.round(centre.y + 95 * ring * Math.sin(angle)) };
      if (free(place)) return place;
    }
  }
  return node;
}
