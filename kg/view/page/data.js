"use strict";
/* The page's data, read once. */

const FAMILIES = {
  person: { label: "People", path: "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z" },
  body: { label: "Public bodies", path: "M3.5 3.5h17v17h-17z" },
  organisation: { label: "Organisations and groups", path: "M6.5 2.5h11l5.5 9.5l-5.5 9.5h-11l-5.5-9.5z" },
  service: { label: "Services", path: "M12 1l11 11l-11 11l-11-11z" },
  document: { label: "Documents", path: "M4.5 2h10.5l5 5v15h-15.5z" },
  event: { label: "Events", path: "M12 2l11 19.5h-22z" },
  place: { label: "Places", path: "M12 23c-4-5-8-8.5-8-13a8 8 0 0 1 16 0c0 4.500-4 8-8 13z" },
  other: { label: "Other", path: "M8 2.500h8v5.500h5.500v8h-5.500v5.500h-8v-5.500h-5.500v-8h5.500z" },
};
const RELATIONS = {
  judgement: "Judgements", response: "Responses", mobilisation: "Campaigning", structure: "Roles and structure", money: "Money",
  publication: "Publications", speech: "Speech", other: "Other",
};
const MODALITIES = {
  asserted: { label: "Asserted", dash: [], note: "the source puts it as a fact" },
  alleged: { label: "Alleged", dash: [9, 5], note: "a claim, not proven" },
  planned: { label: "Planned", dash: [2, 4], note: "promised or expected, not done" },
  negated: { label: "Negated", dash: [], note: "the source says it is not so" },
};

let nodes, statements, sources, passages, vocabulary, counts, pictureOptions, links;
const nodeOf = new Map();

/** What an element of the page carries: JSON, or, where that is large, JSON packed with gzip and written in base 64. */
async function unpacked(island) {
  if (island.type === "application/json") return JSON.parse(island.textContent);
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(island.textContent) : Uint8Array.from(atob(island.textContent), (c) => c.charCodeAt(0));
  island.textContent = "";
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/** Large tables come by column: { from: [1, 2], to: [3, 4] } for [{ from: 1, to: 3 }, { from: 2, to: 4 }]. */
function rows(table) {
  if (Array.isArray(table)) return table;
  const columns = Object.entries(table);
  return columns.length === 0 ? [] : columns[0][1].map((_, i) => {
    const row = {};
    for (const [key, values] of columns) row[key] = values[i];
    return row;
  });
}

async function readData() {
  const data = await unpacked(byId("data"));
  ({ sources, vocabulary, counts } = data);
  [nodes, statements, links] = [data.nodes, data.statements, data.edges].map(rows);
  passages = data.passages || [];
  pictureOptions = data.options;
  for (const node of nodes) {
    node.slug = node.iri.slice(node.iri.lastIndexOf("/") + 1);
    if (nodeOf.has(node.slug)) node.slug = `${node.slug}.${node.id}`;
    nodeOf.set(node.slug, node);
    node.family = FAMILIES[classOf(node)[1]] ? classOf(node)[1] : "other";
    node.said = [];
    node.linked = false;
  }
  for (const source of sources) source.publisherKey = publisherOf(source);
  statements.forEach(indexed);
  for (const link of links) nodes[link.from].linked = nodes[link.to].linked = true;
}

/** Paragraphs of a large page are in an element of their own, and are read when the picture stands. Tells whether they were read now. */
async function readPassages() {
  const island = byId("passages");
  if (!island || passages.length) return false;
  passages = await unpacked(island);
  return true;
}

const hasYear = (date) => /^\d{4}/.test(date);

function indexed(statement, index) {
  const { subject, object, by, qualifiers } = statement;
  statement.index = index;
  nodes[subject].said.push(statement);
  if (object !== null && object !== subject) nodes[object].said.push(statement);
  if (by !== null && by !== subject && by !== object) nodes[by].said.push(statement);
  const reported = sources[statement.source].date || "";
  statement.own = Boolean(qualifiers.date);
  statement.date = qualifiers.date || reported;
  statement.day = hasYear(statement.date) ? statement.date : hasYear(reported) ? reported : ""; // the date with a year
}

/** A class in words, and its family. */
const classOf = (node) => {
  const [label, family] = vocabulary.classes[node.cls] || [node.cls, "other"];
  return [label.charAt(0).toUpperCase() + label.slice(1), family];
};
const relationOf = (statement) => vocabulary.relations[statement.type] || [statement.type, "other"];
const familyOf = (statement) => (RELATIONS[relationOf(statement)[1]] ? relationOf(statement)[1] : "other");
const modalityOf = (statement) => MODALITIES[statement.modality] || { label: statement.modality, dash: [], note: "" };

/** The quotation, and what stands before and after it in its paragraph. */
function quotation(statement) {
  const text = passages[statement.passage] || ""; // of a large page they come after the first picture
  return [text.slice(0, statement.start), text.slice(statement.start, statement.end), text.slice(statement.end)];
}
