"use strict";
/* Orders of the statements, each worked out once however often the selection changes: a hundred thousand are then put in order in no time. */

const ranks = new Map(); // name of an order -> by number of statement, its place in that order; equal values have equal places

function ranksBy(name, value) {
  if (!ranks.has(name)) {
    const values = statements.map(value);
    const place = new Map([...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map((one, i) => [one, i]));
    ranks.set(name, Uint32Array.from(values, (one) => place.get(one)));
  }
  return ranks.get(name);
}

/** The statements that pass the filters, in an order; what is equal in it stays as it stands in the data. */
function passingBy(name, value, down = false) {
  const rank = ranksBy(name, value);
  const all = statements.length;
  const keys = new Float64Array(all);
  let number = 0;
  for (const s of statements) {
    if (!passes(s)) continue;
    keys[number] = (down ? -1 : 1) * rank[s.index] * all + s.index;
    number += 1;
  }
  return Array.from(keys.subarray(0, number).sort(), (key) => statements[((key % all) + all) % all]);
}

const passingByDate = () => passingBy("date", (s) => dateKey(s.date));
