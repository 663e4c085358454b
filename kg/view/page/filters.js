"use strict";
/* The legend, which is also the filter: one row for each class, relation, modality and source, with its sign, its box and how many there are. */

const filterRows = []; // { facet, values, box, count, row }

function sign(family, size = 16) {
  return svg("svg", { viewBox: "0 0 24 24", width: size, height: size, class: `sign family-${family}`, "aria-hidden": "true" }, svg("path", { d: FAMILIES[family].path }));
}

function lineSign(className, modality = "asserted") {
  const line = svg("line", { x1: 1, y1: 6, x2: 27, y2: 6, "stroke-dasharray": MODALITIES[modality].dash.map((d) => d * 0.7).join(" ") });
  const parts = modality === "negated" ? [line, svg("line", { x1: 14, y1: 1, x2: 14, y2: 11 })] : [line];
  return svg("svg", { viewBox: "0 0 28 12", width: 28, height: 12, class: `line ${className}`, "aria-hidden": "true" }, ...parts);
}

function buildFilters() {
  const classes = grouped(Object.entries(vocabulary.classes), ([, [, family]]) => (FAMILIES[family] ? family : "other"), FAMILIES);
  const relations = grouped(Object.entries(vocabulary.relations), ([, [, family]]) => (RELATIONS[family] ? family : "other"), RELATIONS);
  const modalities = Object.keys(MODALITIES).filter((m) => statements.some((s) => s.modality === m));
  byId("groups").append(
    group("Who and what", classes.map(([family, items]) => familyRows("cls", FAMILIES[family].label, sign(family), items))),
    group("What was done", relations.map(([family, items]) => familyRows("relation", RELATIONS[family], lineSign(`relation-${family}`), items))),
    group("How it is said", modalities.map((m) => filterRow("modality", [m], MODALITIES[m].label, lineSign("", m), MODALITIES[m].note))),
    dateGroup(),
    ...listGroups(),
    sureGroup(),
  );
  if (nodes.some((n) => !n.linked)) {
    const box = el("input", { type: "checkbox", id: "loose", onchange: () => { state.loose = box.checked; changed({ what: { filters: true } }); } });
    byId("groups").firstChild.append(el("label", { class: "row loose" }, box, el("span", { class: "name" }, `Also show ${plural(nodes.filter((n) => !n.linked).length, "name")} without a line`)));
  }
}

function grouped(items, familyOfItem, order) {
  const found = new Map();
  for (const item of items) found.set(familyOfItem(item), [...(found.get(familyOfItem(item)) || []), item]);
  return Object.keys(order).filter((family) => found.has(family)).map((family) => [family, found.get(family)]);
}

function group(title, rows, closed = false) {
  return el("details", { class: "group", open: !closed }, el("summary", {}, el("h3", {}, title)), ...rows);
}

/** A family's row and, where it has more than one member, the members under it. */
function familyRows(facet, label, mark, items) {
  const single = items.length === 1;
  const head = filterRow(facet, items.map(([value]) => value), label, mark, single && facet === "relation" && items[0][1][0].toLowerCase() !== label.toLowerCase() ? items[0][1][0] : undefined);
  if (single) return head;
  const members = items.map(([value, [name]]) => filterRow(facet, [value], name.charAt(0).toUpperCase() + name.slice(1), null, undefined, false));
  return el("div", { class: "family" }, head, el("div", { class: "members" }, ...members));
}

/** A row with a box, a name, and room for a number. */
function filterBox(label, onchange, mark, note, ...more) {
  const box = el("input", { type: "checkbox", checked: true, onchange });
  const count = el("span", { class: "count" });
  const row = el("div", { class: "row" },
    el("label", {}, box, mark, el("span", { class: "name" }, quoted(label), note && el("span", { class: "note soft" }, quoted(note)))), ...more, count);
  return { box, count, row };
}

function filterRow(facet, values, label, mark, note, head = true) {
  const only = el("button", { type: "button", class: "only plain", "aria-label": `Only ${label}`, onclick: () => chooseOnly(facet, values) }, "only");
  const { box, count, row } = filterBox(label, () => choose(facet, values, box.checked), mark, note, only);
  filterRows.push({ facet, values, box, count, row, label, head });
  return row;
}

/** The least confidence: a slider that says its number, in figures and in a word. */
function sureGroup() {
  const lowest = Math.floor(statements.reduce((least, s) => Math.min(least, s.confidence), 1) * 20) * 5;
  const slider = el("input", { type: "range", id: "least", min: lowest, max: 100, step: 1, "aria-label": "Least confidence", onchange: () => { state.least = Number(slider.value) > lowest ? Number(slider.value) : 0; changed({ what: { filters: true } }); },
    oninput: () => saySure(slider) });
  return group("Confidence", [el("div", { class: "sure" }, slider, el("output", { for: "least", id: "least-said" })),
    el("p", { class: "note soft" }, "How often statements found in this way were right, when measured.")]);
}

function saySure(slider) {
  const least = Number(slider.value);
  const number = statements.reduce((sum, s) => sum + (passesBut(s, "sure") && s.confidence * 100 >= least ? 1 : 0), 0);
  const words = `${least > Number(slider.min) ? `${least} % or more` : "any"}: ${plural(number, "statement")}`;
  byId("least-said").textContent = words;
  slider.setAttribute("aria-valuetext", words);
}

/* ---- Choosing ---- */

function choose(facet, values, shown) {
  for (const value of values) state.hidden[facet][shown ? "delete" : "add"](value);
  changed({ what: { filters: true } });
}

function chooseOnly(facet, values) {
  state.hidden[facet] = new Set(valuesOf(facet).filter((v) => !values.includes(v)));
  changed({ what: { filters: true } });
}

/** The numbers beside the rows, and which boxes are ticked. */
function drawCounts() {
  const { numberOf, shown } = countFacets();
  for (const { facet, values, box, count, row } of filterRows) {
    const hidden = values.filter((v) => state.hidden[facet].has(v)).length;
    box.checked = hidden < values.length;
    box.indeterminate = hidden > 0 && hidden < values.length;
    const number = values.reduce((sum, v) => sum + numberOf[facet](v), 0);
    count.textContent = number.toLocaleString("en-GB");
    row.classList.toggle("none", number === 0);
  }
  return shown;
}

let drawnFilters = null; // the filters that the legend shows

function drawFilters() {
  if (byId("loose")) byId("loose").checked = state.loose;
  if (drawnFilters === sifted) return;
  drawnFilters = sifted;
  lists.forEach(drawList);
  const shown = drawCounts();
  byId("status").textContent = shown === statements.length ? `All ${plural(shown, "statement")} shown` : `${shown.toLocaleString("en-GB")} of ${plural(statements.length, "statement")} shown`;
  byId("reset").hidden = !filtering();
  drawDates();
  byId("least").value = state.least;
  saySure(byId("least"));
}
