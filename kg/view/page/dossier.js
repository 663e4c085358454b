"use strict";
/* All that is known of one name: its other names, its roles, and what it did, what was done to it and what was said, on one timeline. */

const ENTRIES = 12; // of one year, before "more"
const MORE_ENTRIES = 100;
const PARTS = {
  all: { label: "All", takes: () => true },
  did: { label: "What it did", of: "What they did", takes: (s, n) => s.subject === n },
  done: { label: "Done to it", of: "Done to them", takes: (s, n) => s.object === n },
  by: { label: "Said by it", of: "Said by them", takes: (s, n) => s.by === n },
  about: { label: "Said about it by others", of: "Said about them by others", takes: (s, n) => s.by !== null && s.by !== n && (s.subject === n || s.object === n) },
};
const openYears = { node: null, numbers: new Map() }; // how many entries of each year are shown

/** The first of some items, with a button that shows the others and hides them again. */
function folding(items, first, around) {
  if (items.length <= first) return around(...items);
  const rest = items.slice(first);
  const button = el("button", { type: "button", class: "plain", "aria-expanded": "false", onclick: () => show(button.getAttribute("aria-expanded") === "false") });
  const show = (open) => {
    for (const item of rest) item.hidden = !open;
    button.textContent = open ? "Fewer" : `${rest.length.toLocaleString("en-GB")} more`;
    button.setAttribute("aria-expanded", String(open));
  };
  show(false);
  return [around(...items), button];
}

function otherNames({ aliases }) {
  if (!aliases.length) return null;
  return el("div", { class: "aliases soft" }, folding(aliases.map((alias, i) => el("span", {}, i ? " · " : "Also: ", quoted(alias))), 8, (...names) => el("p", {}, ...names)));
}

/** Roles as the sources word them, with when and where each is told: the person's, or, of a body, those of its people. */
function roles(node) {
  const found = new Map();
  for (const s of [...node.said].sort(byDate)) {
    if (!s.qualifiers.role || s.object === null || s.modality === "negated" || (s.subject !== node.id && s.object !== node.id)) continue;
    const key = `${folded(s.qualifiers.role)}|${s.subject === node.id ? s.object : s.subject}`;
    found.set(key, [...(found.get(key) || []), s]);
  }
  return [...found.values()].map((told) => roleLine(told, node));
}

function roleLine(told, node) {
  const [first] = told;
  const holder = nodes[first.object].family === "person" ? first.object : first.subject;
  const other = first.subject === node.id ? first.object : first.subject;
  const role = [quoted(first.qualifiers.role), first.modality === "asserted" ? "" : ` (${modalityOf(first).label.toLowerCase()})`];
  const line = holder === node.id ? [...role, ", ", nodeLink(other)] : [nodeLink(other), ", ", ...role];
  const sourcesOf = told.slice(0, 3).map((s) => el("li", {}, el("button", { type: "button", class: "plain told", title: "Read the words", onclick: () => openStatement(s) },
    `${relationOf(s)[0]} · ${s.own ? dated(s.date) : s.date ? `reported ${dated(s.date)}` : "undated"} · ${sources[s.source].publisher || sources[s.source].title}`)));
  return el("li", {}, ...line, el("ul", { class: "tellings" }, ...sourcesOf, told.length > 3 && el("li", { class: "soft" }, `and ${told.length - 3} more`)));
}

/** The buttons that narrow the timeline to what it did, what was done to it, or what was said by or about it. */
function partButtons(node, all) {
  const button = ([part, { label, of, takes }]) => {
    const number = all.filter((s) => takes(s, node.id)).length;
    return number > 0 && el("button", { type: "button", "aria-pressed": state.part === part, onclick: () => { state.part = part; changed({ keep: false }); byId(`part-${part}`).focus(); }, id: `part-${part}` },
      `${node.family === "person" && of ? of : label} `, el("span", { class: "count" }, number.toLocaleString("en-GB")));
  };
  return el("div", { class: "parts", role: "group", "aria-label": "What to show" }, ...Object.entries(PARTS).map(button));
}

function dossier(n) {
  const node = nodes[n];
  const passing = node.said.filter(passes).sort(byDate);
  const part = PARTS[state.part];
  const shown = passing.filter((s) => part.takes(s, n));
  const held = roles(node);
  if (openYears.node !== n) Object.assign(openYears, { node: n, numbers: new Map() });
  const left = node.said.length - passing.length;
  return [
    head([sign(node.family, 14), ` ${classOf(node)[0]}`], el("h2", {}, quoted(node.label)), otherNames(node)),
    nodeButtons(n),
    held.length > 0 && el("section", {}, el("h3", {}, node.family === "person" ? "Roles " : "People ", el("span", { class: "count soft" }, held.length)), folding(held, 5, (...items) => el("ul", { class: "roles" }, ...items))),
    el("h3", {}, plural(shown.length, "statement"), left > 0 && el("span", { class: "soft" }, ` (${left.toLocaleString("en-GB")} more hidden by filters)`)),
    partButtons(node, passing),
    ...byYear(shown).map(([year, list]) => yearSection(year, list, n)),
  ];
}

function byYear(list) {
  const years = new Map();
  for (const s of list) {
    if (!years.has(yearOf(s))) years.set(yearOf(s), []);
    years.get(yearOf(s)).push(s);
  }
  return [...years];
}

function yearSection(year, list, n) {
  const asked = state.focus ? list.findIndex((s) => s.index === state.focus.statement) : -1;
  const number = Math.max(openYears.numbers.get(year) || ENTRIES, asked + 1);
  const entries = el("ol", { class: "timeline" }, ...list.slice(0, number).map((s) => entry(s, n)));
  const more = (label, to) => el("button", { type: "button", class: "plain", onclick: () => { openYears.numbers.set(year, to); drawPanel(); } }, label);
  return el("section", { class: "year", "aria-label": `${year}: ${plural(list.length, "statement")}` },
    el("div", { class: "year-head" }, el("h4", {}, year), el("span", { class: "count soft", "aria-hidden": "true" }, list.length.toLocaleString("en-GB"))), entries,
    (list.length > number || number > ENTRIES) && el("p", { class: "more-less" },
      list.length > number && more(`${Math.min(MORE_ENTRIES, list.length - number).toLocaleString("en-GB")} more of ${year}`, number + MORE_ENTRIES),
      number > ENTRIES && list.length > ENTRIES && more("Fewer", ENTRIES)));
}
