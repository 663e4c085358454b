"use strict";
/* How dates, statements and their parts are said in words: the one place for it, on the page and in what is taken away from it. */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const QUALIFIERS = { about: "About", role: "Role", amount: "Amount", rating: "Rating", previous: "Before", on_behalf_of: "On behalf of" };
const qualifierName = (key) => (Object.hasOwn(QUALIFIERS, key) ? QUALIFIERS[key] : key.replace(/_/g, " "));

/** An ISO date as a person would write it; as vague as it is. */
function dated(iso) {
  const parts = /^(-|\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(iso || "");
  if (!parts) return iso || "";
  const [, year, month, day] = parts;
  const words = [day && String(Number(day)), month && (MONTHS[Number(month) - 1] || month), year !== "-" && year].filter(Boolean).join(" ");
  return year === "-" ? `${words}, year not known` : words;
}

/** A date as a person may type it, in ISO form; null where it is none: "2021", "2021-05", "May 2021", "3 May 2021". */
function typedDate(text) {
  const typed = text.trim().replace(/\s+/g, " ");
  if (!typed || ISO_DATE.test(typed)) return typed;
  const [, day, word, year] = /^(?:(\d{1,2}) )?(\p{L}{3,}),? (\d{4})$/u.exec(typed) || [];
  const month = word ? MONTHS.findIndex((m) => m.toLowerCase().startsWith(word.toLowerCase())) + 1 : 0;
  return month ? [year, String(month).padStart(2, "0"), ...(day ? [day.padStart(2, "0")] : [])].join("-") : null;
}

/** What makes two dates comparable: those without a year come after all others, and what has no date at all comes last. */
const dateKey = (iso) => (/^\d{4}/.test(iso) ? iso : iso ? `9999${iso}` : "99999");
const byDate = (a, b) => (dateKey(a.date) < dateKey(b.date) ? -1 : dateKey(a.date) > dateKey(b.date) ? 1 : a.source - b.source || a.index - b.index);
const yearOf = (statement) => (/^\d{4}/.test(statement.date) ? statement.date.slice(0, 4) : statement.date ? "Year not known" : "Undated");

/** The statement as one line of words. */
function sentence(statement) {
  const object = statement.object === null ? "" : ` ${nodes[statement.object].label}`;
  const how = statement.modality === "asserted" ? "" : ` (${modalityOf(statement).label.toLowerCase()})`;
  return `${nodes[statement.subject].label} ${relationOf(statement)[0]}${object}${how}`;
}

/** A confidence in plain words, least first: how often statements found like it were right when that was measured (README, "Quality"). */
const SURE = [[0.6, "doubtful"], [0.7, "uncertain"], [0.8, "probably right"], [0.9, "likely right"], [Infinity, "very likely right"]];
const sureWord = (confidence) => SURE.find(([below]) => confidence < below)[1];
const percent = (part) => `${Math.round(part * 100)} %`;

/** The date in words, and whose it is: that of what happened, or only that of the source. */
function when(statement) {
  if (!statement.date) return "not said";
  return statement.own ? dated(statement.date) : `not said; reported ${dated(statement.date)}`;
}

/** Where the quotation stands in the text of its document, in characters. */
const place = (statement) => `${statement.at}–${statement.at + [...quotation(statement)[1]].length}`;

/** What to paste under a quotation: its words, whose they are, where they stand, and how they are to be taken. */
function citation(statement) {
  const source = sources[statement.source];
  const text = quotation(statement)[1].trim().replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  const quotedText = /^[“"].*[”"]$/s.test(text) ? text : `“${text}”`;
  const where = [source.author, source.title, source.publisher, dated(source.date)].filter(Boolean).join(", ");
  const said = statement.by === null ? "Said by the source itself." : `Said by ${nodes[statement.by].label}.`;
  const { label, note } = modalityOf(statement);
  const about = [sentence(statement), `${label.toLowerCase()}, ${note}`, `date: ${when(statement)}`, `characters ${place(statement)} of document ${source.id}`, `statement ${statement.id}`,
    `found by machine, ${sureWord(statement.confidence)} (${percent(statement.confidence)})`];
  return `${quotedText} — ${where}.${source.url ? ` ${source.url}` : ""} ${said} [${about.join("; ")}]`;
}
