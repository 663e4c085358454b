"use strict";
/* What a picture stands on, in words: which corpus, how many documents, of which dates, how much of them speaks in it; and what its signs mean. */

/** From the first to the last date of the sources, as vague as they are; nothing where none is known. */
function sourceDates() {
  const days = sources.map((source) => source.date).filter((date) => /^\d{4}/.test(date || "")).sort();
  if (!days.length) return "";
  return days[0] === days[days.length - 1] ? dated(days[0]) : `${dated(days[0])} to ${dated(days[days.length - 1])}`;
}

/** The corpus in one line: nothing in it comes from the clock of whoever reads. */
function corpusWords() {
  const dates = sourceDates();
  const used = counts.sentences ? `; ${Math.round((100 * counts.used) / counts.sentences)} % of their sentences gave a statement` : "";
  return `${plural(sources.length, "source")} of ${plural(counts.documents, "document")}${dates && `, dated ${dates}`}${used}`;
}

const HONEST = "Made by machine. What is alleged is not proven. Check the source.";

/** The legend in words, to stand under a picture: what is shown, of what, and what the signs mean. */
function legend() {
  const shown = (rows) => rows.filter(({ values, facet, row }) => values.some((v) => !state.hidden[facet].has(v)) && !row.classList.contains("none"));
  const said = (facet, words) => shown(filterRows.filter((r) => r.facet === facet && r.head)).map((r) => `${words(r)} (${r.count.textContent})`).join(", ");
  const dates = state.dates.from || state.dates.to ? `\nDates: ${dated(state.dates.from) || "earliest"} to ${dated(state.dates.to) || "latest"}` : "";
  const out = state.out.size ? `\nHidden by hand: ${[...state.out].map((n) => nodes[n].label).join(", ")}` : "";
  return `${document.title}\n${byId("status").textContent}, from ${corpusWords()}.${dates}${out}
Names: ${said("cls", (r) => r.label)}\nLines: ${said("relation", (r) => r.label)}\nHow it is said: ${said("modality", (r) => `${r.label}: ${MODALITIES[r.values[0]].note}`)}
${HONEST}`;
}

/** What is in the picture now, of each kind: families of names, families of lines, and how it is said. */
function inPicture() {
  const names = new Set([...displayed].map((n) => nodes[n].family));
  const lines = new Set([...bundles.values()].map((b) => b.family));
  const modalities = new Set([...bundles.values()].flatMap((b) => b.statements.map((s) => s.modality)));
  return { names: Object.keys(FAMILIES).filter((f) => names.has(f)), lines: FAMILY_ORDER.filter((f) => lines.has(f)), modalities: MODALITY_ORDER.filter((m) => modalities.has(m)) };
}
