"use strict";
/* Search by name, other name, or words of a quotation; suggestions come as one types, names first, then statements, the best first in each. */

let suggestions = []; // { node, shown } or { statement }
let marked = -1;

function buildSearch() {
  const field = byId("search");
  field.addEventListener("input", suggest);
  field.addEventListener("focus", () => { if (field.value) suggest(); });
  field.addEventListener("keydown", searchKeys);
  field.addEventListener("blur", () => setTimeout(() => document.activeElement === field || closeSuggestions(), 150));
}

function found(query) {
  const phrase = folded(query).trim();
  if (!phrase) return [];
  const words = phrase.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return [...foundNames(phrase, words), ...(phrase.length < 3 ? [] : foundStatements(phrase, words))];
}

function suggest() {
  const field = byId("search");
  const list = byId("suggestions");
  suggestions = found(field.value);
  marked = suggestions.length ? 0 : -1;
  const item = (found, i) => el("li", { role: "option", id: `suggestion-${i}`, onmousedown: (event) => { event.preventDefault(); take(i); } }, ...(found.node ? nameItem(found) : statementItem(found, field.value)));
  const items = suggestions.map(item);
  const names = suggestions.filter(({ node }) => node).length;
  const groups = [["Names", items.slice(0, names)], ["Statements", items.slice(names)]].filter(([, members]) => members.length);
  const typed = Boolean(field.value.trim());
  const nothing = answeredEarly && !allRead ? "Still reading the quotations" : "Nothing has these words";
  list.replaceChildren(...groups.map(([label, members]) => el("ul", { role: "group", "aria-label": label }, el("li", { role: "presentation", class: "of" }, label), ...members)));
  if (typed && !items.length) list.append(el("div", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "soft nothing" }, nothing));
  list.hidden = !typed;
  field.setAttribute("aria-expanded", String(typed));
  if (typed) byId("announce").textContent = items.length ? `${plural(names, "name")}, ${plural(items.length - names, "statement")}` : nothing;
  mark();
}

/** Answer again what was asked before all could be looked through. */
function suggestAgain() {
  if (!byId("suggestions").hidden && byId("search").value) suggest();
}

function nameItem({ node, shown }) {
  return [sign(node.family), el("span", {}, quoted(node.label), shown === node.label ? null : el("span", { class: "soft" }, " – ", quoted(shown)), el("span", { class: "soft kind-of" }, ` ${classOf(node)[0]}, ${plural(node.said.length, "statement")}`))];
}

function statementItem({ statement }, query) {
  return [el("span", { class: "quote-mark", "aria-hidden": "true" }, "“"), el("span", {}, snippet(quotation(statement)[1], query), el("span", { class: "soft" }, quoted(sentence(statement))))];
}

/** A folded text and, for each of its characters, where in `text` it came from. */
function foldedWithPlaces(text) {
  let plain = "";
  const places = [];
  for (let at = 0; at < text.length; at += 1) {
    const part = folded(text[at]);
    plain += part;
    for (let i = 0; i < part.length; i += 1) places.push(at);
  }
  return { plain, places };
}

/** The part of a quotation about what was typed, with that marked: the words together, or else each. */
function snippet(text, query) {
  const phrase = folded(query).trim();
  const { plain, places } = foldedWithPlaces(text);
  const wanted = plain.includes(phrase) ? [phrase] : phrase.split(/[^\p{L}\p{N}]+/u).filter((word) => word && plain.includes(word));
  const hits = wanted.map((word) => [places[plain.indexOf(word)], places[plain.indexOf(word) + word.length - 1] + 1]).sort((a, b) => a[0] - b[0]);
  const first = hits.length ? hits[0][0] : 0;
  const from = first < 50 ? 0 : text.indexOf(" ", first - 50) + 1;
  const to = first + 110;
  const parts = [];
  let at = from;
  for (const [start, end] of hits) {
    if (start < at || start > to) continue;
    parts.push(text.slice(at, start), el("mark", {}, text.slice(start, end)));
    at = end;
  }
  return el("span", { class: "snippet", dir: "auto" }, from ? "…" : "", ...parts, text.slice(at, Math.max(at, to)), to < text.length ? "…" : "");
}

function mark() {
  const options = [...byId("suggestions").querySelectorAll("li[role=option]")];
  options.forEach((item, i) => item.setAttribute("aria-selected", String(i === marked)));
  if (marked >= 0) byId("search").setAttribute("aria-activedescendant", `suggestion-${marked}`);
  else byId("search").removeAttribute("aria-activedescendant");
  if (options[marked]) options[marked].scrollIntoView({ block: "nearest" });
}

function closeSuggestions() {
  byId("suggestions").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function searchKeys(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (byId("suggestions").hidden) suggest();
    else if (suggestions.length) marked = (marked + (event.key === "ArrowDown" ? 1 : suggestions.length - 1)) % suggestions.length;
    mark();
  } else if (event.key === "Enter" && marked >= 0 && !byId("suggestions").hidden) {
    event.preventDefault();
    take(marked);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (byId("suggestions").hidden) event.target.blur();
    closeSuggestions();
  }
}

function take(i) {
  const { node, statement } = suggestions[i];
  closeSuggestions();
  if (node) select({ node: node.id });
  else openStatement(statement);
  byId("panel").focus({ preventScroll: true });
}
