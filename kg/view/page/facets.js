"use strict";
/* What passes the filters. Each statement carries one bit for each facet that keeps it out, so that what a facet alone keeps out can be counted. */

const BITS = { cls: 1, relation: 2, modality: 4, source: 8, publisher: 16, speaker: 32, date: 64, sure: 128, out: 256, near: 512 };
const ITSELF = "-"; // the speaker where the document itself speaks; the publisher where none is known
let failing = new Uint16Array(0); // by number of statement: the bits of what keeps it out
let sifted = null; // the filters that `failing` is of
let nearby = null; // the nodes of `around`, or null for all

const publisherOf = (source) => (source.publisher ? folded(source.publisher).replace(/[^\p{L}\p{N}]+/gu, "-") : ITSELF);

/** A statement's value in each facet that is a list; of classes there are two. */
const VALUE = {
  relation: (s) => s.type,
  modality: (s) => s.modality,
  source: (s) => sources[s.source].id,
  publisher: (s) => sources[s.source].publisherKey,
  speaker: (s) => (s.by === null ? ITSELF : nodes[s.by].slug),
};

const known = new Map(); // facet -> { values, of }: its values, the most frequent first, and by number of statement which of these it has

function indexOf(facet) {
  if (!known.has(facet)) {
    const number = new Map();
    for (const s of statements) number.set(VALUE[facet](s), (number.get(VALUE[facet](s)) || 0) + 1);
    const values = [...number.keys()].sort((a, b) => number.get(b) - number.get(a));
    const place = new Map(values.map((value, i) => [value, i]));
    known.set(facet, { values, place, of: Uint32Array.from(statements, (s) => place.get(VALUE[facet](s))) });
  }
  return known.get(facet);
}

const valuesOf = (facet) => (facet === "cls" ? Object.keys(vocabulary.classes) : indexOf(facet).values);

const ends = (s) => (s.object === null ? [s.subject] : [s.subject, s.object]);

/** A vague date counts where any day of it may lie within; what has no date at all is not within any dates. */
function within(date, from, to) {
  if (!from && !to) return true;
  return Boolean(date) && (!from || date.slice(0, from.length) >= from.slice(0, date.length)) && (!to || date.slice(0, to.length) <= to.slice(0, date.length));
}

const inTime = (s) => (s.day ? within(s.day, state.dates.from, state.dates.to) : state.undated);

/** All that decides what passes, as text: while it stays the same, what was counted or sorted stays too. */
const filterKey = () => JSON.stringify([writtenLists(), state.dates, state.undated, state.least, state.around, [...state.brought], [...state.out]]);

/** Sift all statements anew where the filters have changed. */
function sift() {
  if (sifted === filterKey()) return;
  sifted = filterKey();
  if (failing.length !== statements.length) failing = new Uint16Array(statements.length);
  const { hidden } = state;
  const lists = Object.keys(VALUE).filter((facet) => hidden[facet].size);
  const least = state.least / 100;
  for (const s of statements) {
    let bits = 0;
    for (const facet of lists) if (hidden[facet].has(VALUE[facet](s))) bits |= BITS[facet];
    if (hidden.cls.size && ends(s).some((n) => hidden.cls.has(nodes[n].cls))) bits |= BITS.cls;
    if (state.out.size && ends(s).some((n) => state.out.has(n))) bits |= BITS.out;
    if (!inTime(s)) bits |= BITS.date;
    if (s.confidence < least) bits |= BITS.sure;
    failing[s.index] = bits;
  }
  findNearby();
  if (nearby) for (const s of statements) if (!ends(s).every((n) => nearby.has(n))) failing[s.index] |= BITS.near;
}

/** The nodes of `around` and those brought in beside them; called before any statement is kept out for being far. */
function findNearby() {
  nearby = null;
  if (!state.around) return;
  nearby = new Set([state.around.node]);
  for (let step = 0; step < state.around.depth; step += 1) {
    for (const n of [...nearby]) for (const s of nodes[n].said) if (s.object !== null && passes(s) && (s.subject === n || s.object === n)) nearby.add(s.subject).add(s.object);
  }
  for (const n of state.brought) nearby.add(n);
}

const passes = (s) => failing[s.index] === 0;
const passesBut = (s, facet) => (failing[s.index] & ~BITS[facet]) === 0;

/** A function that works out `make()` anew only where `key()` is another than the last time. */
function whileSame(key, make) {
  let [of, made] = [undefined, undefined];
  return () => {
    if (of !== key()) [of, made] = [key(), make()];
    return made;
  };
}

const whileSifted = (make) => whileSame(() => sifted, make);

/** How many statements (of classes: entities) each value of each list has, under all other filters; how many statements and names pass all. */
const countFacets = whileSifted(() => {
  const lists = Object.keys(VALUE).map((facet) => ({ bit: BITS[facet], of: indexOf(facet).of, number: new Uint32Array(valuesOf(facet).length) }));
  const [classes, counted, named] = [new Map(), new Uint8Array(nodes.length), new Uint8Array(nodes.length)];
  let [shown, names] = [0, 0];
  for (const s of statements) {
    const bits = failing[s.index];
    for (const list of lists) if (bits === 0 || bits === list.bit) list.number[list.of[s.index]] += 1;
    if (bits !== 0 && bits !== BITS.cls) continue;
    for (const n of ends(s)) {
      if (!counted[n]) classes.set(nodes[n].cls, (classes.get(nodes[n].cls) || 0) + 1);
      counted[n] = 1;
    }
    if (bits !== 0) continue;
    shown += 1;
    for (const n of s.by === null ? ends(s) : [...ends(s), s.by]) names += named[n] ? 0 : (named[n] = 1);
  }
  const numbers = Object.fromEntries(Object.keys(VALUE).map((facet, i) => [facet, (value) => lists[i].number[indexOf(facet).place.get(value)] || 0]));
  return { numberOf: { cls: (value) => classes.get(value) || 0, ...numbers }, shown, names };
});

/** Whether anything at all is filtered, even if it hides nothing. */
const filtering = () => Boolean(state.around || state.dates.from || state.dates.to || state.least || !state.undated || state.out.size || Object.values(state.hidden).some((set) => set.size));
