"use strict";
/* What the pointer does: a click chooses, a rest tells in short what is there. */

let over = null; // the node under the pointer
let cursor = null; // the name that the arrow keys have come to

function clicked({ nodes: [node], edges: [edge], pointer: { DOM } }) {
  unhover();
  network.unselectAll();
  const bundle = lineAt(DOM) || bundles.get(edge);
  cursor = node === undefined ? null : node;
  if (node !== undefined) select({ node });
  else if (bundle) select({ from: bundle.from, to: bundle.to });
  else if (state.focus) select(null);
}

function hover(n, event) {
  over = n;
  byId("canvas").classList.add("pointing");
  const node = nodes[n];
  tip(event, el("strong", {}, quoted(node.label)), el("span", { class: "soft" }, `${classOf(node)[0]}, ${plural(node.said.length, "statement")}`));
}

function hint(bundle, event) {
  if (!bundle) return;
  byId("canvas").classList.add("pointing");
  const [, text] = quotation(bundle.statements[0]);
  tip(event, ...bundle.statements.slice(0, 3).map((s) => el("strong", {}, quoted(sentence(s)))),
    el("span", { class: "words" }, quoted(text.length > 140 ? `${text.slice(0, 139)}…` : text)),
    el("span", { class: "soft" }, bundle.statements.length > 1 ? `${plural(bundle.statements.length, "statement")}: click to read them` : "Click for the source"));
}

function tip(event, ...parts) {
  const box = byId("hint");
  if (matchMedia("(hover: none)").matches) return;
  box.replaceChildren(...parts);
  box.hidden = false;
  const place = byId("picture").getBoundingClientRect();
  const x = (event.center || event).x ?? event.clientX;
  const y = (event.center || event).y ?? event.clientY;
  box.style.left = `${Math.min(x - place.left + 14, place.width - box.offsetWidth - 8)}px`;
  box.style.top = `${Math.min(y - place.top + 14, place.height - box.offsetHeight - 8)}px`;
}

function unhover() {
  over = null;
  byId("hint").hidden = true;
  byId("canvas").classList.remove("pointing");
}
