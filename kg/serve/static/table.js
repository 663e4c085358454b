"use strict";
/* A click on the head of a column sorts the rows by it, another turns them round. Rows that are alike keep their order. */

const table = document.getElementById("rows");
const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;

function sort(head) {
  const down = head.getAttribute("aria-sort") === "ascending";
  const column = head.cellIndex;
  const text = (row) => row.cells[column].textContent.trim();
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => (down ? -1 : 1) * compare(text(a), text(b)));
  for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  table.tBodies[0].append(...rows);
}

if (table) {
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(head));
  }
}
