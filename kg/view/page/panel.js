"use strict";
/* The panel beside the network: an overview, one name's dossier, or all statements of one line. */

function head(label, ...content) {
  return el("div", { class: "panel-head" },
    el("button", { type: "button", class: "close", "aria-label": "Close and show the overview", title: "Close", onclick: () => select(null) }, "×"),
    el("p", { class: "kind soft" }, label), ...content);
}

let overviewOf = null; // does not change

/** The best evidenced names, and how many statements there are of each modality. */
function measured() {
  const least = nodes.map((node) => node.said.length).sort((a, b) => b - a)[7] || 0;
  const about = nodes.filter((node) => node.said.length >= least).sort((a, b) => b.said.length - a.said.length || a.label.localeCompare(b.label)).slice(0, 8);
  const number = new Map();
  for (const { modality } of statements) number.set(modality, (number.get(modality) || 0) + 1);
  return { about, parts: Object.keys(MODALITIES).filter((m) => number.has(m)).map((m) => [m, number.get(m)]) };
}

function overview() {
  const { about, parts } = (overviewOf ??= measured());
  return [
    el("div", { class: "panel-head" }, el("h2", {}, "Who did what to whom, and who says so")),
    el("p", {}, "Click a line to read the words behind it. Click a name to read all that is said of it."),
    el("h3", {}, "Most evidence"),
    el("ol", { class: "names" }, ...about.map((node) => el("li", {}, sign(node.family), nodeLink(node.id), el("span", { class: "count" }, node.said.length.toLocaleString("en-GB"))))),
    el("h3", {}, "How firm it is"),
    el("ul", { class: "firmness" }, ...parts.map(([m, n]) => el("li", {}, lineSign("", m), el("span", {}, el("strong", {}, MODALITIES[m].label), `: ${MODALITIES[m].note}`), el("span", { class: "count" }, n.toLocaleString("en-GB"))))),
    el("h3", {}, "Sources"),
    el("ul", { class: "sources" }, ...sources.slice(0, 30).map((source) => el("li", {}, sourceLine(source)))),
    sources.length > 30 && el("p", { class: "soft" }, `and ${sources.length - 30} more`),
  ];
}

function pairPanel({ from, to }) {
  const bundle = bundles.get(`${from}~${to}`);
  const all = nodes[from].said.filter((s) => s.subject === from && s.object === to);
  const shown = bundle ? bundle.statements : all;
  const back = nodes[to].said.some((s) => s.subject === to && s.object === from && passes(s));
  return [
    head(plural(shown.length, "statement"), el("h2", {}, quoted(nodes[from].label), el("span", { class: "soft", "aria-label": "to" }, " → "), quoted(nodes[to].label)),
      back && el("p", {}, el("button", { type: "button", class: "plain", onclick: () => select({ from: to, to: from }) }, "The other direction"))),
    all.length > shown.length && el("p", { class: "soft" }, `${all.length - shown.length} more hidden by the filters.`),
    ...shown.map(card),
  ];
}

function drawPanel({ focus = false } = {}) {
  const panel = byId("panel");
  const place = panel.scrollTop;
  const { focus: chosen } = state;
  const parts = !chosen ? overview() : "path" in chosen ? pathPanel(chosen.path) : "node" in chosen ? dossier(chosen.node) : pairPanel(chosen);
  panel.replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = focus ? 0 : place;
  const asked = chosen && chosen.statement !== undefined && byId(`statement-${statements[chosen.statement].id}`);
  if (focus && asked) {
    asked.classList.add("asked");
    asked.scrollIntoView({ block: "start" });
  }
  if (focus && chosen && document.activeElement === byId("search")) byId("search").blur();
  if (focus && chosen && "path" in chosen) byId("announce").textContent = foundPath ? `Path of ${plural(foundPath.hops.length, "step")}: ${chain()}` : "No path";
  else if (focus && chosen) byId("announce").textContent = "node" in chosen ? `${nodes[chosen.node].label}: ${plural(nodes[chosen.node].said.length, "statement")}` : `${nodes[chosen.from].label} to ${nodes[chosen.to].label}`;
}
