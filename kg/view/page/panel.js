"use strict";
/* The panel beside the network: an overview, one name's dossier, or all statements of one line, each with its quotation. */

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

const QUALIFIERS = { about: "About", role: "Role", amount: "Amount", rating: "Rating", previous: "Before", on_behalf_of: "On behalf of" };

function qualifiers(statement) {
  const said = Object.entries(statement.qualifiers).filter(([key]) => key !== "date" && key !== "quote").map(([key, value]) =>
    el("span", { class: "qualifier" }, el("span", { class: "soft" }, `${QUALIFIERS[key] || key.replace(/_/g, " ")}: `), quoted(value)));
  return statement.private ? [chip("Unproven, of a private person", "private"), ...said] : said;
}

function how(statement) {
  const { label, note } = modalityOf(statement);
  return chip([label, el("span", { class: "meaning" }, ` – ${note}`)], `modality-${statement.modality}`);
}

function passage(statement) {
  const [before, text, after] = quotation(statement);
  return el("blockquote", { dir: "auto" }, el("p", {}, before, el("mark", {}, text), after));
}

function sourceLine(source) {
  const text = quoted(source.title, "cite");
  const rest = [source.publisher, source.author && `by ${source.author}`, dated(source.date)].filter(Boolean).join(", ");
  const link = source.url && outside(source.url, "Open the source ↗");
  return el("span", {}, text, rest && [el("br"), quoted(rest)], el("br"), link || el("span", { class: "soft" }, quoted(`File ${source.path}`)));
}

function details(statement) {
  const source = sources[statement.source];
  const row = (term, ...value) => [el("dt", {}, term), el("dd", {}, ...value)];
  return el("dl", { class: "facts" },
    ...row("Says who", statement.by === null ? el("span", {}, "the source itself", source.publisher && [", ", quoted(source.publisher)]) : nodeLink(statement.by)),
    ...row("When", statement.own ? dated(statement.date) : statement.date ? el("span", {}, `not said; reported ${dated(statement.date)}`) : "not said"),
    ...row("Source", sourceLine(source)),
    ...row("Found by", el("span", { class: "soft" }, `rule ${statement.rule}, confidence ${Math.round(statement.confidence * 100)} %`)));
}

function actions(statement) {
  return el("p", { class: "actions" },
    el("button", { type: "button", onclick: () => copy(citation(statement), "Citation") }, "Copy citation"),
    el("button", { type: "button", class: "plain", onclick: () => copy(`${location.href.split("#")[0]}#statement=${statement.id}`, "Link to this statement") }, "Copy link"));
}

function card(statement) {
  return el("article", { class: `card is-${statement.modality}`, id: `statement-${statement.id}`, tabIndex: -1 },
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

function head(label, ...content) {
  return el("div", { class: "panel-head" },
    el("button", { type: "button", class: "close", "aria-label": "Close and show the overview", title: "Close", onclick: () => select(null) }, "×"),
    el("p", { class: "kind soft" }, label), ...content);
}

/* ---- The three kinds of panel ---- */

function overview() {
  const about = [...nodes].sort((a, b) => b.said.length - a.said.length || a.label.localeCompare(b.label)).slice(0, 8);
  const parts = Object.keys(MODALITIES).map((m) => [m, statements.filter((s) => s.modality === m).length]).filter(([, n]) => n);
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
  const all = statements.filter((s) => s.subject === from && s.object === to);
  const shown = bundle ? bundle.statements : all;
  const back = statements.some((s) => s.subject === to && s.object === from && passes(s));
  return [
    head(plural(shown.length, "statement"), el("h2", {}, quoted(nodes[from].label), el("span", { class: "soft", "aria-label": "to" }, " → "), quoted(nodes[to].label)),
      back && el("p", {}, el("button", { type: "button", class: "plain", onclick: () => select({ from: to, to: from }) }, "The other direction"))),
    all.length > shown.length && el("p", { class: "soft" }, `${all.length - shown.length} more hidden by the filters.`),
    ...shown.map(card),
  ];
}

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
  const more = new Set(all.flatMap((s) => (s.object === null || !passes(s) ? [] : [s.subject, s.object])).filter((m) => !displayed.has(m))).size;
  const centre = state.around && state.around.node === n ? state.around.depth : 0;
  return [
    head([sign(node.family, 14), ` ${classOf(node)[0]}`], el("h2", {}, quoted(node.label)),
      node.aliases.length > 0 && el("p", { class: "aliases soft" }, "Also: ", ...node.aliases.slice(0, 8).flatMap((a, i) => [i ? " · " : "", quoted(a)]), node.aliases.length > 8 && ` and ${node.aliases.length - 8} more`)),
    held.length > 0 && el("div", {}, el("h3", {}, node.family === "person" ? "Roles" : "People"), el("ul", { class: "roles" }, ...held.slice(0, 12))),
    el("div", { class: "near", role: "group", "aria-label": "Neighbourhood" }, el("span", { class: "soft" }, "Show only within"),
      ...[1, 2, 3].map((depth) => el("button", { type: "button", "aria-pressed": centre === depth, onclick: () => around(n, depth) }, `${depth} ${depth === 1 ? "step" : "steps"}`)),
      centre > 0 && el("button", { type: "button", class: "plain", onclick: () => around(n, 0) }, "all"), more > 0 && el("button", { type: "button", onclick: () => expand(n) }, more > NEIGHBOURS ? `Add ${NEIGHBOURS} of ${more} neighbours` : `Add ${plural(more, "neighbour")}`)),
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

function around(node, depth) {
  state.around = depth ? { node, depth } : null;
  changed({ keep: false, what: { filters: true, fit: true } });
}

/** Bring in what has a line to this name and is not in the picture yet. What is there stays where it is. */
function expand(n) {
  state.added.add(n);
  changed({ keep: false });
}

function drawPanel({ focus = false } = {}) {
  const panel = byId("panel");
  const place = panel.scrollTop;
  const { focus: chosen } = state;
  const parts = !chosen ? overview() : "node" in chosen ? dossier(chosen.node) : pairPanel(chosen);
  panel.replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = focus ? 0 : place;
  const asked = chosen && chosen.statement !== undefined && byId(`statement-${statements[chosen.statement].id}`);
  if (focus && asked) {
    asked.classList.add("asked");
    asked.scrollIntoView({ block: "start" });
  }
  if (focus && chosen && document.activeElement === byId("search")) byId("search").blur();
  if (focus && chosen) byId("announce").textContent = "node" in chosen ? `${nodes[chosen.node].label}: ${plural(nodes[chosen.node].said.length, "statement")}` : `${nodes[chosen.from].label} to ${nodes[chosen.to].label}`;
}
