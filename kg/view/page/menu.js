"use strict";
/* What can be done with one name: as buttons in its dossier, and as a menu beside its sign in the picture. */

let menuOf = null; // the name whose menu is open

/** All that can be done with a name: { label, act }, with `on` where it is a switch, and `group` where it is one of several. */
function nodeActions(n) {
  const centre = state.around && state.around.node === n ? state.around.depth : 0;
  const more = missing(n).length;
  const steps = [1, 2, 3].map((depth) => ({ group: "steps", label: plural(depth, "step"), on: centre === depth, act: () => around(n, centre === depth ? 0 : depth) }));
  return [
    ...steps,
    more > 0 && { group: "steps", label: more > NEIGHBOURS ? `Add ${NEIGHBOURS} of ${more} neighbours` : `Add ${plural(more, "neighbour")}`, act: () => expand(n) },
    { label: "Path from here…", act: () => beginPath(n) },
    { label: "Pin", on: state.pinned.has(n), act: () => pin(n) },
    state.out.has(n) ? { label: "Show again", act: () => showAgain([n]) } : { label: "Hide", act: () => hide(n) },
  ].filter(Boolean);
}

function nodeButtons(n) {
  const button = ({ label, on, act }) => el("button", { type: "button", "aria-pressed": on === undefined ? undefined : String(on), onclick: act }, label);
  const [steps, rest] = [true, false].map((inGroup) => nodeActions(n).filter(({ group }) => (group === "steps") === inGroup).map(button));
  const centre = state.around && state.around.node === n;
  return el("div", {},
    el("div", { class: "near", role: "group", "aria-label": "Neighbourhood" }, el("span", { class: "soft" }, "Show only within"), ...steps,
      centre && el("button", { type: "button", class: "plain", onclick: () => around(n, 0) }, "all")),
    el("div", { class: "near", role: "group", "aria-label": "In the picture" }, el("span", { class: "soft" }, "In the picture"), ...rest));
}

/* ---- The menu ---- */

function askedMenu(event, at) {
  const n = network.getNodeAt(at);
  if (event && event.preventDefault && (n !== undefined || state.out.size)) event.preventDefault();
  if (n !== undefined || state.out.size) openMenu(n, at);
}

/** Open the menu of a name (or, of none, what can be done with the whole picture) with its corner at a place of the canvas. */
function openMenu(n, { x, y }) {
  const menu = byId("menu");
  unhover();
  menuOf = n === undefined ? null : n;
  const read = { label: "Read all that is said", act: () => select({ node: n }) };
  const all = state.out.size > 0 && { label: `Show ${plural(state.out.size, "hidden name")} again`, act: () => showAgain() };
  const items = [...(menuOf === null ? [] : [read, ...nodeActions(n)]), all].filter(Boolean);
  menu.setAttribute("aria-label", menuOf === null ? "Picture" : nodes[n].label);
  menu.replaceChildren(...(menuOf === null ? [] : [el("p", { "aria-hidden": "true" }, quoted(nodes[n].label))]), ...items.map(({ label, on, group, act }) => el("button", {
    type: "button", tabIndex: -1, role: on === undefined ? "menuitem" : "menuitemcheckbox", "aria-checked": on === undefined ? undefined : String(on),
    onclick: () => { closeMenu(); act(); },
  }, group === "steps" && on !== undefined ? `Show only within ${label}` : label)));
  menu.hidden = false;
  const room = byId("picture");
  menu.style.left = `${Math.max(4, Math.min(x, room.clientWidth - menu.offsetWidth - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(y, room.clientHeight - menu.offsetHeight - 4))}px`;
  menu.querySelector("button").focus();
}

function closeMenu(back = true) {
  const menu = byId("menu");
  if (menu.hidden) return;
  menu.hidden = true;
  if (back) byId("canvas").focus({ preventScroll: true });
}

function menuKeys(event) {
  const items = [...byId("menu").querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at + items.length - 1) % items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) items[to].focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (event.key.length === 1 && /\p{L}/u.test(event.key)) (items.find((item) => item.textContent.toLowerCase().startsWith(event.key)) || items[at]).focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function buildMenu() {
  byId("menu").addEventListener("keydown", menuKeys);
  document.addEventListener("pointerdown", (event) => { if (!byId("menu").contains(event.target)) closeMenu(false); }, true);
  byId("menu").addEventListener("focusout", (event) => { if (!byId("menu").contains(event.relatedTarget)) closeMenu(false); });
}

/* ---- What stands over the picture ---- */

/** What a person has done to the picture and may have forgotten, each with the way back. */
function drawNotes() {
  const note = (text, label, act) => el("p", { class: "notice" }, text, " ", el("button", { type: "button", class: "plain", onclick: act }, label));
  const { around: centre, out } = state;
  const notes = [
    startOfPath !== null && note(el("span", {}, el("strong", {}, "Path from ", quoted(nodes[startOfPath].label)), ": choose another name, here or by search."), "Cancel", forgetPath),
    centre && note(el("span", {}, "Only within ", plural(centre.depth, "step"), " of ", quoted(nodes[centre.node].label), "."), "Show all", () => around(centre.node, 0)),
    out.size > 0 && note(el("span", {}, `${plural(out.size, "name")} hidden.`), out.size === 1 ? "Show it again" : "Show them again", () => showAgain()),
  ];
  byId("notes").replaceChildren(...notes.filter(Boolean));
}
