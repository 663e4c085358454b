"use strict";
/* The views beside the network (table, timeline, comparing) and what is chosen in them, as far as it stands in the address. */

const VIEWS = { network: "picture", table: "table", timeline: "chronicle", compare: "compare" };
Object.assign(state, {
  tab: "statements", // of the table: statements or entities
  ranked: { key: "statements", down: true }, // how the table of entities is sorted
  part: "all", // of a dossier's timeline
  pair: null, // { a, b }: numbers of the two sources compared
});

function viewsWritten() {
  const parts = [];
  if (state.tab !== "statements") parts.push(["tab", state.tab]);
  if (state.ranked.key !== "statements" || !state.ranked.down) parts.push(["ranked", `${state.ranked.key}${state.ranked.down ? ".down" : ""}`]);
  if (state.part !== "all") parts.push(["part", state.part]);
  if (state.pair) parts.push(["pair", `${sources[state.pair.a].id}~${sources[state.pair.b].id}`]);
  return parts;
}

function readViews(given) {
  state.view = Object.hasOwn(VIEWS, given.get("view") || "") ? given.get("view") : "network";
  state.tab = given.get("tab") === "entities" ? "entities" : "statements";
  const [key, way] = (given.get("ranked") || "statements.down").split(".");
  state.ranked = { key, down: way === "down" };
  state.part = Object.hasOwn(PARTS, given.get("part") || "") ? given.get("part") : "all";
  const [a, b] = (given.get("pair") || "").split("~").map((id) => sources.findIndex((source) => source.id === id));
  state.pair = a >= 0 && b >= 0 && a !== b ? { a, b } : null;
}

function drawView() {
  for (const [view, place] of Object.entries(VIEWS)) {
    byId(place).hidden = state.view !== view;
    byId(`view-${view}`).setAttribute("aria-pressed", String(state.view === view));
  }
  document.body.classList.toggle("table-view", state.view !== "network");
  document.body.classList.toggle("chosen", Boolean(state.focus));
}

function setView(view) {
  if (state.view === view) return;
  state.view = view;
  changed({ keep: false, what: { focus: true } });
  if (view === "network") network.redraw();
}

function buildViews() {
  for (const view of Object.keys(VIEWS)) byId(`view-${view}`).addEventListener("click", () => setView(view));
}

/** Up and down go from one row's main button to the next, so that a long list needs no tabbing through each link. */
function rowKeys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step && event.key !== "Home" && event.key !== "End") return;
  const buttons = [...event.currentTarget.querySelectorAll("button.open")];
  const row = event.target.closest("[data-row]");
  const at = buttons.findIndex((button) => row && row.contains(button));
  const next = event.key === "Home" ? buttons[0] : event.key === "End" ? buttons[buttons.length - 1] : buttons[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
