"use strict";
/* The selection by date: years and months, vague dates as the span that they may lie in, and what has no date at the end. */

const PAGE = 150; // statements shown at a time
const window_ = { from: 0, to: PAGE, of: "" }; // which of the statements in order are shown

/** The statements in order of date, and the years with how many each has and where it begins. */
const chronicle = whileSifted(() => {
  const list = passingByDate();
  const years = new Map();
  list.forEach((s, i) => {
    if (!years.has(yearOf(s))) years.set(yearOf(s), { year: yearOf(s), number: 0, at: i });
    years.get(yearOf(s)).number += 1;
  });
  Object.assign(window_, { from: 0, to: PAGE });
  return { list, years: [...years.values()] };
});

/** The heading under which a statement stands: as exact as its date is, but no more than a month. */
function monthOf(s) {
  if (!/^\d{4}/.test(s.date)) return yearOf(s);
  return s.date.length === 4 ? `Some time in ${s.date}` : dated(s.date.slice(0, 7));
}

/** Where in its year a date lies: a dot for a day, a bar for a month or for the whole year. */
function spanMark(s) {
  if (!/^\d{4}/.test(s.date)) return null;
  const [, month, day] = s.date.split("-").map(Number);
  const bar = el("span", {});
  bar.style.left = `${month ? ((month - 1 + (day ? (day - 1) / 31 : 0)) / 12) * 100 : 0}%`;
  bar.style.width = day ? "5px" : month ? `${100 / 12}%` : "100%";
  return el("span", { class: `span${day ? " exact" : ""}`, "aria-hidden": "true", title: day ? "" : "Some time in this span" }, bar);
}

function chronicleEntry(s) {
  const source = sources[s.source];
  const date = !s.date ? "Undated" : dated(s.date);
  return el("li", { class: `happening is-${s.modality}${state.focus && state.focus.statement === s.index ? " chosen" : ""}`, "data-row": true },
    el("div", { class: "happened" }, el("span", {}, date), s.own || !s.date ? null : el("span", { class: "soft" }, "reported"), spanMark(s)),
    el("div", {}, el("button", { type: "button", class: "open plain-line", onclick: () => openStatement(s) }, quoted(nodes[s.subject].label), " ", el("span", { class: `verb relation-${familyOf(s)}` }, relationOf(s)[0]), s.object === null ? null : [" ", quoted(nodes[s.object].label)]),
      s.modality === "asserted" ? null : [" ", chip(modalityOf(s).label, `modality-${s.modality}`)],
      el("p", { class: "words", dir: "auto" }, shortened(quotation(s)[1])),
      el("p", { class: "from soft" }, s.by === null ? null : [quoted(nodes[s.by].label), " in "], quoted(source.publisher || source.title))));
}

/** Statements in order, as sections of years with parts of months. */
function chronicleSections(list) {
  const sections = [];
  for (const s of list) {
    let year = sections[sections.length - 1];
    if (!year || year.year !== yearOf(s)) sections.push(year = { year: yearOf(s), months: [] });
    let month = year.months[year.months.length - 1];
    if (!month || month.label !== monthOf(s)) year.months.push(month = { label: monthOf(s), list: [] });
    month.list.push(s);
  }
  return sections.map(({ year, months }) => el("section", { class: "chronicle-year", "aria-label": year },
    el("h3", { id: `year-${year.replace(/ /g, "-")}`, tabIndex: -1 }, year),
    ...months.map(({ label, list: of }) => [label === year ? null : el("h4", {}, label), el("ol", {}, ...of.map(chronicleEntry))])));
}

function drawChronicle() {
  const { list, years } = chronicle();
  const shown = list.slice(window_.from, window_.to);
  const undated = years.find(({ year }) => year === "Undated");
  byId("chronicle-what").textContent = `${plural(list.length, "statement")}${undated ? `, ${undated.number.toLocaleString("en-GB")} of them undated, at the end` : ""}. A bar shows the span in which a vague date may lie.`;
  byId("years").replaceChildren(...years.map(({ year, number: count, at }) => el("button", { type: "button", onclick: () => toYear(year, at) }, `${year} `, el("span", { class: "count" }, count.toLocaleString("en-GB")))));
  const earlier = window_.from > 0 && el("p", {}, el("button", { type: "button", onclick: () => { window_.from = Math.max(0, window_.from - PAGE); drawChronicle(); } }, `Show ${Math.min(PAGE, window_.from)} earlier of ${window_.from.toLocaleString("en-GB")}`));
  const left = list.length - window_.to;
  const later = left > 0 && el("p", {}, el("button", { type: "button", id: "later", onclick: () => { window_.to += PAGE; drawChronicle(); } }, `Show ${Math.min(PAGE, left)} more of ${left.toLocaleString("en-GB")}`));
  const body = byId("chronicle-body");
  const place = body.scrollTop;
  body.replaceChildren(...[earlier, ...chronicleSections(shown), later, !list.length && el("p", {}, "Nothing passes the filters.")].filter(Boolean));
  body.scrollTop = place;
}

function toYear(year, at) {
  if (at < window_.from || at >= window_.to) {
    Object.assign(window_, { from: at, to: at + PAGE });
    drawChronicle();
  }
  const heading = byId(`year-${year.replace(/ /g, "-")}`);
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

function buildChronicle() {
  byId("chronicle-body").addEventListener("keydown", rowKeys);
}
