"use strict";
/* Paints what is written in the picture (words.js has found the places) upon what vis-network has drawn. */

const inked = { width: 0, height: 0 }; // the size of the picture on the screen when it was last painted
const LEADING = 2.5; // pixels between two lines of a name

function drawWords(ctx) {
  const { canvas } = ctx;
  if (!canvas.clientWidth) return; // it is not on the screen
  Object.assign(inked, { width: canvas.clientWidth, height: canvas.clientHeight });
  const ratio = canvas.width / inked.width;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ink(ctx, inked.width, inked.height);
  ctx.textBaseline = "top";
  ctx.textAlign = "center";
  ctx.lineJoin = "round";
  for (const words of inkings) paintWords(ctx, words);
  ctx.restore();
}

function paintWords(ctx, { lines, size, bold, x, y, w, h, turn, alpha, colour, plate }) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(turn);
  ctx.font = fontOf({ size, bold });
  if (plate) {
    ctx.fillStyle = palette.paper;
    ctx.globalAlpha = 0.92;
    ctx.beginPath();
    ctx.roundRect(-w / 2, -h / 2, w, h, 4);
    ctx.fill();
  }
  ctx.globalAlpha = alpha;
  ctx.fillStyle = colour;
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 3.5;
  lines.forEach((line, i) => {
    const top = -h / 2 + (plate ? 2 : 1) + i * (size + LEADING);
    if (!plate) ctx.strokeText(line, 0, top);
    ctx.fillText(line, 0, top);
  });
  ctx.restore();
}

/** The line whose word is written at a place of the screen. */
function lineAt({ x, y }) {
  const at = inkings.find(({ boxes }) => boxes && boxes.some((b) => x >= b.x && x <= b.x + b.w && y >= b.y && y <= b.y + b.h));
  return at && at.bundle;
}
