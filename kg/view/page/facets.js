"use strict";
/* What passes the filters. */

const FACETS = {
  modality: (s) => !state.hidden.modality.has(s.modality),
  relation: (s) => !state.hidden.relation.has(s.type),
  source: (s) => !state.hidden.source.has(sources[s.source].id),
  date: (s) => within(s.day, state.dates.from, state.dates.to),
  out: (s) => !state.out.size || (!state.out.has(s.subject) && !state.out.has(s.object)),
  cls: (s) => !state.hidden.cls.has(nodes[s.subject].cls) && (s.object === null || !state.hidden.cls.has(nodes[s.object].cls)),
};

/** A vague date counts where any day of it may lie within; what has no date at all is not within any dates. */
function within(date, from, to) {
  if (!from && !to) return true;
  return Boolean(date) && (!from || date.slice(0, from.length) >= from.slice(0, date.length)) && (!to || date.slice(0, to.length) <= to.slice(0, date.length));
}

let nearby = null; // the nodes of `around`, or null for all

function findNearby() {
  nearby = null;
  if (!state.around) return;
  nearby = new Set([state.around.node]);
  for (let step = 0; step < state.around.depth; step += 1) {
    for (const n of [...nearby]) for (const s of nodes[n].said) if (s.object !== null && passesAll(s) && (s.subject === n || s.object === n)) nearby.add(s.subject).add(s.object);
  }
}

const passesAll = (s) => FACETS.modality(s) && FACETS.relation(s) && FACETS.source(s) && FACETS.date(s) && FACETS.out(s) && FACETS.cls(s);
const near = (s) => !nearby || (nearby.has(s.subject) && (s.object === null || nearby.has(s.object)));
const passes = (s) => passesAll(s) && near(s);
const passesBut = (s, facet) => near(s) && Object.entries(FACETS).every(([key, test]) => key === facet || test(s));
