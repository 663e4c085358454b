"use strict";
/* Which parts of the screen are taken, so that no name and no word covers another. */

/** Boxes already taken, in squares of a coarse grid so that a test looks at few. A box is { x, y, w, h, owner }, and `sign` where a sign is in it. */
class Taken {
  constructor() {
    this.squares = new Map();
  }

  * around(box) {
    for (let x = Math.floor(box.x / 120); x <= Math.floor((box.x + box.w) / 120); x += 1) {
      for (let y = Math.floor(box.y / 120); y <= Math.floor((box.y + box.h) / 120); y += 1) yield `${x},${y}`;
    }
  }

  free(box, but, overSigns = false) {
    for (const square of this.around(box)) {
      for (const other of this.squares.get(square) || []) {
        if (other.owner !== but && !(overSigns && other.sign) && box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h) return false;
      }
    }
    return true;
  }

  add(box) {
    for (const square of this.around(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push(box);
    }
  }
}

/** The box of a level word; of a leaning one, small boxes along it. */
function boxesOf({ x, y, w, h, turn }, owner) {
  if (!turn) return [{ x: x - w / 2, y: y - h / 2, w, h, owner }];
  const side = h * (Math.abs(Math.cos(turn)) + Math.abs(Math.sin(turn)));
  const steps = Math.ceil((2 * w) / h);
  return Array.from({ length: steps }, (_, i) => {
    const along = ((i + 0.5) / steps - 0.5) * (w - h / 2);
    return { x: x + along * Math.cos(turn) - side / 2, y: y + along * Math.sin(turn) - side / 2, w: side, h: side, owner };
  });
}

/** Whether the line from `a` to `b` runs through a box. */
function runsThrough(box, a, b) {
  let [low, high] = [0, 1];
  for (const [from, way, start, size] of [[a.x, b.x - a.x, box.x, box.w], [a.y, b.y - a.y, box.y, box.h]]) {
    if (way === 0 && (from < start || from > start + size)) return false;
    if (way !== 0) {
      const [one, other] = [(start - from) / way, (start + size - from) / way];
      low = Math.max(low, Math.min(one, other));
      high = Math.min(high, Math.max(one, other));
    }
  }
  return low < high;
}
