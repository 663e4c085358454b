"use strict";
/* In a document: whatever is chosen in the address is shown in all its pieces in the text, and beside it; pointing at one shows the other. */

const pieces = [...document.querySelectorAll(".mark")];
const holding = new Map();
for (const piece of pieces) {
  for (const span of piece.dataset.spans.split(" ")) holding.set(span, [...(holding.get(span) || []), piece]);
}
const passage = (span) => document.getElementById(`said-${span}`);

function choose() {
  const [, span] = /^#(?:at|said)-(\d+-\d+)$/.exec(location.hash) || [];
  for (const one of document.querySelectorAll(".chosen")) one.classList.remove("chosen");
  if (!span) return;
  for (const piece of holding.get(span) || []) piece.classList.add("chosen");
  const beside = passage(span);
  if (!beside) return;
  beside.classList.add("chosen");
  const column = beside.closest(".said");
  if (getComputedStyle(column).position === "sticky") column.scrollTop += beside.getBoundingClientRect().top - column.getBoundingClientRect().top - 64;
}

function near(span, on) {
  for (const piece of holding.get(span) || []) piece.classList.toggle("near", on);
}

for (const one of document.querySelectorAll(".passage")) {
  const span = one.id.slice("said-".length);
  one.addEventListener("pointerenter", () => near(span, true));
  one.addEventListener("pointerleave", () => near(span, false));
}
addEventListener("hashchange", choose);
choose();
