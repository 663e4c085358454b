"use strict";
/* Where statements of the selection differ: one says it is so, another that it is not; one body is rated twice on one date; one accuses, one
   denies. That they differ is all that is said here: which is right, or whether both are about the same thing, only the words can tell. */

const DIFFERENCES = 40;
let differencesShown = DIFFERENCES;

const teller = (s) => `${s.source}|${s.by}`;

function collected(list, key) {
  const found = new Map();
  for (const s of list) {
    const value = key(s);
    if (value === null) continue;
    if (!found.has(value)) found.set(value, []);
    found.get(value).push(s);
  }
  return found;
}

const line = (s) => `${nodes[s.subject].label} ${relationOf(s)[0]} ${s.object === null ? "" : nodes[s.object].label}`.trim();

/** The same pair and relation, once as so or claimed, once as not so, by different tellers. */
function assertedAndNegated(list) {
  const found = [];
  const edge = (s) => (s.object === null ? null : `${s.subject}|${s.type}|${s.object}`);
  const pairs = new Set(list.filter((s) => s.modality === "negated").map((s) => s.subject * nodes.length + s.object)); // few, so that the others need no looking at
  for (const of of collected(list.filter((s) => pairs.has(s.subject * nodes.length + s.object)), edge).values()) {
    const not = of.filter((s) => s.modality === "negated");
    const so = of.filter((s) => (s.modality === "asserted" || s.modality === "alleged") && not.some((n) => teller(n) !== teller(s)));
    if (so.length && not.length) found.push({ what: `${line(so[0])}: these differ on whether it is so`, sides: [["One says so", so], ["Another says it is not so", not]] });
  }
  return found;
}

/** The same rater, rated and date, and more than one rating. */
function ratedTwice(list) {
  const key = (s) => (s.qualifiers.rating && s.object !== null && s.date && s.modality !== "negated" ? `${s.subject}|${s.type}|${s.object}|${s.date}` : null);
  const found = [];
  for (const of of collected(list, key).values()) {
    const ratings = [...collected(of, (s) => folded(s.qualifiers.rating))];
    if (ratings.length > 1) found.push({ what: `${line(of[0])}, ${when(of[0])}: these ratings differ`, sides: ratings.map(([, some]) => [`“${some[0].qualifiers.rating}”`, some]) });
  }
  return found;
}

/** Someone is accused, and says that it is not so; which relation contests which stands in the ontology. */
function accusedAndDenied(list) {
  const answerable = new Set(Object.values(vocabulary.contests).flat());
  const accusations = collected(list, (s) => (s.object === null || s.modality === "negated" || !answerable.has(s.type) ? null : `${s.type}|${s.object}`));
  const found = [];
  for (const [key, denials] of collected(list, (s) => (Object.hasOwn(vocabulary.contests, s.type) && s.modality !== "negated" ? `${s.type}|${s.subject}` : null))) {
    const [type, who] = key.split("|");
    const accusing = vocabulary.contests[type].flatMap((contested) => accusations.get(`${contested}|${who}`) || []);
    const answers = denials.filter((d) => accusing.some((a) => d.object === null || d.object === a.subject));
    const answered = accusing.filter((a) => denials.some((d) => d.object === null || d.object === a.subject));
    if (answers.length) found.push({ what: `${nodes[Number(who)].label}: these differ; whether the second answers the first, read in the words`, sides: [[relationOf(answered[0])[0], answered], [relationOf(answers[0])[0], answers]] });
  }
  return found;
}

const foundDifferences = whileSifted(() => {
  const list = statements.filter(passes);
  differencesShown = DIFFERENCES;
  return [...ratedTwice(list), ...assertedAndNegated(list), ...accusedAndDenied(list)];
});

function quotedSide([label, list]) {
  const words = (s) => el("li", { "data-row": true }, el("p", { class: "words", dir: "auto" }, shortened(quotation(s)[1])),
    el("p", { class: "from soft" }, s.by === null ? "the source itself, " : [quoted(nodes[s.by].label), ", "], quoted(sources[s.source].publisher || sources[s.source].title), `, ${s.date ? dated(s.date) : "undated"}${s.own || !s.date ? "" : " (reported)"} `,
      s.modality === "asserted" ? null : [chip(modalityOf(s).label, `modality-${s.modality}`), " "],
      el("button", { type: "button", class: "open plain", "aria-label": `Open the statement: ${sentence(s)}`, onclick: () => openStatement(s) }, "Open")));
  return el("div", {}, el("h5", {}, label), el("ul", {}, ...list.slice(0, 3).map(words)), list.length > 3 && el("p", { class: "soft" }, `and ${list.length - 3} more`));
}

function differences() {
  const all = foundDifferences();
  const shown = all.slice(0, differencesShown);
  return el("section", { class: "differences", "aria-label": "Where statements differ" },
    el("h3", { id: "differences", tabIndex: -1 }, "Where statements differ ", el("span", { class: "count soft" }, all.length.toLocaleString("en-GB"))),
    el("p", { class: "note soft" }, "In the whole selection. That two statements differ does not say which is right: they may be about different things or times, and the machine may have misread one."),
    all.length ? shown.map(({ what, sides }) => el("article", {}, el("h4", {}, quoted(what)), el("div", { class: "sides" }, ...sides.map(quotedSide)))) : el("p", {}, "No two statements were found that differ in this way."),
    all.length > shown.length && el("button", { type: "button", onclick: () => { differencesShown += DIFFERENCES; drawCompare(); } }, `Show more of ${all.length - shown.length}`));
}
