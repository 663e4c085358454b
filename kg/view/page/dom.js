"use strict";
/* Small helpers that build the page. Text becomes text nodes and nothing else: no markup is ever parsed. */

const byId = (id) => document.getElementById(id);

/** An element with properties ("class", "on…", "aria-…", "data-…" and plain ones) and children (elements, text, or nothing). */
function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || (value === false && !key.startsWith("aria-"))) continue;
    if (key === "class") element.className = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for") element.setAttribute(key, value === true && !key.startsWith("aria-") ? "" : String(value));
    else element[key] = value;
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Text from a document, kept apart from the direction of what stands around it. */
const quoted = (text, tag = "bdi") => el(tag, { dir: "auto" }, text);

/** A link that may be followed: only http and https, never with a way back to this page. */
function outside(address, ...children) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  return el("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, ...children);
}

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

let announcing = 0;

/** Say something to whoever cannot see it, and show it for a moment. */
function announce(text) {
  const place = byId("announce");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(announcing);
  announcing = setTimeout(() => place.classList.remove("shown"), 2200);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { value: text, class: "unseen" });
    (document.querySelector("dialog[open]") || document.body).append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  announce(`${what} copied`);
}

function download(name, type, text) {
  const address = URL.createObjectURL(text instanceof Blob ? text : new Blob([text], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const PLAIN = { "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', ø: "o", ł: "l", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ı: "i" };
const SIMPLE = /^[\x20-\x7e\u2013\u2014\u2018\u2019\u201c\u201d\xa3]*$/; // most text has nothing to take apart

/** For comparing what people type: no case, no accents, one kind of apostrophe and space. */
function folded(text) {
  const low = text.toLowerCase();
  const apart = SIMPLE.test(low) ? low : low.normalize("NFKD").replace(/\p{M}/gu, "");
  return apart.replace(/[’‘`´“”øłđðßæœþı]/g, (c) => PLAIN[c]).replace(/\s+/g, " ");
}
