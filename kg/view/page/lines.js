"use strict";
/* Lines: all statements of one pair in one direction are one line, with a colour, a dash, a width and a word of its own. */

const bundles = new Map(); // all statements shown of one pair in one direction, by "from~to"
const FAMILY_ORDER = Object.keys(RELATIONS);
const MODALITY_ORDER = Object.keys(MODALITIES);

function bundled() {
  bundles.clear();
  for (const { id, from, to } of links) {
    const statement = statements[id];
    if (!displayed.has(from) || !displayed.has(to) || !passes(statement)) continue;
    const key = `${from}~${to}`;
    if (!bundles.has(key)) bundles.set(key, { id: key, from, to, statements: [] });
    bundles.get(key).statements.push(statement);
  }
  for (const bundle of bundles.values()) describe(bundle);
}

/** A bundle's colour, line and word: those of what is asserted most often; what is only alleged never makes a line look firmer. */
function describe(bundle) {
  const rank = (s) => MODALITY_ORDER.indexOf(s.modality);
  const firmest = MODALITY_ORDER.find((m) => bundle.statements.some((s) => s.modality === m)) || bundle.statements[0].modality;
  const of = bundle.statements.filter((s) => s.modality === firmest);
  const types = [...new Set(of.map((s) => s.type))].map((type) => ({ type, count: of.filter((s) => s.type === type).length, any: of.find((s) => s.type === type) }));
  types.sort((a, b) => b.count - a.count || FAMILY_ORDER.indexOf(familyOf(a.any)) - FAMILY_ORDER.indexOf(familyOf(b.any)) || a.type.localeCompare(b.type));
  bundle.statements.sort((a, b) => dateKey(a.date).localeCompare(dateKey(b.date)) || rank(a) - rank(b) || a.index - b.index);
  bundle.family = familyOf(types[0].any);
  bundle.modality = firmest;
  bundle.firm = of.length;
  const count = bundle.statements.length;
  bundle.word = relationOf(types[0].any)[0] + (count === 1 ? "" : types[0].count === count ? ` ×${count}` : ` +${count - 1}`);
  if (firmest !== "asserted") bundle.word += ` · ${modalityOf(of[0]).label.toLowerCase()}`;
  else if (bundle.statements.some((s) => s.modality === "alleged")) bundle.word += " · part alleged";
}

function lineOf(bundle) {
  const bright = !lit || lit.edges.has(bundle.id);
  const turned = bundles.has(`${bundle.to}~${bundle.from}`) && bundle.from !== bundle.to;
  const colour = bright ? palette[`relation-${bundle.family}`] : palette.faint;
  const width = (bundle.modality === "asserted" ? 1.3 + Math.min(3, Math.log2(bundle.firm)) * 0.9 : 1.5) + (lit && lit.edge === bundle.id ? 2 : 0);
  return {
    id: bundle.id, from: bundle.from, to: bundle.to, width, color: { color: colour, highlight: colour, hover: colour, inherit: false },
    dashes: modalityOf(bundle.statements[0]) && MODALITIES[bundle.modality] && MODALITIES[bundle.modality].dash.length ? MODALITIES[bundle.modality].dash : false,
    arrows: { to: { enabled: true, scaleFactor: 0.55 }, middle: { enabled: bundle.modality === "negated", type: "bar", scaleFactor: 0.8 } },
    smooth: turned ? { enabled: true, type: "curvedCW", roundness: 0.16 } : { enabled: false },
  };
}
