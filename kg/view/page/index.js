"use strict";
/* What the search looks through: all names, and all quotations, each as one long folded text with a line for each, so that looking through them is
   the browser's own search in a text. They are made in slices after the first picture; whoever searches sooner is answered again when they are there. */

const OFFERED = 7; // of names, and of statements
const SLICE = 8; // milliseconds of work between two looks at what a person does
const PATIENCE = 40; // milliseconds that a key waits for an index that is not there yet
const HITS = 4000; // places where a frequent word stands that are looked at; the best among them are offered
const nameIndex = { lines: [], of: [], at: 0 };
const quoteIndex = { lines: [], of: [], at: 0 };
let namesByEvidence = null;
let allRead = false; // whether all is there
let answeredEarly = false; // whether somebody searched before it was

/** A statement's quotation as it is searched and sorted; made when first needed, and once there are paragraphs. */
const foldedQuotation = (s) => (passages.length ? (s.folded ??= folded(quotation(s)[1])) : "");

/** Add lines for names until the time is over; the best evidenced come first, so that of equal hits the first found is the best. */
function indexNames(until) {
  if (!namesByEvidence) namesByEvidence = [...nodes].sort((a, b) => b.said.length - a.said.length || a.id - b.id);
  for (; nameIndex.at < namesByEvidence.length && performance.now() < until; nameIndex.at += 1) {
    const node = namesByEvidence[nameIndex.at];
    for (const shown of [node.label, ...node.aliases]) {
      nameIndex.lines.push(folded(shown));
      nameIndex.of.push({ node, shown });
    }
  }
  return nameIndex.at === namesByEvidence.length;
}

function indexQuotes(until) {
  if (!passages.length && statements.length) return false;
  for (; quoteIndex.at < statements.length && performance.now() < until; quoteIndex.at += 1) {
    quoteIndex.lines.push(foldedQuotation(statements[quoteIndex.at]));
    quoteIndex.of.push(statements[quoteIndex.at]);
  }
  return quoteIndex.at === statements.length;
}

/** Make the long text of an index whose lines are all there, and where in it each line begins. */
function joined(index) {
  if (index.text !== undefined) return index;
  index.starts = new Uint32Array(index.lines.length);
  let at = 1;
  index.lines.forEach((line, i) => {
    index.starts[i] = at;
    at += line.length + 1;
  });
  index.text = `\n${index.lines.join("\n")}\n`;
  index.lines = [];
  return index;
}

function indexInSlices() {
  const slice = () => {
    const until = performance.now() + SLICE;
    if (indexNames(until) && indexQuotes(until)) {
      joined(nameIndex);
      joined(quoteIndex);
      allRead = true;
      if (answeredEarly) suggestAgain();
    } else setTimeout(slice, 4);
  };
  setTimeout(slice, 50);
}

/** The number of the line that a place in the text belongs to. */
function numberOfLine({ starts }, place) {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

const letter = (c) => /[\p{L}\p{N}]/u.test(c || "");
const lineOfText = ({ text, starts }, line) => text.slice(starts[line], text.indexOf("\n", starts[line]));

/** Lines that hold the phrase, and how close they come, best first: it begins with the words (0), has them (1), as whole words; begins with them (2),
    has them where a word begins (3), or within one (4). */
function hitsOf(index, phrase) {
  const { text, starts } = index;
  const ranks = new Map();
  const look = (wanted, skip) => {
    let at = text.indexOf(wanted);
    for (let n = 0; at >= 0 && n < HITS; n += 1) {
      const place = at + skip;
      const line = numberOfLine(index, place);
      const [first, begins, ends] = [place === starts[line], !letter(text[place - 1]), !letter(text[place + phrase.length])];
      const rank = begins && ends ? (first ? 0 : 1) : begins ? (first ? 2 : 3) : 4;
      if (!ranks.has(line) || rank < ranks.get(line)) ranks.set(line, rank);
      at = text.indexOf(wanted, at + 1);
    }
  };
  for (const [wanted, skip] of [[`\n${phrase}`, 1], [` ${phrase} `, 1], [` ${phrase}`, 1], [phrase, 0]]) look(wanted, skip); // the best are among the first
  return ranks;
}

/** Lines that hold all the words, but not together: rank 5. Looked for by the longest word. */
function scattered(index, words, ranks) {
  const { text, starts } = index;
  const [longest, ...others] = [...words].sort((a, b) => b.length - a.length);
  let at = text.indexOf(longest);
  for (let n = 0; at >= 0 && n < HITS; n += 1) {
    const line = numberOfLine(index, at);
    if (!ranks.has(line)) {
      const whole = lineOfText(index, line);
      if (others.every((word) => whole.includes(word))) ranks.set(line, 5);
    }
    at = line + 1 < starts.length ? text.indexOf(longest, starts[line + 1]) : -1;
  }
}

function ranked(index, phrase, words) {
  const ranks = hitsOf(index, phrase);
  if (words.length > 1 && ranks.size < OFFERED) scattered(index, words, ranks);
  return ranks;
}

/** Whether an index is there, or could be made in the time that a key may take. */
function inTimeFor(fill) {
  if (allRead || fill(performance.now() + PATIENCE)) return true;
  answeredEarly = true;
  return false;
}

function foundNames(phrase, words) {
  if (!inTimeFor(indexNames)) return [];
  const index = joined(nameIndex);
  const best = new Map(); // node -> { node, shown, rank }
  for (const [line, close] of ranked(index, phrase, words)) {
    const { node, shown } = index.of[line];
    const text = close < 4 ? lineOfText(index, line) : "";
    const whole = text === phrase || text.replace(/^(the|a|an) /, "") === phrase;
    const rank = (whole ? -1 : close) + (shown === node.label ? 0 : 0.5);
    if (!best.has(node) || rank < best.get(node).rank) best.set(node, { node, shown, rank });
  }
  return [...best.values()].sort((a, b) => a.rank - b.rank || b.node.said.length - a.node.said.length || a.node.id - b.node.id).slice(0, OFFERED);
}

/** Statements by the words of their quotations, those that have them together first; each quotation once. */
function foundStatements(phrase, words) {
  if (!inTimeFor(indexQuotes)) return []; // of a large page they come after the first picture
  const index = joined(quoteIndex);
  const lines = [...ranked(index, phrase, words)].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  const seen = new Map();
  for (const [line] of lines) {
    const statement = index.of[line];
    const key = `${statement.passage}:${statement.start}`;
    if (!seen.has(key)) seen.set(key, { statement });
    if (seen.size === OFFERED) break;
  }
  return [...seen.values()];
}
