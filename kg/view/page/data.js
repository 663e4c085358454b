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

async function readData() {
  const island = byId("data");
  let text = island.textContent;
  if (island.type !== "application/json") {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }
  const data = JSON.parse(text);
  ({ nodes, statements, sources, passages, vocabulary, counts } = data);
  pictureOptions = data.options;
  links = data.edges;
  for (const node of nodes) {
    node.slug = node.iri.slice(node.iri.lastIndexOf("/") + 1);
    if (nodeOf.has(node.slug)) node.slug = `${node.slug}.${node.id}`;
    nodeOf.set(node.slug, node);
    node.family = FAMILIES[classOf(node)[1]] ? classOf(node)[1] : "other";
    node.said = [];
    node.linked = false;
  }
  for (const source of sources) source.publisherKey = publisherOf(source);
  statements.forEach((statement, index) => {
    statement.index = index;
    for (const n of new Set([statement.subject, statement.object, statement.by])) if (n !== null) nodes[n].said.push(statement);
    const date = statement.qualifiers.date;
    statement.own = Boolean(date);
    statement.date = date || sources[statement.source].date || "";
    statement.day = [statement.date, sources[statement.source].date].find((d) => /^\d{4}/.test(d || "")) || ""; // the date with a year
  });
  for (const link of links) nodes[link.from].linked = nodes[link.to].linked = true;
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
  const text = passages[statement.passage];
  return [text.slice(0, statement.start), text.slice(statement.start, statement.end), text.slice(statement.end)];
}
