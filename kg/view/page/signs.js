"use strict";
/* Signs: a name's colour and shape tell its family, its size how much is said of it. */

const signPaths = {};

const radius = (node) => 7 + Math.min(14, 2.1 * Math.sqrt(node.said.length));

const leastRadius = (node) => 3 + radius(node) * 0.18; // on the screen, from however far off

function drawSign({ ctx, id, x, y }) {
  const node = nodes[id];
  const size = Math.max(radius(node), leastRadius(node) / network.getScale());
  const drawNode = () => {
    ctx.save();
    ctx.globalAlpha = lit && !lit.nodes.has(id) ? 0.22 : 1;
    ctx.translate(x, y);
    if (state.focus && state.focus.node === id) {
      ctx.beginPath();
      ctx.arc(0, 0, size * 1.45 + 2, 0, 2 * Math.PI);
      ctx.strokeStyle = palette.accent;
      ctx.lineWidth = 2.5;
      ctx.stroke();
    }
    if (cursor === id && document.activeElement === byId("canvas")) {
      ctx.beginPath();
      ctx.arc(0, 0, size * 1.45 + 6 / network.getScale(), 0, 2 * Math.PI);
      ctx.setLineDash([4 / network.getScale(), 3 / network.getScale()]);
      ctx.strokeStyle = palette.ink;
      ctx.lineWidth = 2 / network.getScale();
      ctx.stroke();
      ctx.setLineDash([]);
    }
    ctx.scale(size / 12, size / 12);
    ctx.translate(-12, -12);
    ctx.fillStyle = palette.paper;
    ctx.fill(signPaths[node.family]);
    ctx.fillStyle = palette[`family-${node.family}`];
    ctx.fill(signPaths[node.family]);
    ctx.strokeStyle = palette.outline;
    ctx.lineWidth = (over === id ? 2.6 : 1.2) * (12 / size);
    ctx.stroke(signPaths[node.family]);
    ctx.restore();
    if (state.pinned.has(id)) drawPin(ctx, x + size * 0.8, y - size * 0.8);
  };
  return { drawNode, nodeDimensions: { width: size * 2, height: size * 2 } };
}

/** The mark of a pinned name: a pin's head, always as large on the screen. */
function drawPin(ctx, x, y) {
  const size = 3.6 / Math.min(1, network.getScale());
  ctx.beginPath();
  ctx.arc(x, y, size, 0, 2 * Math.PI);
  ctx.fillStyle = palette.accent;
  ctx.fill();
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = size / 2.4;
  ctx.stroke();
}
