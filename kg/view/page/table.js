"use strict";
/* The selection as a table, of statements or of entities: sortable, and to be read and used by the keyboard alone. */

const qualifierText = (s) => Object.entries(s.qualifiers).filter(([key]) => key !== "date" && key !== "quote").map(([key, value]) => `${qualifierName(key)}: ${value}`).join("; ");
const none = () => el("span", { class: "soft" }, "–");
const nameOrder = (n) => (n === null ? "" : (nodes[n].order ??= folded(nodes[n].label)));
const shortened = (text) => (text.length > 220 ? `${text.slice(0, 219)}…` : text);

/** Each with what it sorts by and what it shows. The first of a row is its header for a screen reader. */
const COLUMNS = [
  { key: "subject", label: "Who", order: (s) => nameOrder(s.subject), shown: (s) => nodeLink(s.subject) },
  { key: "relation", label: "Did what", order: (s) => relationOf(s)[0], shown: (s) => el("span", { class: `verb relation-${familyOf(s)}` }, relationOf(s)[0]) },
  { key: "object", label: "To whom or what", order: (s) => nameOrder(s.object), shown: (s) => (s.object === null ? none() : nodeLink(s.object)) },
  { key: "date", label: "Date", usual: true, order: (s) => dateKey(s.date), shown: (s) => el("span", {}, dated(s.date) || "undated", s.own || !s.date ? null : el("span", { class: "soft" }, " reported")) },
  { key: "modality", label: "How", order: (s) => modalityOf(s).label, shown: (s) => chip(modalityOf(s).label, `modality-${s.modality}`) },
  { key: "by", label: "Says who", order: (s) => nameOrder(s.by), shown: (s) => (s.by === null ? el("span", { class: "soft" }, "the source") : nodeLink(s.by)) },
  { key: "quotation", label: "Quotation", order: (s) => foldedQuotation(s), shown: (s) => el("button", { type: "button", class: "words open", dir: "auto", title: "Read it in its paragraph", onclick: () => openStatement(s) }, shortened(quotation(s)[1])) },
  { key: "details", label: "Details", order: (s) => folded(qualifierText(s)), shown: (s) => (qualifierText(s) ? quoted(shortened(qualifierText(s))) : none()) },
  { key: "source", label: "Source", order: (s) => folded(sources[s.source].title), shown: (s) => quoted(sources[s.source].title) },
  { key: "publisher", label: "Publisher", order: (s) => folded(sources[s.source].publisher || ""), shown: (s) => (sources[s.source].publisher ? quoted(sources[s.source].publisher) : none()) },
  { key: "published", label: "Published", order: (s) => dateKey(sources[s.source].date || ""), shown: (s) => el("span", {}, dated(sources[s.source].date) || "–") },
  { key: "sure", label: "Confidence", order: (s) => s.confidence, shown: (s) => el("span", {}, percent(s.confidence), el("span", { class: "soft" }, ` ${sureWord(s.confidence)}`)) },
  { key: "rule", label: "Rule", order: (s) => s.rule, shown: (s) => quoted(s.rule) },
];
const ROWS = 200;
let rowLimit = ROWS;

/** The column that sorts; where there is none of that name, the usual one. */
const columnOf = (columns, { key }) => columns.find((c) => c.key === key) || columns.find((c) => c.usual);

/** The statements in the table's order. */
const sorted = whileSame(() => `${sifted} ${state.sort.key} ${state.sort.down}`, () => {
  const column = columnOf(COLUMNS, state.sort);
  return passingBy(column.key, column.order, state.sort.down);
});

const tableNow = () => (state.tab === "entities"
  ? { columns: ENTITY_COLUMNS, sort: state.ranked, list: rankedEntities(), thing: "name", open: ({ node }) => select({ node: node.id }), chosen: ({ node }) => state.focus && state.focus.node === node.id }
  : { columns: COLUMNS, sort: state.sort, list: sorted(), thing: "statement", open: openStatement, chosen: (s) => state.focus && state.focus.statement === s.index });

function drawTable() {
  const now = tableNow();
  const { columns, sort, list, thing } = now;
  drawTabs();
  const sortedBy = columnOf(columns, sort);
  const heads = columns.map(({ key, label }) => el("th", { role: "columnheader", scope: "col", "aria-sort": key === sortedBy.key ? (sort.down ? "descending" : "ascending") : "none" },
    el("button", { type: "button", id: `sort-${key}`, onclick: () => sortBy(sort, key) }, label, el("span", { "aria-hidden": "true", class: "arrow" }, key === sortedBy.key ? (sort.down ? " ▼" : " ▲") : ""))));
  byId("rows").replaceChildren(
    el("caption", { class: "unseen" }, `${plural(list.length, thing)}, sorted by ${sortedBy.label.toLowerCase()}, ${sort.down ? "descending" : "ascending"}`),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...heads)),
    el("tbody", { role: "rowgroup" }, ...list.slice(0, rowLimit).map((item) => tableRow(item, now))));
  byId("more-rows").hidden = list.length <= rowLimit;
  byId("more-rows").textContent = `Show ${Math.min(ROWS, list.length - rowLimit).toLocaleString("en-GB")} more of ${(list.length - rowLimit).toLocaleString("en-GB")}`;
}

function tableRow(item, { columns, open, chosen }) {
  const cells = columns.map(({ key, shown, label }, i) => el(i ? "td" : "th", { role: i ? "cell" : "rowheader", scope: i ? null : "row", class: `column-${key}`, "data-label": label }, shown(item)));
  return el("tr", { role: "row", "data-row": true, class: `${item.modality ? `is-${item.modality}` : ""}${chosen(item) ? " chosen" : ""}`,
    onclick: (event) => { if (!event.target.closest("button, a") && !String(getSelection())) open(item); } }, ...cells);
}

function sortBy(sort, key) {
  Object.assign(sort, { key, down: sort.key === key ? !sort.down : false });
  changed({ what: { table: true } });
  byId(`sort-${key}`).focus();
}

function drawTabs() {
  for (const [tab, label, number] of [["statements", "Statements", countFacets().shown], ["entities", "Names", countFacets().names]]) {
    const button = byId(`tab-${tab}`);
    const on = state.tab === tab;
    button.replaceChildren(label, " ", el("span", { class: "count" }, number.toLocaleString("en-GB")));
    button.setAttribute("aria-selected", String(on));
    button.tabIndex = on ? 0 : -1;
    if (on) byId("table-body").setAttribute("aria-labelledby", button.id);
  }
}

function setTab(tab) {
  state.tab = tab;
  rowLimit = ROWS;
  changed({ keep: false });
  byId("table-body").scrollTop = 0;
  byId(`tab-${tab}`).focus();
}

function buildTable() {
  byId("download").addEventListener("click", () => takeAway("csv"));
  byId("more-rows").addEventListener("click", () => { rowLimit += ROWS; drawTable(); });
  byId("rows").addEventListener("keydown", rowKeys);
  for (const [tab, other] of [["statements", "entities"], ["entities", "statements"]]) {
    byId(`tab-${tab}`).addEventListener("click", () => setTab(tab));
    byId(`tab-${tab}`).addEventListener("keydown", ({ key }) => { if (key === "ArrowLeft" || key === "ArrowRight") setTab(other); });
  }
}
