"use strict";
/* The table of names: how much is said of each in the selection, and from when to when. */

const ENTITY_COLUMNS = [
  { key: "name", label: "Name", order: ({ node }) => nameOrder(node.id), shown: ({ node }) => el("button", { type: "button", class: "name-link open", onclick: () => { select({ node: node.id }); byId("panel").focus({ preventScroll: true }); } }, quoted(node.label)) },
  { key: "cls", label: "Class", order: ({ node }) => classOf(node)[0], shown: ({ node }) => el("span", { class: "class-cell" }, sign(node.family, 14), classOf(node)[0]) },
  { key: "statements", label: "Statements", usual: true, order: (row) => row.statements, shown: (row) => amount(row.statements) },
  { key: "did", label: "Did", order: (row) => row.did, shown: (row) => amount(row.did) },
  { key: "done", label: "Was done to", order: (row) => row.done, shown: (row) => amount(row.done) },
  { key: "sources", label: "Sources", order: (row) => row.sources.size, shown: (row) => amount(row.sources.size) },
  { key: "first", label: "First date", order: (row) => dateKey(row.first), shown: (row) => el("span", {}, dated(row.first) || "undated") },
  { key: "last", label: "Last date", order: (row) => dateKey(row.last), shown: (row) => el("span", {}, dated(row.last) || "undated") },
];
const amount = (n) => el("span", { class: "number" }, n.toLocaleString("en-GB"));

/** A row for each name in the selection. Dates are those of what happened where known, else of the source; what is earliest and latest of these. */
const entityRows = whileSifted(() => {
  const rows = new Map();
  const row = (n) => {
    if (!rows.has(n)) rows.set(n, { node: nodes[n], statements: 0, did: 0, done: 0, sources: new Set(), first: "", last: "" });
    return rows.get(n);
  };
  for (const s of statements) {
    if (!passes(s)) continue;
    row(s.subject).did += 1;
    if (s.object !== null) row(s.object).done += 1;
    for (const n of new Set([s.subject, s.object, s.by])) {
      if (n === null) continue;
      const of = row(n);
      of.statements += 1;
      of.sources.add(s.source);
      if (s.day && (!of.first || s.day < of.first)) of.first = s.day;
      if (s.day && s.day > of.last) of.last = s.day;
    }
  }
  return [...rows.values()].sort((a, b) => a.node.id - b.node.id);
});

/** Rows by a column; what is equal in it stays in order. */
function inOrder(rows, { order }, down) {
  const way = down ? -1 : 1;
  const keyed = rows.map((row, i) => [order(row), i, row]);
  keyed.sort(([a, i], [b, j]) => (a < b ? -way : a > b ? way : i - j));
  return keyed.map(([, , row]) => row);
}

const rankedEntities = whileSame(() => `${sifted} ${state.ranked.key} ${state.ranked.down}`, () => inOrder(entityRows(), columnOf(ENTITY_COLUMNS, state.ranked), state.ranked.down));
