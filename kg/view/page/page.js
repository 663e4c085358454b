"use strict";
/* Brings the parts together: reads the data and the address, draws, and listens to keys and buttons. */

function draw(what = {}) {
  sift();
  findPath();
  drawView();
  drawFilters();
  if (state.view === "network") drawPicture(what);
  drawPanel(what);
  if (state.view === "table") drawTable();
  if (state.view === "timeline") drawChronicle();
  if (state.view === "compare") drawCompare();
}

function showFilters(open) {
  document.body.classList.toggle("filters-open", open);
  byId("open-filters").setAttribute("aria-expanded", String(open));
  if (open) byId("close-filters").focus();
}

/** The panel beside the picture, on a phone a sheet under it: put away, it leaves its room to the picture. */
function showPanel(open) {
  if (open === !document.body.classList.contains("panel-away")) return;
  const [at, scale] = [network.getViewPosition(), network.getScale()];
  document.body.classList.toggle("panel-away", !open);
  if (state.view === "network") { // vis-network would zoom with the room there is; here what is seen stays as large
    network.setSize("100%", "100%");
    move(at, scale, false);
  }
  byId("panel-switch").setAttribute("aria-expanded", String(open));
  byId("panel-switch").textContent = open ? "Hide panel" : "Show panel";
}

function changeTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  recolour();
}

function restore() {
  read();
  draw({ focus: true });
  if (state.at) move(state.at, state.at.scale, false);
}

async function start() {
  await readData();
  byId("summary").textContent = `${plural(statements.length, "statement")} about ${plural(nodes.length, "name")}, from ${plural(sources.length, "source")}`
    + (statements.length < counts.statements ? `; chosen from ${counts.statements.toLocaleString("en-GB")}` : "");
  listeners.push(draw);
  read();
  buildFilters();
  buildPicture();
  buildSearch();
  buildKeys();
  buildMenu();
  buildPrint();
  buildTable();
  buildChronicle();
  buildCompare();
  buildTakeAway();
  buildViews();
  byId("reset").addEventListener("click", reset);
  byId("copy-link").addEventListener("click", () => copy(location.href, "Link"));
  byId("copy-legend").addEventListener("click", () => copy(legend(), "Legend"));
  byId("theme").addEventListener("click", changeTheme);
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("open-filters").addEventListener("click", () => showFilters(true));
  byId("panel-switch").addEventListener("click", () => showPanel(document.body.classList.contains("panel-away")));
  byId("close-filters").addEventListener("click", () => showFilters(false));
  addEventListener("popstate", restore);
  addEventListener("hashchange", () => { if (`#${written()}` !== location.hash) restore(); });
  if (state.focus || state.view !== "network") await readPassages();
  draw();
  if (state.at) move(state.at, state.at.scale, false);
  else fit(false, state.focus && lit ? lit.nodes : displayed);
  if (state.focus) draw({ focus: true });
  document.documentElement.classList.add("pictured");
  if ((await readPassages()) && (state.focus || state.view !== "network")) draw();
  indexInSlices();
  document.documentElement.classList.add("drawn");
}

start();
