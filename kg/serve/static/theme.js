"use strict";
/* Light or dark: as the system has it, or as somebody chose, who finds it so on every page. It is set before anything is drawn. */

const root = document.documentElement;

const kept = (() => {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null; // a browser that keeps nothing
  }
})();
if (kept === "light" || kept === "dark") root.dataset.theme = kept;

function changeTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // it holds for this page
  }
}

document.addEventListener("DOMContentLoaded", () => document.getElementById("theme").addEventListener("click", changeTheme));
