"use strict";
/* The selection as files: a spreadsheet, kg's own lines of JSON, and a network for Gephi. */

/** A cell for spreadsheets: quoted, and never a formula. */
function cell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csv(list) {
  const names = [...new Set(statements.flatMap((s) => Object.keys(s.qualifiers)))].filter((q) => q !== "date").sort();
  const header = ["id", "date", "date_is", "subject", "relation", "object", "modality", "says_who", "quotation", ...names, "source", "publisher", "source_date", "url", "start", "end", "confidence", "rule"];
  const lines = list.map((s) => {
    const source = sources[s.source];
    const { text, start, end } = evidence(s);
    return [s.id, s.date, s.own ? "said" : s.date ? "reported" : "", nodes[s.subject].label, s.type, s.object === null ? "" : nodes[s.object].label, s.modality, s.by === null ? "" : nodes[s.by].label, text,
      ...names.map((q) => s.qualifiers[q]), source.title, source.publisher, source.date, source.url, start, end, s.confidence, s.rule];
  });
  return `\ufeff${[header, ...lines].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function evidence(s) {
  const text = quotation(s)[1];
  return { text, start: s.at, end: s.at + [...text].length };
}

function entityRecord(n) {
  if (n === null) return null;
  const { iri, label, aliases, cls } = nodes[n];
  return { iri, label, aliases, class: cls };
}

/** Statements as kg writes them to statements.jsonl, one a line. An entity's aliases are all that the page knows, not those of one document. */
function jsonLines(list) {
  return list.map((s) => {
    const { iri, path, title: name, date } = sources[s.source];
    return `${JSON.stringify({ id: s.id, type: s.type, subject: entityRecord(s.subject), object: entityRecord(s.object), qualifiers: s.qualifiers, attributed_to: entityRecord(s.by), modality: s.modality,
      confidence: s.confidence, rule: s.rule, source: { iri, path, title: name, date }, evidence: evidence(s), ...(s.private ? { private_allegation: true } : {}) })}\n`;
  }).join("");
}

// eslint-disable-next-line no-control-regex -- XML cannot carry these
const xml = (value) => String(value ?? "").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ").replace(/[&<>"\n\t]/g, (c) => `&#${c.charCodeAt(0)};`);

/** Names with their places in the picture, and each statement with an object as an edge; statements without one stand as text at their subject. */
function gexf(list) {
  const named = new Set(list.flatMap((s) => [s.subject, s.object, s.by]).filter((n) => n !== null));
  const alone = collected(list.filter((s) => s.object === null), (s) => s.subject);
  const nodeFields = { class: (node) => node.cls, aliases: (node) => node.aliases.join(" | "), statements: (node) => (alone.get(node.id) || []).map((s) => `${s.type} (${s.modality}): ${quotation(s)[1]}`).join(" | ") };
  const edgeFields = { relation: (s) => s.type, modality: (s) => s.modality, date: (s) => s.date, date_is: (s) => (s.own ? "said" : s.date ? "reported" : ""), says_who: (s) => (s.by === null ? "" : nodes[s.by].label), quotation: (s) => quotation(s)[1],
    source: (s) => sources[s.source].title, publisher: (s) => sources[s.source].publisher, url: (s) => sources[s.source].url, confidence: (s) => s.confidence, rule: (s) => s.rule };
  const declared = (kind, fields) => `<attributes class="${kind}" mode="static">${Object.keys(fields).map((name) => `<attribute id="${kind}_${name}" title="${name}" type="${name === "confidence" ? "double" : "string"}"/>`).join("")}</attributes>`;
  const values = (kind, fields, item) => `<attvalues>${Object.entries(fields).map(([name, of]) => `<attvalue for="${kind}_${name}" value="${xml(of(item))}"/>`).join("")}</attvalues>`;
  const node = (n) => `<node id="${xml(nodes[n].iri)}" label="${xml(nodes[n].label)}">${values("node", nodeFields, nodes[n])}<viz:position x="${nodes[n].x}" y="${-nodes[n].y}" z="0"/></node>`;
  const edge = (s) => `<edge id="${xml(s.id)}" source="${xml(nodes[s.subject].iri)}" target="${xml(nodes[s.object].iri)}" label="${xml(relationOf(s)[0])}">${values("edge", edgeFields, s)}</edge>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<graph defaultedgetype="directed" mode="static">
${declared("node", nodeFields)}
${declared("edge", edgeFields)}
<nodes>
${[...named].sort((a, b) => a - b).map(node).join("\n")}
</nodes>
<edges>
${list.filter((s) => s.object !== null).map(edge).join("\n")}
</edges>
</graph>
</gexf>
`;
}

const FILES = {
  csv: { name: "statements.csv", type: "text/csv;charset=utf-8", write: csv, label: "CSV" },
  json: { name: "statements.jsonl", type: "application/jsonl", write: jsonLines, label: "JSON" },
  gexf: { name: "network.gexf", type: "application/xml", write: gexf, label: "GEXF" },
};

function takeAway(kind) {
  const { name, type, write, label } = FILES[kind];
  const list = sorted();
  download(name, type, write(list));
  announce(`${label} of ${plural(list.length, "statement")} written`);
}

function buildTakeAway() {
  const menu = byId("take-away");
  const close = () => { menu.open = false; };
  for (const kind of Object.keys(FILES)) byId(`take-${kind}`).addEventListener("click", () => { takeAway(kind); close(); menu.querySelector("summary").focus(); });
  menu.addEventListener("toggle", () => { byId("take-away-what").textContent = `${byId("status").textContent}: these are what a file holds.`; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    close();
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(); });
}
