"use strict";
/* The filter by date: a histogram, and two ends. */

const spans = []; // { span, bar } of the histogram: months where all is within four years, else years
const dateEnds = {};

function dateGroup() {
  const days = statements.map((s) => s.day).filter(Boolean).sort();
  if (!days.length) return el("div");
  const years = [Number(days[0].slice(0, 4)), Number(days[days.length - 1].slice(0, 4))];
  const monthly = years[1] - years[0] < 4;
  for (let year = years[0]; year <= Math.min(years[1], years[0] + 400); year += 1) {
    for (let month = 1; month <= (monthly ? 12 : 1); month += 1) spans.push({ span: monthly ? `${year}-${String(month).padStart(2, "0")}` : String(year), bar: el("span", {}) });
  }
  while (spans.length > 1 && !within(spans[0].span, days[0].slice(0, 7), "")) spans.shift();
  while (spans.length > 1 && !within(spans[spans.length - 1].span, "", days[days.length - 1].slice(0, 7))) spans.pop();
  const ends = ["from", "to"].map((end) => {
    dateEnds[end] = el("select", { "aria-label": `Dates ${end}`, onchange: () => { state.dates[end] = dateEnds[end].value; changed({ what: { filters: true } }); } },
      el("option", { value: "" }, end === "from" ? "Earliest" : "Latest"), ...spans.map(({ span }) => el("option", { value: span }, dated(span))));
    return dateEnds[end];
  });
  return group("When", [
    el("div", { class: "bars", "aria-hidden": "true" }, ...spans.map(({ span, bar }) => el("div", { title: dated(span), onclick: () => setDates(span) }, bar))),
    el("p", { class: "ends" }, ends[0], " to ", ends[1]),
  ]);
}

function setDates(span) {
  const same = state.dates.from === span && state.dates.to === span;
  state.dates = same ? { from: "", to: "" } : { from: span, to: span };
  changed({ what: { filters: true } });
}

/** A statement of a vague date stands in the first of the spans that it may belong to. */
function drawDates() {
  const number = new Map();
  for (const s of statements) {
    if (!s.day || !passesBut(s, "date")) continue;
    const place = spans.find(({ span }) => within(s.day, span, span));
    if (place) number.set(place, (number.get(place) || 0) + 1);
  }
  const most = Math.max(1, ...number.values());
  for (const place of spans) {
    place.bar.style.height = `${Math.ceil((100 * (number.get(place) || 0)) / most)}%`;
    place.bar.classList.toggle("out", !within(place.span, state.dates.from, state.dates.to));
    place.bar.parentElement.title = `${dated(place.span)}: ${plural(number.get(place) || 0, "statement")}`;
  }
  for (const [end, field] of Object.entries(dateEnds)) field.value = state.dates[end];
}
