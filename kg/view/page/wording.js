"use strict";
/* How dates, statements and their parts are said in words: the one place for it, on the page and in what is taken away from it. */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const QUALIFIERS = { about: "About", role: "Role", amount: "Amount", rating: "Rating", previous: "Before", on_behalf_of: "On behalf of" };

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

/** What makes two dates comparable: those without a year come last. */
const dateKey = (iso) => (/^\d{4}/.test(iso) ? iso : `9999${iso}`);

/** The statement as one line of words. */
function sentence(statement) {
  const object = statement.object === null ? "" : ` ${nodes[statement.object].label}`;
  const how = statement.modality === "asserted" ? "" : ` (${modalityOf(statement).label.toLowerCase()})`;
  return `${nodes[statement.subject].label} ${relationOf(statement)[0]}${object}${how}`;
}

/** What to paste under a quotation: its words, where they stand, and how they are to be taken. */
function citation(statement) {
  const source = sources[statement.source];
  const text = quotation(statement)[1].trim().replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  const quotedText = /^[“"].*[”"]$/s.test(text) ? text : `“${text}”`;
  const where = [source.author, source.title, source.publisher, dated(source.date)].filter(Boolean).join(", ");
  const said = statement.by === null ? "" : ` Said by ${nodes[statement.by].label}.`;
  return `${quotedText} — ${where}.${source.url ? ` ${source.url}` : ""}${said} [${sentence(statement)}; ${modalityOf(statement).label.toLowerCase()}, ${modalityOf(statement).note}; statement ${statement.id}, found by machine]`;
}
