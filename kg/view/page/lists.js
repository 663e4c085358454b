"use strict";
/* Filters whose values are many: speakers, publishers, sources. The ten most frequent stand first; the rest is one button, or a few typed letters, away. */

const TOP = 10;
const MOST_ROWS = 200; // of a list that is shown whole: beyond these, a person types
const lists = []; // { facet, items, rows, place, field, all, shown, number }

/** A group of one list. `items` are { value, label, note }, in the order in which a short list stands. */
function listGroup(title, facet, items) {
  const number = el("span", { class: "count" });
  const list = { facet, items, rows: new Map(), place: el("div", { class: "list" }), whole: false, number, shown: "" };
  lists.push(list);
  const parts = [list.place];
  if (items.length > TOP) {
    const order = new Map(valuesOf(facet).map((value, i) => [value, i]));
    list.items = [...items].sort((a, b) => order.get(a.value) - order.get(b.value));
    for (const item of items) item.text = folded(`${item.label} ${item.note || ""}`);
    list.field = el("input", { type: "search", class: "narrow", placeholder: `Find among ${items.length.toLocaleString("en-GB")}`, "aria-label": `Find in the list: ${title}`, autocomplete: "off", spellcheck: false,
      oninput: () => refreshList(list) });
    list.all = el("button", { type: "button", class: "plain all", onclick: () => { list.whole = !list.whole; refreshList(list); } });
    list.rest = el("p", { class: "note soft", role: "status" });
    parts.unshift(list.field);
    parts.push(list.rest, list.all);
  }
  const made = group(title, parts, items.length > 12);
  made.querySelector("summary").append(number);
  made.classList.add("listed");
  return made;
}

function refreshList(list) {
  drawList(list);
  drawCounts();
}

/** What a list shows now: what the typed letters find; else the first ten, with whatever else stands out for being chosen or left out. */
function listed({ facet, items, field, whole }) {
  const typed = field ? folded(field.value).trim() : "";
  if (typed) return items.filter(({ text }) => text.includes(typed));
  if (whole || items.length <= TOP) return items;
  const hidden = state.hidden[facet];
  const fewHidden = hidden.size * 2 <= items.length;
  return items.filter(({ value }, i) => i < TOP || (hidden.size > 0 && hidden.has(value) === fewHidden));
}

function drawList(list) {
  const found = listed(list);
  const items = found.slice(0, MOST_ROWS);
  const shown = items.map(({ value }) => value).join(",");
  if (shown !== list.shown || !shown) {
    list.shown = shown;
    for (const { value, label, note } of items) if (!list.rows.has(value)) list.rows.set(value, filterRow(list.facet, [value], label, null, note, false));
    list.place.replaceChildren(...items.map(({ value }) => list.rows.get(value)));
  }
  const left = list.items.length - state.hidden[list.facet].size;
  list.number.textContent = left < list.items.length ? `${left.toLocaleString("en-GB")} of ${list.items.length.toLocaleString("en-GB")}` : list.items.length.toLocaleString("en-GB");
  if (!list.field) return;
  list.rest.textContent = found.length > items.length ? `The first ${MOST_ROWS} of ${found.length.toLocaleString("en-GB")}: type to find others` : found.length ? "" : "Nothing in this list has these letters";
  list.all.hidden = Boolean(list.field.value.trim());
  list.all.textContent = list.whole ? `Only the first ${TOP}` : `All ${list.items.length.toLocaleString("en-GB")}`;
  list.all.setAttribute("aria-expanded", String(list.whole));
}

/** The groups of speakers, publishers and sources. */
function listGroups() {
  const speakers = valuesOf("speaker").map((value) => (value === ITSELF ? { value, label: "The document itself" } : { value, label: nodeOf.get(value).label, note: classOf(nodeOf.get(value))[0] }));
  const publishers = new Map(sources.map((s) => [s.publisherKey, s.publisher || "Publisher not known"]));
  return [
    listGroup("Says who", "speaker", speakers),
    listGroup("Publisher", "publisher", valuesOf("publisher").map((value) => ({ value, label: publishers.get(value) }))),
    listGroup("Source", "source", sources.map((s) => ({ value: s.id, label: s.title, note: [s.publisher, dated(s.date)].filter(Boolean).join(", ") }))),
  ];
}
