"use strict";
/* The statements that pass the filters as a table: sortable, and to be taken away as CSV. */

const COLUMNS = [
  { key: "date", label: "Date", text: (s) => s.date, shown: (s) => el("span", {}, dated(s.date), s.own || !s.date ? null : el("span", { class: "soft" }, " reported")), order: (s) => dateKey(s.date) },
  { key: "subject", label: "Who", text: (s) => nodes[s.subject].label, shown: (s) => nodeLink(s.subject) },
  { key: "relation", label: "Did what", text: (s) => relationOf(s)[0], shown: (s) => el("span", { class: `verb relation-${familyOf(s)}` }, relationOf(s)[0]) },
  { key: "object", label: "To whom or what", text: (s) => (s.object === null ? "" : nodes[s.object].label), shown: (s) => (s.object === null ? el("span", { class: "soft" }, "–") : nodeLink(s.object)) },
  { key: "modality", label: "How", text: (s) => modalityOf(s).label, shown: (s) => chip(modalityOf(s).label, `modality-${s.modality}`) },
  { key: "by", label: "Says who", text: (s) => (s.by === null ? "" : nodes[s.by].label), shown: (s) => (s.by === null ? el("span", { class: "soft" }, "the source") : nodeLink(s.by)) },
  { key: "quotation", label: "Quotation", text: (s) => quotation(s)[1], shown: (s) => el("button", { type: "button", class: "words", dir: "auto", title: "Read it in its paragraph", onclick: () => openStatement(s) }, shortened(quotation(s)[1])) },
  { key: "source", label: "Source", text: (s) => sources[s.source].title, shown: (s) => quoted([sources[s.source].publisher, dated(sources[s.source].date)].filter(Boolean).join(", ") || sources[s.source].title) },
];
const ROWS = 300;
let rowLimit = ROWS;

const shortened = (text) => (text.length > 220 ? `${text.slice(0, 219)}…` : text);

function openStatement(s) {
  select(s.object === null ? { node: s.subject, statement: s.index } : { from: s.subject, to: s.object, statement: s.index });
  byId("panel").focus({ preventScroll: true });
}

function sorted() {
  const column = COLUMNS.find((c) => c.key === state.sort.key) || COLUMNS[0];
  const value = column.order || ((s) => folded(column.text(s)));
  const keyed = statements.filter(passes).map((s) => [value(s), s]);
  keyed.sort(([a, s], [b, t]) => (a < b ? -1 : a > b ? 1 : 0) * (state.sort.down ? -1 : 1) || s.index - t.index);
  return keyed.map(([, s]) => s);
}

function drawTable() {
  if (state.view !== "table") return;
  const list = sorted();
  const heads = COLUMNS.map(({ key, label }) => {
    const on = state.sort.key === key;
    return el("th", { scope: "col", "aria-sort": on ? (state.sort.down ? "descending" : "ascending") : "none" },
      el("button", { type: "button", id: `sort-${key}`, onclick: () => sortBy(key) }, label, el("span", { "aria-hidden": "true", class: "arrow" }, on ? (state.sort.down ? " ▼" : " ▲") : "")));
  });
  const chosen = state.focus && state.focus.statement;
  const rows = list.slice(0, rowLimit).map((s) => el("tr", { class: `is-${s.modality}${s.index === chosen ? " chosen" : ""}` }, ...COLUMNS.map(({ key, shown, label }) => el("td", { class: `column-${key}`, "data-label": label }, shown(s)))));
  byId("rows").replaceChildren(el("caption", { class: "unseen" }, `${plural(list.length, "statement")}, sorted by ${state.sort.key}`), el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows));
  byId("more-rows").hidden = list.length <= rowLimit;
  byId("more-rows").textContent = `Show ${Math.min(ROWS, list.length - rowLimit)} more of ${list.length - rowLimit}`;
}

function sortBy(key) {
  state.sort = { key, down: state.sort.key === key ? !state.sort.down : false };
  changed({ what: { table: true } });
  byId(`sort-${key}`).focus();
}

/** A cell for spreadsheets: quoted, and never a formula. */
function cell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csv() {
  const names = [...new Set(statements.flatMap((s) => Object.keys(s.qualifiers)))].filter((q) => q !== "date").sort();
  const header = ["id", "date", "date_is", "subject", "relation", "object", "modality", "says_who", "quotation", ...names, "source", "publisher", "source_date", "url", "confidence", "rule"];
  const lines = sorted().map((s) => {
    const source = sources[s.source];
    return [s.id, s.date, s.own ? "said" : "reported", nodes[s.subject].label, s.type, s.object === null ? "" : nodes[s.object].label, s.modality, s.by === null ? "" : nodes[s.by].label, quotation(s)[1],
      ...names.map((q) => s.qualifiers[q]), source.title, source.publisher, source.date, source.url, s.confidence, s.rule];
  });
  return [header, ...lines].map((line) => line.map(cell).join(",")).join("\r\n");
}

function buildTable() {
  byId("download").addEventListener("click", () => {
    download("statements.csv", "text/csv;charset=utf-8", `\ufeff${csv()}\r\n`);
    announce("CSV written");
  });
  byId("more-rows").addEventListener("click", () => { rowLimit += ROWS; drawTable(); });
}
