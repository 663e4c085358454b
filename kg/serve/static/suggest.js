"use strict";
/* Names suggested under a field while somebody types. data-suggest="open" leads to the chosen one's page, "fill" puts its name into the field. */

const PAUSE = 120; // milliseconds without a key before the server is asked

function suggesting(input) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);
  let found = [];
  let at = -1;
  let asked = 0;
  let timer = 0;

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point(to) {
    at = to;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(one) {
    close();
    if (input.dataset.suggest === "open") location.assign(one.path);
    else input.value = one.label;
  }

  function show(names) {
    found = names;
    list.replaceChildren(...names.map((one, n) => {
      const item = document.createElement("li");
      const label = document.createElement("bdi");
      const kind = document.createElement("span");
      label.textContent = one.label;
      kind.textContent = one.kind;
      kind.className = "soft";
      item.id = `${list.id}-${n}`;
      item.setAttribute("role", "option");
      item.append(label, kind);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(one); });
      return item;
    }));
    list.hidden = names.length === 0;
    input.setAttribute("aria-expanded", String(names.length > 0));
    point(-1);
  }

  async function ask() {
    const turn = ++asked;
    const typed = input.value.trim();
    if (!typed) { close(); return; }
    const answer = await fetch(`/suggest?${new URLSearchParams({ q: typed })}`, { headers: { Accept: "application/json" } });
    const names = answer.ok ? await answer.json() : [];
    if (turn === asked && document.activeElement === input) show(names);
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") point((at + 2) % (found.length + 1) - 1);
    else if (event.key === "ArrowUp") point((at + found.length + 1) % (found.length + 1) - 1);
    else if (event.key === "Enter" && at >= 0) choose(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("[data-suggest]").forEach(suggesting);
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("input[type=search]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select") || !field) return;
  event.preventDefault();
  field.focus();
});
