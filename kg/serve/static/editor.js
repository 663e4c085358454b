"use strict";
/* The query's field: numbers of its lines, Tab that indents, Ctrl+Enter that asks, and the place of an error. */

const field = document.getElementById("query");
const LONG = 4000; // characters of a query above which it goes in the body of a request, and not into the address

function starts(text) {
  return [...text.matchAll(/^/gm)].map((m) => m.index);
}

function number(wrong) {
  const lines = document.getElementById("lines");
  const count = field.value.split("\n").length;
  lines.replaceChildren(...Array.from({ length: count }, (_, n) => {
    const line = document.createElement("div");
    line.textContent = n + 1;
    if (n + 1 === wrong) line.className = "wrong";
    return line;
  }));
  lines.scrollTop = field.scrollTop;
}

/** Put text in the place of what is selected, so that it can be undone. */
function write(text) {
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  number(0);
}

/** Indent the lines that are selected, or take two spaces away from each. */
function indent(back) {
  const { value, selectionStart: from, selectionEnd: to } = field;
  if (from === to && !back) { write("  "); return; }
  const begin = value.lastIndexOf("\n", from - 1) + 1;
  const lines = value.slice(begin, to);
  field.setSelectionRange(begin, to);
  const changed = back ? lines.replace(/^ {1,2}/gm, "") : lines.replace(/^/gm, "  ");
  write(changed);
  field.setSelectionRange(begin, begin + changed.length);
}

/** Declare a prefix at the top, where it is not declared. */
function declare(prefix, iri) {
  const line = `PREFIX ${prefix}: <${iri}>\n`;
  field.focus();
  if (field.value.includes(line.trim())) return;
  field.setSelectionRange(0, 0);
  write(line);
}

/** Put the caret where the server says that the query is wrong. Columns count characters, the field counts UTF-16 units. */
function point({ line, column }) {
  const text = field.value;
  const start = starts(text)[line - 1];
  if (start === undefined) return;
  const rest = [...text.slice(start).split("\n")[0]].slice(0, column - 1).join("");
  field.focus();
  field.setSelectionRange(start + rest.length, start + rest.length);
}

if (field) {
  let leaving = false;
  document.getElementById("keys").hidden = false;
  field.addEventListener("input", () => number(0));
  field.addEventListener("scroll", () => { document.getElementById("lines").scrollTop = field.scrollTop; });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
    else if (event.key === "Tab" && !leaving && !event.ctrlKey && !event.altKey) indent(event.shiftKey);
    else {
      leaving = event.key === "Escape" || (leaving && event.key === "Shift");
      return;
    }
    event.preventDefault();
  });
  field.form.addEventListener("submit", () => { field.form.method = field.value.length > LONG ? "post" : "get"; });
  for (const button of document.querySelectorAll("[data-insert]")) button.addEventListener("click", () => declare(button.dataset.insert, button.dataset.iri));
  const shared = new URLSearchParams(location.hash.slice(1)).get("query");
  if (shared) field.value = shared;
  const { line, column } = field.closest(".code").dataset;
  number(Number(line || 0));
  if (line) point({ line: Number(line), column: Number(column) });
}
