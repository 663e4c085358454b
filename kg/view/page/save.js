"use strict";
/* The picture to take away. */

/** The picture as PNG, on the page's ground, with its title and the honest line under it. */
function savePicture() {
  const drawn = byId("canvas").querySelector("canvas");
  const ratio = drawn.width / drawn.clientWidth;
  const copyOf = el("canvas", { width: drawn.width, height: drawn.height + 44 * ratio });
  const ctx = copyOf.getContext("2d");
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, copyOf.width, copyOf.height);
  ctx.drawImage(drawn, 0, 0);
  ctx.scale(ratio, ratio);
  ctx.fillStyle = palette.ink;
  ctx.font = `600 12px ${FONT}`;
  ctx.fillText(document.title, 14, drawn.clientHeight + 14);
  ctx.fillStyle = palette.soft;
  ctx.font = `11px ${FONT}`;
  ctx.fillText(`${byId("status").textContent}. Made by machine; what is alleged (dashed) is not proven. Check the source.`, 14, drawn.clientHeight + 31);
  copyOf.toBlob((blob) => { download("network.png", "image/png", blob); announce("Picture saved"); });
}
