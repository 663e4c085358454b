"use strict";
/* The picture to take away: as SVG, and as PNG painted from the same drawing. */

const SHARP = 2; // pixels of a PNG to one of the screen

const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing())}\n`;

function saveDrawing() {
  download("network.svg", "image/svg+xml", svgText());
  announce("Drawing saved");
}

async function savePicture() {
  const whole = drawing();
  const [width, height] = ["width", "height"].map((side) => Number(whole.getAttribute(side)));
  const address = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  const image = new Image(width, height);
  image.src = address;
  await image.decode();
  const canvas = el("canvas", { width: width * SHARP, height: height * SHARP });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => { download("network.png", "image/png", blob); announce("Picture saved"); });
}
