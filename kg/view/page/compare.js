"use strict";
/* Two sources side by side: what only one says, what both say; and below, where statements of the whole selection differ. */

const COMPARED = 100; // rows of a column before "more"
const opened = new Set(); // headings of the columns that are shown whole

/** What makes two statements the same edge. Of what somebody said, the words themselves count. */
function edgeKey(s) {
  const words = s.object === null && familyOf(s) === "speech" ? foldedQuotation(s) : "";
  return `${s.subject}|${s.type}|${s.object === null ? "" : s.object}|${words}`;
}

/** The edges of a source in the selection, each with the source's statements of it. */
const edgesOf = (source) => collected(bySource().get(source) || [], (s) => (passes(s) ? edgeKey(s) : null));

let keptBySource = null;
const bySource = () => (keptBySource ??= collected(statements, (s) => s.source));

/** The two sources that say most in common; where none do, the two that say most. */
function usualPair() {
  const common = new Map();
  for (const told of collected(statements, (s) => (s.object === null ? null : `${s.subject}|${s.type}|${s.object}`)).values()) {
    const tellers = [...new Set(told.map((s) => s.source))].sort((a, b) => a - b).slice(0, 12);
    tellers.forEach((a, i) => tellers.slice(i + 1).forEach((b) => common.set(`${a}~${b}`, (common.get(`${a}~${b}`) || 0) + 1)));
  }
  let best = null;
  for (const [pair, number] of common) if (!best || number > best.number) best = { pair, number };
  const most = sources.map((_, n) => n).sort((one, other) => bySource().get(other).length - bySource().get(one).length || one - other);
  const [a, b] = best ? best.pair.split("~").map(Number) : most;
  return { a, b };
}

let usual = null;
const pairNow = () => state.pair || (usual ??= usualPair());

const CHOICES = 100; // sources offered at a time; beyond these, a person types
const pickers = {}; // the controls of each side, made once

const sourceName = (source) => [source.title, source.publisher, dated(source.date)].filter(Boolean).join(" · ");

function sourcePicker(side) {
  const choose = el("select", { id: `source-${side}`, "aria-label": `Source ${side.toUpperCase()}`, onchange: () => pick(side, Number(choose.value)) });
  const field = sources.length > CHOICES && el("input", { type: "search", class: "narrow", "aria-label": `Find source ${side.toUpperCase()}`, placeholder: `Find among ${sources.length.toLocaleString("en-GB")}`, autocomplete: "off",
    spellcheck: false, oninput: () => offer(side) });
  pickers[side] = { choose, field, whole: el("div", { class: "picker" }, el("span", { "aria-hidden": "true" }, `Source ${side.toUpperCase()}`), field, choose) };
}

function pick(side, picked) {
  const pair = pairNow();
  state.pair = pair[side === "a" ? "b" : "a"] === picked ? { a: pair.b, b: pair.a } : { ...pair, [side]: picked };
  changed({ keep: false });
  pickers[side].choose.focus();
}

/** Offer what the typed letters find, and what is chosen. */
function offer(side) {
  const { choose, field } = pickers[side];
  const typed = field ? folded(field.value).trim() : "";
  const chosen = pairNow()[side];
  const found = [];
  for (let n = 0; n < sources.length && found.length < CHOICES; n += 1) if (n !== chosen && (!typed || folded(sourceName(sources[n])).includes(typed))) found.push(n);
  choose.replaceChildren(...[...found, chosen].sort((a, b) => a - b).map((n) => el("option", { value: n, selected: n === chosen }, sourceName(sources[n]))));
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
  if (Number(pickers.a.choose.value || -1) !== a) offer("a");
  if (Number(pickers.b.choose.value || -1) !== b) offer("b");
  const [ofA, ofB] = [edgesOf(a), edgesOf(b)];
  const only = (mine, other) => [...mine].filter(([key]) => !other.has(key)).map(([, list]) => list);
  const both = [...ofA].filter(([key]) => ofB.has(key)).map(([key, list]) => [...list, ...ofB.get(key)]);
  const name = (n) => sources[n].publisher || sources[n].title;
  return [
    el("div", { class: "pickers" }, pickers.a.whole, pickers.b.whole),
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
  const number = foundDifferences().length;
  byId("to-differences").textContent = number ? `${plural(number, "place")} where statements differ ↓` : "No statements were found that differ";
  byId("to-differences").disabled = !number;
  body.replaceChildren(...[...comparison(), differences()].filter(Boolean));
  body.scrollTop = place;
}

function buildCompare() {
  sourcePicker("a");
  sourcePicker("b");
  byId("to-differences").addEventListener("click", () => {
    byId("differences").scrollIntoView({ block: "start" });
    byId("differences").focus({ preventScroll: true });
  });
  byId("compare-body").addEventListener("keydown", rowKeys);
}
