"use strict";
/* The filter by date: a histogram to brush with the mouse, and two fields to type in. Vague dates count as vague: what is dated "2021" among
   months is a lighter bar spread over the months it may lie in, and what has no date at all has a bar of its own. */

const MOST_BARS = 60;
const bars = []; // { key, from, to, label, exact, vague, column }: months, years, decades or centuries
let unit = 7; // how many characters of a date make a bar's key: 7 for months, 4 for years, 3 for decades, 2 for centuries
const dateParts = { ends: {} };

function makeBars(days) {
  const [first, last] = [days[0], days[days.length - 1]];
  const months = (day, missing) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7) || missing) - 1;
  const [low, high] = [Math.min(...days.slice(0, 400).map((d) => months(d, 1))), Math.max(...days.slice(-400).map((d) => months(d, 12)))];
  unit = high - low < MOST_BARS ? 7 : [4, 3].find((size) => Number(last.slice(0, size)) - Number(first.slice(0, size)) < MOST_BARS) || 2;
  if (unit === 7) {
    for (let month = low; month <= high; month += 1) bars.push(bar(`${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`));
  } else for (let n = Number(first.slice(0, unit)); n <= Number(last.slice(0, unit)); n += 1) bars.push(bar(String(n).padStart(unit, "0")));
}

function bar(key) {
  const [exact, vague] = [el("span", { class: "exact" }), el("span", { class: "vague" })];
  const [from, to] = unit >= 4 ? [key, key] : [key.padEnd(4, "0"), key.padEnd(4, "9")];
  return { key, from, to, label: from === to ? dated(key) : `${from} to ${to}`, exact, vague, column: el("div", {}, vague, exact) };
}

function dateGroup() {
  const days = statements.map((s) => s.day).filter(Boolean).sort();
  const none = statements.length - days.length;
  if (!days.length) return el("div");
  makeBars(days);
  const plot = el("div", { class: "bars", "aria-hidden": "true" }, ...bars.map(({ column }) => column));
  brush(plot);
  if (none) {
    dateParts.undatedBar = el("span", { class: "exact" });
    dateParts.undated = filterBox("Undated", () => { state.undated = dateParts.undated.box.checked; changed({ what: { filters: true } }); });
    plot.append(el("div", { class: "undated", title: `Undated: ${plural(none, "statement")}`, onclick: () => dateParts.undated.box.click() }, dateParts.undatedBar));
  }
  const ends = ["from", "to"].map((end) => {
    const field = el("input", { type: "text", class: "date", id: `date-${end}`, "aria-label": `Dates ${end}`, autocomplete: "off", spellcheck: false, maxLength: 24,
      placeholder: end === "from" ? bars[0].from : bars[bars.length - 1].to, "aria-describedby": "date-help", onchange: () => typeDate(end) });
    dateParts.ends[end] = field;
    return el("label", {}, end === "from" ? "From " : "to ", field);
  });
  dateParts.help = el("p", { class: "note soft", id: "date-help", role: "status" });
  dateParts.clear = el("button", { type: "button", class: "plain", onclick: () => setDates("", "") }, "All dates");
  return group("When", [plot, el("p", { class: "ends" }, ...ends, dateParts.clear), dateParts.help, dateParts.undated && dateParts.undated.row]);
}

/** Choose dates. What has none goes with the first choice of dates and returns with the last. */
function setDates(from, to) {
  const before = undatedByDefault();
  state.dates = { from, to };
  if (before !== undatedByDefault()) state.undated = undatedByDefault();
  changed({ what: { filters: true } });
}

function typeDate(end) {
  const field = dateParts.ends[end];
  const typed = typedDate(field.value);
  field.setAttribute("aria-invalid", String(typed === null));
  if (typed === null) dateParts.help.textContent = `“${field.value}” is not a date. Write 2021, May 2021 or 2021-05-03.`;
  else setDates(...["from", "to"].map((e) => (e === end ? typed : state.dates[e])));
}

/** Press on one bar and let go on another: the dates between. A press on the one bar that is chosen already clears. */
function brush(plot) {
  let start = null;
  const at = ({ clientX }) => {
    const { left } = bars[0].column.getBoundingClientRect();
    const { right } = bars[bars.length - 1].column.getBoundingClientRect();
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((clientX - left) / (right - left)) * bars.length)));
  };
  const range = (event) => [Math.min(start, at(event)), Math.max(start, at(event))];
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest(".undated")) return;
    start = at(event);
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const [low, high] = range(event);
    bars.forEach(({ column }, i) => column.classList.toggle("out", i < low || i > high));
  });
  plot.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const [low, high] = range(event);
    start = null;
    const [from, to] = [bars[low].from, bars[high].to];
    const same = state.dates.from === from && state.dates.to === to;
    setDates(same ? "" : from, same ? "" : to);
  });
  plot.addEventListener("pointercancel", () => { start = null; drawDates(); });
}

/** How many statements that pass all other filters each bar holds, how many more may lie in it, and how many have no date. */
function countDates() {
  const [exact, vague] = [new Map(), new Map()];
  let none = 0;
  for (const s of statements) {
    if (!passesBut(s, "date")) continue;
    if (!s.day) none += 1;
    else if (s.day.length >= unit) exact.set(s.day.slice(0, unit), (exact.get(s.day.slice(0, unit)) || 0) + 1);
    else vague.set(s.day, (vague.get(s.day) || 0) + 1);
  }
  return { exact, vague, none };
}

function drawDates() {
  if (!bars.length) return;
  const { exact, vague, none } = countDates();
  const inYear = new Map();
  for (const { key } of bars) inYear.set(key.slice(0, 4), (inYear.get(key.slice(0, 4)) || 0) + 1);
  const may = (key) => (unit === 7 && vague.get(key.slice(0, 4))) || 0;
  const share = (key) => may(key) / inYear.get(key.slice(0, 4));
  const most = Math.max(1, none, ...bars.map(({ key }) => (exact.get(key) || 0) + share(key)));
  const height = (number) => `${Math.ceil((100 * number) / most)}%`;
  for (const { key, from, to, label, column, ...part } of bars) {
    const number = exact.get(key) || 0;
    part.exact.style.height = height(number);
    part.vague.style.height = height(share(key));
    column.classList.toggle("out", !within(to, state.dates.from, "") || !within(from, "", state.dates.to));
    column.title = `${label}: ${plural(number, "statement")}${may(key) ? `, and ${may(key)} dated only “${key.slice(0, 4)}”` : ""}`;
  }
  for (const [end, field] of Object.entries(dateParts.ends)) {
    field.value = state.dates[end];
    field.setAttribute("aria-invalid", "false");
  }
  dateParts.clear.hidden = undatedByDefault();
  const yearOnly = [...vague.values()].reduce((sum, n) => sum + n, 0);
  dateParts.help.textContent = yearOnly ? `${plural(yearOnly, "statement")} dated only by a year (lighter) may lie anywhere in it.` : "";
  if (!dateParts.undated) return;
  dateParts.undatedBar.style.height = height(none);
  dateParts.undatedBar.parentElement.classList.toggle("out", !state.undated);
  dateParts.undated.box.checked = state.undated;
  dateParts.undated.count.textContent = none.toLocaleString("en-GB");
}
