"use strict";
/* One statement as a person reads it: as a card, or as an entry of a dossier. */

function nodeLink(n, strong = false) {
  const node = nodes[n];
  if (strong) return el("strong", {}, quoted(node.label));
  return el("button", { type: "button", class: "name-link", onclick: () => select({ node: n }) }, quoted(node.label));
}

function chip(text, className = "") {
  return el("span", { class: `chip ${className}` }, text);
}

/** Who did what to whom, with the names as links. */
function title(statement, here = null) {
  const { subject, object } = statement;
  return el("p", { class: "title" }, nodeLink(subject, subject === here), " ",
    el("span", { class: `verb relation-${familyOf(statement)}` }, relationOf(statement)[0]),
    object === null ? null : [" ", nodeLink(object, object === here)]);
}

function qualifiers(statement) {
  const said = Object.entries(statement.qualifiers).filter(([key]) => key !== "date" && key !== "quote").map(([key, value]) =>
    el("span", { class: "qualifier" }, el("span", { class: "soft" }, `${qualifierName(key)}: `), quoted(value)));
  return statement.private ? [chip("Unproven, of a private person", "private"), ...said] : said;
}

function how(statement) {
  const { label, note } = modalityOf(statement);
  return chip([label, el("span", { class: "meaning" }, ` – ${note}`)], `modality-${statement.modality}`);
}

/** Open the card of one statement, with the panel's others of its pair; of one without an object, within its dossier. */
function openStatement(s) {
  select(s.object === null ? { node: s.subject, statement: s.index } : { from: s.subject, to: s.object, statement: s.index });
  byId("panel").focus({ preventScroll: true });
}

function passage(statement) {
  const [before, text, after] = quotation(statement);
  return el("blockquote", { dir: "auto" }, el("p", {}, before, el("mark", {}, text), after));
}

function sourceLine(source) {
  const rest = [source.publisher, source.author && `by ${source.author}`, dated(source.date)].filter(Boolean).join(", ");
  return el("span", {}, quoted(source.title, "cite"), rest && [el("br"), quoted(rest)], el("br"), original(source));
}

const original = (source) => (source.url && outside(source.url, "Open the source ↗")) || el("span", { class: "soft" }, quoted(`File ${source.path}`));

/** Who says so, when, where it stands and how sure it is: each under its own name. */
function details(statement) {
  const source = sources[statement.source];
  const row = (term, ...value) => [el("dt", {}, term), el("dd", {}, ...value)];
  const sure = sureWord(statement.confidence);
  return el("dl", { class: "facts" },
    ...row("Says who", statement.by === null ? el("span", {}, "the source itself", source.publisher && [", ", quoted(source.publisher)]) : nodeLink(statement.by)),
    ...row("When", when(statement)),
    ...row("Source", quoted(source.title, "cite"), source.author && [", ", quoted(`by ${source.author}`)]),
    ...(source.publisher ? row("Publisher", quoted(source.publisher)) : []),
    ...row("Published", source.date ? dated(source.date) : "no date given"),
    ...row("Original", original(source)),
    ...row("Confidence", el("span", { class: "sure-word" }, `${sure}: `), `confidence ${percent(statement.confidence)}`,
      el("details", {}, el("summary", {}, "The rule that found it"), quoted(statement.rule))));
}

function actions(statement) {
  return el("p", { class: "actions" },
    el("button", { type: "button", onclick: () => copy(citation(statement), "Citation") }, "Copy citation"),
    el("button", { type: "button", class: "plain", onclick: () => copy(`${location.href.split("#")[0]}#statement=${statement.id}`, "Link to this statement") }, "Copy link to this"));
}

function card(statement) {
  return el("article", { class: `card is-${statement.modality}`, id: `statement-${statement.id}`, tabIndex: -1, "aria-label": sentence(statement) },
    title(statement), el("p", { class: "chips" }, how(statement), ...qualifiers(statement)), passage(statement), details(statement), actions(statement));
}

/** One statement in a dossier: date, sentence and quotation; the rest opens below. */
function entry(statement, here) {
  const [, text] = quotation(statement);
  const source = sources[statement.source];
  const open = state.focus && state.focus.statement === statement.index;
  const more = el("details", { open }, el("summary", {}, "In its paragraph, with its source"));
  const fill = () => { if (more.children.length === 1) more.append(passage(statement), details(statement), actions(statement)); };
  if (open) fill();
  more.addEventListener("toggle", fill);
  return el("li", { class: `entry is-${statement.modality}`, id: `statement-${statement.id}`, tabIndex: -1 },
    el("p", { class: "when" }, statement.date ? dated(statement.date) : "No date", statement.own || !statement.date ? null : el("span", { class: "soft" }, " reported")),
    title(statement, here),
    el("p", { class: "chips" }, statement.modality === "asserted" ? null : how(statement), ...qualifiers(statement)),
    el("p", { class: "words", dir: "auto" }, text),
    el("p", { class: "from soft" }, statement.by === null ? null : [nodeLink(statement.by, statement.by === here), " in "], quoted(source.publisher || source.title)),
    more);
}
