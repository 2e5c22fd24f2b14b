// Things a phone would have in its gallery: a drawn photo of smoke over a hill and a short voice note.
// Both are made here so that no picture of a real place or voice of a real person is shipped.

export async function toBase64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 32768) {
    text += String.fromCharCode(...bytes.subarray(start, start + 32768));
  }
  return btoa(text);
}

export function paintSmokePhoto() {
  const canvas = document.createElement("canvas");
  canvas.width = 960;
  canvas.height = 720;
  const pen = canvas.getContext("2d");
  paintSky(pen);
  paintHill(pen, 430, 70, "#7f8f83");
  paintSmoke(pen);
  paintHill(pen, 520, 90, "#56694f");
  paintFlames(pen);
  paintHill(pen, 640, 40, "#3d4d35");
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
}

function paintSky(pen) {
  const sky = pen.createLinearGradient(0, 0, 0, 720);
  sky.addColorStop(0, "#c9b79a");
  sky.addColorStop(0.6, "#ead9b8");
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 960, 720);
  pen.fillStyle = "rgba(236,120,60,.75)";
  pen.beginPath();
  pen.arc(760, 170, 46, 0, Math.PI * 2);
  pen.fill();
}

function paintHill(pen, base, height, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(0, 720);
  for (let x = 0; x <= 960; x += 12) {
    pen.lineTo(x, base - height * Math.sin(x / 150 + base) - 14 * Math.sin(x / 37));
  }
  pen.lineTo(960, 720);
  pen.fill();
}

function paintSmoke(pen) {
  for (let puff = 0; puff < 70; puff += 1) {
    const rise = puff / 70;
    const radius = 26 + rise * 105;
    const x = 360 + rise * 330 + 34 * Math.sin(puff * 1.7);
    const y = 500 - rise * 430 + 18 * Math.cos(puff * 2.3);
    const cloud = pen.createRadialGradient(x, y, 0, x, y, radius);
    cloud.addColorStop(0, `rgba(${120 + rise * 60},${116 + rise * 58},${112 + rise * 52},.42)`);
    cloud.addColorStop(1, "rgba(150,145,138,0)");
    pen.fillStyle = cloud;
    pen.fillRect(x - radius, y - radius, radius * 2, radius * 2);
  }
}

function paintFlames(pen) {
  for (let flame = 0; flame < 9; flame += 1) {
    const x = 300 + flame * 17;
    const tall = 26 + 14 * Math.sin(flame * 2.1);
    pen.fillStyle = flame % 2 ? "#ffb638" : "#f2672a";
    pen.beginPath();
    pen.moveTo(x - 9, 520);
    pen.quadraticCurveTo(x - 4, 520 - tall / 2, x, 520 - tall);
    pen.quadraticCurveTo(x + 7, 520 - tall / 3, x + 10, 520);
    pen.fill();
  }
}

const RATE = 8000;

// Three seconds of humming with the rise and fall of a sentence, as 16-bit mono WAV.
export function recordSampleVoice() {
  const count = RATE * 3;
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  writeWaveHeader(view, count);
  for (let index = 0; index < count; index += 1) {
    const second = index / RATE;
    const pitch = 165 + 35 * Math.sin(second * 4.2);
    const syllable = Math.max(0, Math.sin(second * 9.5)) * Math.min(1, (3 - second) * 3);
    const wave = Math.sin(2 * Math.PI * pitch * second) + 0.4 * Math.sin(4 * Math.PI * pitch * second);
    view.setInt16(44 + index * 2, wave * syllable * 9000, true);
  }
  return new Blob([view], { type: "audio/wav" });
}

function writeWaveHeader(view, count) {
  const letters = (offset, text) => [...text].forEach((letter, at) => view.setUint8(offset + at, letter.charCodeAt(0)));
  letters(0, "RIFF");
  view.setUint32(4, 36 + count * 2, true);
  letters(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  letters(36, "data");
  view.setUint32(40, count * 2, true);
}
