"use strict";
/* All that is known of one name: its other names, its roles, and what it did and what was done to it, by date. */

/** Roles as the sources word them: the person's, or, of a body, those of its people. */
function roles(node) {
  const found = new Map();
  for (const s of node.said) {
    if (!s.qualifiers.role || s.object === null || s.modality === "negated" || (s.subject !== node.id && s.object !== node.id)) continue;
    const holder = nodes[s.object].family === "person" ? s.object : s.subject;
    const other = s.subject === node.id ? s.object : s.subject;
    const modal = s.modality === "asserted" ? "" : ` (${modalityOf(s).label.toLowerCase()})`;
    found.set(`${s.qualifiers.role}|${other}`, el("li", {}, holder === node.id ? [quoted(s.qualifiers.role), modal, ", "] : null, nodeLink(other),
      holder === node.id ? null : [", ", quoted(s.qualifiers.role), modal]));
  }
  return [...found.values()];
}

function dossier(n) {
  const node = nodes[n];
  const all = node.said;
  const shown = all.filter(passes).sort((a, b) => dateKey(a.date).localeCompare(dateKey(b.date)) || a.source - b.source || a.index - b.index);
  const held = roles(node);
  const years = byYear(shown);
  return [
    head([sign(node.family, 14), ` ${classOf(node)[0]}`], el("h2", {}, quoted(node.label)),
      node.aliases.length > 0 && el("p", { class: "aliases soft" }, "Also: ", ...node.aliases.slice(0, 8).flatMap((a, i) => [i ? " · " : "", quoted(a)]), node.aliases.length > 8 && ` and ${node.aliases.length - 8} more`)),
    held.length > 0 && el("div", {}, el("h3", {}, node.family === "person" ? "Roles" : "People"), el("ul", { class: "roles" }, ...held.slice(0, 12))),
    nodeButtons(n),
    el("h3", {}, plural(shown.length, "statement"), all.length > shown.length && el("span", { class: "soft" }, ` (${all.length - shown.length} more hidden by filters)`)),
    ...years.flatMap(([year, list]) => [el("h4", {}, year), el("ol", { class: "timeline" }, ...list.map((s) => entry(s, n)))]),
  ];
}

function byYear(list) {
  const years = new Map();
  for (const s of list.slice(0, 400)) {
    const year = /^\d{4}/.test(s.date) ? s.date.slice(0, 4) : "Year not known";
    years.set(year, [...(years.get(year) || []), s]);
  }
  return [...years];
}
