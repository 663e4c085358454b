"use strict";
/* On paper: the picture in light colours, its legend, and the evidence of what is shown, numbered; readable in black and white. */

const PRINTED = 300; // so many statements at most: a printer is no archive

/** What the evidence list holds: what is lit, or all that is in the picture. */
function printedStatements() {
  const { focus } = state;
  const drawn = [...bundles.values()].flatMap((b) => b.statements);
  const chosen = !focus ? drawn
    : "node" in focus ? nodes[focus.node].said.filter(passes)
      : "path" in focus ? (foundPath ? foundPath.hops.flat() : [])
        : drawn.filter((s) => s.subject === focus.from && s.object === focus.to);
  return [...chosen].sort((a, b) => dateKey(a.date).localeCompare(dateKey(b.date)) || a.source - b.source || a.index - b.index);
}

function printedEntry(s) {
  const source = sources[s.source];
  const { label, note } = modalityOf(s);
  const where = [source.title, source.publisher, source.author && `by ${source.author}`, dated(source.date), source.url].filter(Boolean).join(", ");
  return el("li", {},
    el("p", { class: "title" }, el("strong", {}, quoted(sentence({ ...s, modality: "asserted" }))), ` – ${label.toLowerCase()}: ${note}`),
    el("p", { class: "words", dir: "auto" }, quotation(s)[1]),
    el("p", { class: "from" }, s.by === null ? "" : ["Said by ", quoted(nodes[s.by].label), ". "], s.own ? `${dated(s.date)}. ` : "", quoted(where)));
}

function fillPaper() {
  const list = printedStatements();
  const more = list.length - PRINTED;
  byId("paper").replaceChildren(
    drawing(),
    el("h2", {}, `Evidence: ${plural(list.length, "statement")}`),
    el("ol", { class: "evidence" }, ...list.slice(0, PRINTED).map(printedEntry)),
    more > 0 ? el("p", {}, `and ${plural(more, "more statement")}: the page's table has them all.`) : "");
}

/** Paper is white, whatever the screen is. The picture on paper is the one on the screen, which is not there while paper is laid out. */
function printing(begins) {
  const root = document.documentElement;
  if (begins === root.hasAttribute("data-printing")) return;
  if (begins) {
    root.dataset.printing = root.dataset.theme || "";
    root.dataset.theme = "light";
  } else {
    if (root.dataset.printing) root.dataset.theme = root.dataset.printing;
    else delete root.dataset.theme;
    delete root.dataset.printing;
  }
  readPalette();
  const picture = state.view === "network";
  document.body.classList.toggle("on-paper", begins && picture);
  byId("paper").replaceChildren();
  if (!picture) return;
  if (begins) {
    ink(byId("canvas").querySelector("canvas").getContext("2d"), inked.width, inked.height);
    fillPaper();
  } else drawPicture();
}

function buildPrint() {
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));
  matchMedia("print").addEventListener("change", ({ matches }) => printing(matches));
}
