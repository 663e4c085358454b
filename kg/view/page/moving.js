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

/** Arrow keys: to the nearest name in that direction. */
function step(event) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!way || !displayed.size) return;
  event.preventDefault();
  const from = state.focus && state.focus.node !== undefined ? nodes[state.focus.node] : network.getViewPosition();
  let best = null;
  for (const n of displayed) {
    const [x, y] = [nodes[n].x - from.x, nodes[n].y - from.y];
    const along = x * way[0] + y * way[1];
    const across = Math.abs(x * way[1]) + Math.abs(y * way[0]);
    if (along > 1 && across <= along * 1.5 && (!best || along + across < best.far)) best = { n, far: along + across };
  }
  if (best) select({ node: best.n });
}
