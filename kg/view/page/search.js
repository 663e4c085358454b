"use strict";
/* Search by name, other name, or words of a quotation; suggestions come as one types. */

let nameIndex = []; // { node, text, shown }
let quoteIndex = []; // { statement, text }
let suggestions = [];
let marked = -1;

function buildSearch() {
  for (const node of nodes) for (const shown of [node.label, ...node.aliases]) nameIndex.push({ node, shown, text: folded(shown) });
  const field = byId("search");
  field.addEventListener("input", suggest);
  field.addEventListener("focus", () => { if (field.value) suggest(); });
  field.addEventListener("keydown", searchKeys);
  field.addEventListener("blur", () => setTimeout(closeSuggestions, 150));
}

function found(query) {
  const words = folded(query).trim();
  if (!words) return [];
  const best = new Map(); // node -> { shown, rank }
  for (const { node, shown, text } of nameIndex) {
    const at = text.indexOf(words);
    if (at < 0) continue;
    const whole = text.replace(/^(the|a|an) /, "") === words.trim();
    const rank = whole ? -1 : (at === 0 ? 0 : /[^\p{L}\p{N}]/u.test(text[at - 1]) ? 1 : 2) + (shown === node.label ? 0 : 0.5);
    if (!best.has(node) || rank < best.get(node).rank) best.set(node, { shown, rank });
  }
  const names = [...best].map(([node, { shown, rank }]) => ({ node, shown, rank })).sort((a, b) => a.rank - b.rank || b.node.said.length - a.node.said.length || a.node.id - b.node.id).slice(0, 7);
  if (words.length < 3) return names;
  if (!quoteIndex.length) quoteIndex = statements.map((statement) => ({ statement, text: folded(quotation(statement)[1]) }));
  const quotes = [];
  const seen = new Set();
  for (const { statement, text } of quoteIndex) {
    if (quotes.length >= 7) break;
    const key = `${statement.passage}:${statement.start}`;
    if (text.includes(words) && !seen.has(key)) {
      seen.add(key);
      quotes.push({ statement });
    }
  }
  return [...names, ...quotes];
}

function suggest() {
  const field = byId("search");
  const list = byId("suggestions");
  suggestions = found(field.value);
  marked = suggestions.length ? 0 : -1;
  list.replaceChildren(...suggestions.map((item, i) => el("li", { role: "option", id: `suggestion-${i}`, onmousedown: (event) => { event.preventDefault(); take(i); } }, ...(item.node
    ? [sign(item.node.family), el("span", {}, quoted(item.node.label), item.shown === item.node.label ? null : el("span", { class: "soft" }, " – ", quoted(item.shown)))]
    : [el("span", { class: "quote-mark", "aria-hidden": "true" }, "“"), el("span", {}, snippet(item.statement, field.value), el("span", { class: "soft" }, quoted(sentence(item.statement))))]))));
  if (field.value.trim() && !suggestions.length) list.append(el("li", { class: "soft nothing" }, "Nothing has these words"));
  list.hidden = !field.value.trim();
  field.setAttribute("aria-expanded", String(!list.hidden));
  mark();
}

function snippet(statement, query) {
  const [, text] = quotation(statement);
  const at = Math.max(0, text.toLowerCase().indexOf(query.trim().toLowerCase()));
  const from = at < 50 ? 0 : text.indexOf(" ", at - 50) + 1;
  return el("span", { class: "snippet", dir: "auto" }, from ? "…" : "", text.slice(from, at), el("mark", {}, text.slice(at, at + query.trim().length)), text.slice(at + query.trim().length, at + 90), at + 90 < text.length ? "…" : "");
}

function mark() {
  [...byId("suggestions").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === marked)));
  if (marked >= 0) byId("search").setAttribute("aria-activedescendant", `suggestion-${marked}`);
  else byId("search").removeAttribute("aria-activedescendant");
  const item = byId("suggestions").children[marked];
  if (item) item.scrollIntoView({ block: "nearest" });
}

function closeSuggestions() {
  byId("suggestions").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
}

function searchKeys(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (byId("suggestions").hidden) suggest();
    else if (suggestions.length) marked = (marked + (event.key === "ArrowDown" ? 1 : suggestions.length - 1)) % suggestions.length;
    mark();
  } else if (event.key === "Enter" && marked >= 0) {
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
  else if (statement.object === null) select({ node: statement.subject, statement: statement.index });
  else select({ from: statement.subject, to: statement.object, statement: statement.index });
  byId("panel").focus({ preventScroll: true });
}
