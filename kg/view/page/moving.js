"use strict";
/* Moving about the picture, by wheel, buttons and keys. The picture itself never moves. */

const MARGIN = 14;

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let placing = 0;

/** Remember in the address where a person has moved to. */
function placed() {
  clearTimeout(placing);
  placing = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    state.at = { x: Math.round(x), y: Math.round(y), scale: Number(network.getScale().toFixed(3)) };
    history.replaceState(null, "", `#${written()}`);
  }, 250);
}

function move(position, scale, animated) {
  network.moveTo({ position, scale, animation: animated && !still() ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
}

function zoom(factor) {
  move(network.getViewPosition(), Math.min(6, Math.max(0.02, network.getScale() * factor)), true);
  placed();
}

/** The room that signs and names take on the screen at a scale: names are as large at any scale, so this is not in proportion. */
function extent(some, scale) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const n of some) {
    const lines = wrapped(nodes[n].label);
    const half = Math.max(...lines.map((line) => line.length)) * 3.4 + 4;
    const [x, y, r] = [nodes[n].x * scale, nodes[n].y * scale, radius(nodes[n]) * scale];
    box.left = Math.min(box.left, x - half);
    box.right = Math.max(box.right, x + half);
    box.top = Math.min(box.top, y - r);
    box.bottom = Math.max(box.bottom, y + r + lines.length * 15 + 3);
  }
  return box;
}

function fit(animated, some = displayed, most = 1.25) {
  if (!some.size) return;
  const place = byId("canvas");
  const fits = ({ left, right, top, bottom }) => right - left <= place.clientWidth - 2 * MARGIN && bottom - top <= place.clientHeight - 2 * MARGIN;
  let [low, high] = [0.02, most];
  for (let turn = 0; turn < 16; turn += 1) {
    const middle = (low + high) / 2;
    if (fits(extent(some, middle))) low = middle;
    else high = middle;
  }
  if (!animated && low < 0.5 && place.clientWidth < 600) {
    // On a small screen the whole would be dots: begin about the best evidenced name, near enough to read.
    const main = [...some].sort((a, b) => nodes[b].said.length - nodes[a].said.length || a - b)[0];
    move(nodes[main], 0.62, false);
    return;
  }
  const { left, right, top, bottom } = extent(some, low);
  move({ x: (left + right) / 2 / low, y: (top + bottom) / 2 / low }, low, animated);
  if (animated) state.at = null;
}

/** Bring what is chosen into sight, without moving if it is there already. */
function show() {
  if (!state.focus || !lit) return;
  const { node, from, to } = state.focus;
  const chosen = node !== undefined ? [node] : from !== undefined ? [from, to] : [...lit.nodes];
  const place = byId("canvas");
  const seen = (n) => {
    const { x, y } = network.canvasToDOM(nodes[n]);
    return x > 40 && y > 30 && x < place.clientWidth - 40 && y < place.clientHeight - 40;
  };
  if (!chosen.every(seen) || network.getScale() < 0.35) fit(true, lit.nodes, 1);
}
