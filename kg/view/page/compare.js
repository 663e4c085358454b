"use strict";
/* Two sources side by side: what only one says, what both say; and below, where statements of the whole selection differ. */

const COMPARED = 100; // rows of a column before "more"
const opened = new Set(); // headings of the columns that are shown whole

/** What makes two statements the same edge. Of what somebody said, the words themselves count. */
function edgeKey(s) {
  const words = s.object === null && familyOf(s) === "speech" ? folded(quotation(s)[1]) : "";
  return `${s.subject}|${s.type}|${s.object === null ? "" : s.object}|${words}`;
}

/** The edges of a source in the selection, each with the source's statements of it. */
function edgesOf(source) {
  const edges = new Map();
  for (const s of statements) {
    if (s.source !== source || !passes(s)) continue;
    if (!edges.has(edgeKey(s))) edges.set(edgeKey(s), []);
    edges.get(edgeKey(s)).push(s);
  }
  return edges;
}

/** The two sources that say most in common; where none do, the two that say most. */
function usualPair() {
  const by = new Map(); // edge -> sources
  const number = sources.map((_, n) => ({ n, statements: 0 }));
  for (const s of statements) {
    number[s.source].statements += 1;
    const key = edgeKey(s);
    by.set(key, (by.get(key) || new Set()).add(s.source));
  }
  const common = new Map();
  for (const some of by.values()) {
    const list = [...some].sort((a, b) => a - b).slice(0, 12);
    list.forEach((a, i) => list.slice(i + 1).forEach((b) => common.set(`${a}~${b}`, (common.get(`${a}~${b}`) || 0) + 1)));
  }
  const best = [...common].sort((one, other) => other[1] - one[1])[0];
  const most = number.sort((one, other) => other.statements - one.statements || one.n - other.n).slice(0, 2).map(({ n }) => n);
  const [a, b] = best ? best[0].split("~").map(Number) : most;
  return { a, b };
}

let usual = null;
const pairNow = () => state.pair || (usual ??= usualPair());

function sourcePicker(side) {
  const pair = pairNow();
  const choose = el("select", { id: `source-${side}`, onchange: () => {
    const picked = Number(choose.value);
    const other = side === "a" ? "b" : "a";
    state.pair = pair[other] === picked ? { a: pair.b, b: pair.a } : { ...pair, [side]: picked };
    changed({ keep: false });
    byId(`source-${side}`).focus();
  } }, ...sources.map((source, n) => el("option", { value: n, selected: n === pair[side] }, [source.title, source.publisher, dated(source.date)].filter(Boolean).join(" · "))));
  return el("label", { class: "picker" }, el("span", {}, `Source ${side.toUpperCase()}`), choose);
}

function comparedRow(list) {
  const [s] = list;
  const hows = [...new Set(list.map((one) => one.modality))];
  return el("li", { "data-row": true }, el("button", { type: "button", class: "open plain-line", onclick: () => openStatement(s) },
    quoted(nodes[s.subject].label), " ", el("span", { class: `verb relation-${familyOf(s)}` }, relationOf(s)[0]), s.object === null ? null : [" ", quoted(nodes[s.object].label)]),
  hows.some((how) => how !== "asserted") && [" ", ...hows.map((how) => chip(modalityOf(list.find((one) => one.modality === how)).label, `modality-${how}`))],
  ...list.filter((one, i) => list.findIndex((other) => other.source === one.source) === i).map((one) => el("p", { class: "words", dir: "auto" }, shortened(quotation(one)[1]))));
}

function column(title, note, rows) {
  const whole = opened.has(title);
  const shown = whole ? rows : rows.slice(0, COMPARED);
  return el("section", { "aria-label": title }, el("h3", {}, `${title} `, el("span", { class: "count soft" }, rows.length.toLocaleString("en-GB"))), el("p", { class: "note soft" }, note),
    rows.length ? el("ul", {}, ...shown.map(comparedRow)) : el("p", { class: "soft" }, "Nothing."),
    rows.length > shown.length && el("button", { type: "button", onclick: () => { opened.add(title); drawCompare(); } }, `All ${rows.length.toLocaleString("en-GB")}`));
}

function comparison() {
  if (sources.length < 2) return [el("p", {}, "There is only one source; comparing needs two.")];
  const { a, b } = pairNow();
  const [ofA, ofB] = [edgesOf(a), edgesOf(b)];
  const only = (mine, other) => [...mine].filter(([key]) => !other.has(key)).map(([, list]) => list);
  const both = [...ofA].filter(([key]) => ofB.has(key)).map(([key, list]) => [...list, ...ofB.get(key)]);
  const name = (n) => sources[n].publisher || sources[n].title;
  return [
    el("div", { class: "pickers" }, sourcePicker("a"), sourcePicker("b")),
    filtering() && el("p", { class: "note soft" }, "Only what passes the filters is compared."),
    el("div", { class: "columns" },
      column("Only A says", `${name(a)}, ${dated(sources[a].date) || "undated"}`, only(ofA, ofB)),
      column("Both say", "The same names and the same relation; the words may tell more or less.", both),
      column("Only B says", `${name(b)}, ${dated(sources[b].date) || "undated"}`, only(ofB, ofA))),
  ];
}

function drawCompare() {
  const body = byId("compare-body");
  const place = body.scrollTop;
  body.replaceChildren(...[...comparison(), differences()].filter(Boolean));
  body.scrollTop = place;
}

function buildCompare() {
  byId("compare-body").addEventListener("keydown", rowKeys);
}
