"use strict";
/* What is chosen, kept in the address after "#", so that a link or the back button brings the same view again. */

const state = {
  view: "network",
  focus: null, // { node }, { from, to } or { path: [from, to] } (numbers of nodes), with a statement to open where one is asked for
  firm: false, // a path goes by what is asserted alone
  around: null, // { node, depth }: only what lies so near
  hidden: { cls: new Set(), relation: new Set(), modality: new Set(), source: new Set(), publisher: new Set(), speaker: new Set() },
  dates: { from: "", to: "" }, // years, months or days, both included
  undated: true, // show what has no date at all
  least: 0, // the least confidence shown, in percent
  loose: false, // show names that no line ends at
  added: new Set(), // nodes asked for by search, beyond the first
  sort: { key: "date", down: false },
  at: null, // { x, y, scale } where a link tells it
};
const DIMENSIONS = { cls: "c", relation: "r", modality: "m", source: "s", publisher: "p", speaker: "b" };
const ISO_DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const listeners = [];

/** Tell all parts of the page that the state has changed. A new `focus` makes a new entry for the back button. */
function changed({ keep = true, what = {} } = {}) {
  const address = `#${written()}`;
  if (address !== (location.hash || "#")) {
    if (keep) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }
  for (const listener of listeners) listener(what);
}

function written() {
  const parts = [];
  const { focus, around } = state;
  if (focus && "node" in focus) parts.push(["node", nodes[focus.node].slug]);
  if (focus && "from" in focus) parts.push(["edge", `${nodes[focus.from].slug}~${nodes[focus.to].slug}`]);
  if (focus && "path" in focus) parts.push(["path", focus.path.map((n) => nodes[n].slug).join("~")]);
  if (state.firm) parts.push(["firm", "1"]);
  if (focus && focus.statement !== undefined) parts.push(["statement", statements[focus.statement].id]);
  if (around) parts.push(["around", `${nodes[around.node].slug}~${around.depth}`]);
  if (state.view !== "network") parts.push(["view", state.view]);
  parts.push(...writtenLists());
  for (const end of ["from", "to"]) if (state.dates[end]) parts.push([end, state.dates[end]]);
  if (state.undated !== undatedByDefault()) parts.push(["undated", state.undated ? "1" : "0"]);
  if (state.least) parts.push(["sure", state.least]);
  if (state.loose) parts.push(["loose", "1"]);
  if (state.sort.key !== "date" || state.sort.down) parts.push(["sort", `${state.sort.key}${state.sort.down ? ".down" : ""}`]);
  if (state.added.size) parts.push(["add", [...state.added].map((n) => nodes[n].slug).join(",")]);
  parts.push(...arrangedWritten());
  parts.push(...viewsWritten());
  if (state.at) parts.push(["at", [state.at.x, state.at.y, state.at.scale].join(",")]);
  return parts.map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%2C/g, ",")}`).join("&");
}

/** Where dates are narrowed, what has none is left out unless it is asked for. */
const undatedByDefault = () => !state.dates.from && !state.dates.to;

/** What the lists hide; of a list of which most is hidden, what is left. */
function writtenLists() {
  const lists = { hide: [], only: [] };
  for (const [key, letter] of Object.entries(DIMENSIONS)) {
    const hidden = state.hidden[key];
    const left = hidden.size ? valuesOf(key).filter((value) => !hidden.has(value)) : [];
    const short = left.length && left.length < hidden.size;
    lists[short ? "only" : "hide"].push(...[...(short ? left : hidden)].sort().map((value) => `${letter}.${value}`));
  }
  return Object.entries(lists).filter(([, list]) => list.length).map(([name, list]) => [name, list.join(",")]);
}

function readLists(given) {
  const listed = (name, letter) => (given.get(name) || "").split(",").filter((v) => v.startsWith(`${letter}.`)).map((v) => v.slice(2));
  for (const [key, letter] of Object.entries(DIMENSIONS)) {
    const all = new Set(valuesOf(key));
    const only = new Set(listed("only", letter).filter((value) => all.has(value)));
    state.hidden[key] = new Set(only.size ? [...all].filter((value) => !only.has(value)) : listed("hide", letter).filter((value) => all.has(value)));
  }
}

/** Take the state from the address. Whatever it names that is not here is left out. */
function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  const named = (slug) => nodeOf.get(slug || "");
  state.focus = null;
  const node = named(given.get("node"));
  const [from, to] = (given.get("edge") || "").split("~").map(named);
  if (node) state.focus = { node: node.id };
  else if (from && to) state.focus = { from: from.id, to: to.id };
  const far = (given.get("path") || "").split("~").map(named);
  if (!state.focus && far.length === 2 && far[0] && far[1] && far[0] !== far[1]) state.focus = { path: far.map((end) => end.id) };
  state.firm = given.get("firm") === "1";
  const statement = statements.find((s) => s.id === given.get("statement"));
  if (statement) {
    if (!state.focus) state.focus = statement.object === null ? { node: statement.subject } : { from: statement.subject, to: statement.object };
    state.focus.statement = statement.index;
  }
  const [centre, depth] = (given.get("around") || "").split("~");
  state.around = named(centre) ? { node: named(centre).id, depth: Math.min(3, Math.max(1, Number(depth) || 1)) } : null;
  readViews(given);
  readLists(given);
  for (const end of ["from", "to"]) state.dates[end] = ISO_DATE.test(given.get(end) || "") ? given.get(end) : "";
  state.undated = given.has("undated") ? given.get("undated") === "1" : undatedByDefault();
  state.least = Math.min(100, Math.max(0, Math.round(Number(given.get("sure")) || 0)));
  state.loose = given.get("loose") === "1";
  const [key, way] = (given.get("sort") || "date").split(".");
  state.sort = { key, down: way === "down" };
  state.added = new Set((given.get("add") || "").split(",").map(named).filter(Boolean).map((n) => n.id));
  readArranged(given, named);
  const at = (given.get("at") || "").split(",").map(Number);
  state.at = at.length === 3 && at.every(Number.isFinite) && at[2] > 0.01 && at[2] < 20 ? { x: at[0], y: at[1], scale: at[2] } : null;
}

function select(wanted) {
  const focus = asPath(wanted);
  state.focus = focus;
  state.at = null;
  if (focus) showPanel(true);
  for (const n of focus ? [focus.node, focus.from, focus.to] : []) if (n !== undefined && !nodes[n].first) state.added.add(n);
  changed({ keep: false, what: { focus: true } });
}

function reset() {
  for (const key of Object.keys(state.hidden)) state.hidden[key].clear();
  state.around = null;
  state.out.clear();
  state.dates = { from: "", to: "" };
  state.undated = true;
  state.least = 0;
  changed({ what: { filters: true, fit: true } });
}
