// น้องเข้ม is drawn as the white rooster of Lampang in a green scarf; faces make the avatar and the stickers.
import { drawing } from "./dom.js";

const OPEN_EYES = '<circle cx="40" cy="52" r="4.500" fill="#33261d"/><circle cx="62" cy="52" r="4.500" fill="#33261d"/><circle cx="41.500" cy="50.500" r="1.500" fill="#fff"/><circle cx="63.500" cy="50.500" r="1.500" fill="#fff"/>';
const HAPPY_EYES = '<path d="M35 53q5-7 10 0M57 53q5-7 10 0" fill="none" stroke="#33261d" stroke-width="3.500" stroke-linecap="round"/>';
const SAD_EYES = '<path d="M35 50q5 6 10 0M57 50q5 6 10 0" fill="none" stroke="#33261d" stroke-width="3.500" stroke-linecap="round"/>';
const BEAK = '<path d="M44 59h14l-7 9Z" fill="#f5a623" stroke="#d98a0b" stroke-width="1.500" stroke-linejoin="round"/>';
const OPEN_BEAK = '<path d="M43 58h16l-8 5Z" fill="#f5a623"/><path d="M45 63q6 10 12 0Z" fill="#d9534f"/>';
const BLUSH = '<ellipse cx="32" cy="61" rx="5" ry="3.200" fill="#f7b5ac"/><ellipse cx="70" cy="61" rx="5" ry="3.200" fill="#f7b5ac"/>';
const MASK = '<path d="M31 58q20-8 40 0v9q-3 10-20 11-17-1-20-11Z" fill="#bfe3f2" stroke="#6fb0cc" stroke-width="1.800"/><path d="M35 63q16-4 32 0M36 68q15-4 30 0" fill="none" stroke="#6fb0cc" stroke-width="1.500"/><path d="M31 60l-7-4M71 60l7-4" stroke="#6fb0cc" stroke-width="1.800"/>';

function head(face) {
  return `<path d="M38 27q-6-12 3-13 5 0 6 6 0-12 7-11 6 1 4 11 4-6 9-3 5 4-3 12Z" fill="#e2483d"/>
    <path d="M51 22c20 0 29 15 29 32 0 20-10 34-29 34S22 74 22 54c0-17 9-32 29-32Z" fill="#fffdf6" stroke="#e3d9c4" stroke-width="1.500"/>
    ${face}
    <path d="M25 77q26 13 52 0l2 7q-28 14-56 0Z" fill="#1f9d55"/><path d="m62 85 9 11 4-13Z" fill="#18834a"/>`;
}

const wrap = (inside, className) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" class="${className}">${inside}</svg>`;

export function drawBotAvatar(label = null) {
  return drawing(wrap(`<rect width="100" height="100" fill="#ffe1a6"/><circle cx="76" cy="24" r="11" fill="#ffc24d"/>
    <path d="M0 80q22-20 46-8t54-10v38H0Z" fill="#b9dd9f"/>${head(OPEN_EYES + BEAK + BLUSH)}`, "avatar-drawing"), label);
}

// packageId and stickerId are LINE's own first set (446), so that any bot can tell them apart.
export const STICKERS = [
  { stickerId: "1988", keywords: ["hello", "hi", "สวัสดี", "หวัดดี"], name: ["สวัสดี", "Hello"],
    art: head(HAPPY_EYES + OPEN_BEAK + BLUSH) + '<path d="M79 60q10-8 9-22" fill="none" stroke="#fffdf6" stroke-width="9" stroke-linecap="round"/><path d="M94 30l4-5M96 40l5-1" stroke="#f5a623" stroke-width="3" stroke-linecap="round"/>' },
  { stickerId: "1989", keywords: ["thanks", "thank you", "ขอบคุณ"], name: ["ขอบคุณ", "Thank you"],
    art: head(HAPPY_EYES + BEAK + BLUSH) + '<path d="M44 96q-3-17 7-22 10 5 7 22Z" fill="#fffdf6" stroke="#e3d9c4" stroke-width="1.500"/><path d="M51 76v18" stroke="#e3d9c4" stroke-width="1.500"/>' },
  { stickerId: "1990", keywords: ["ok", "yes", "good", "โอเค", "ได้"], name: ["โอเค", "OK"],
    art: head(OPEN_EYES + BEAK + BLUSH) + '<circle cx="81" cy="76" r="16" fill="#1f9d55"/><path d="m73 76 6 6 10-11" fill="none" stroke="#fff" stroke-width="4.500" stroke-linecap="round" stroke-linejoin="round"/>' },
  { stickerId: "1991", keywords: ["love", "heart", "รัก", "หัวใจ"], name: ["รักเลย", "Love"],
    art: head(HAPPY_EYES + BEAK + BLUSH) + '<path d="M80 44c-4-8-16-5-14 4 1 6 8 10 14 15 6-5 13-9 14-15 2-9-10-12-14-4Z" fill="#ef5b6b"/>' },
  { stickerId: "1992", keywords: ["sad", "cry", "เศร้า", "ร้องไห้"], name: ["เสียใจ", "Sad"],
    art: head(SAD_EYES + BEAK) + '<path d="M39 58q-7 10 0 13 7-3 0-13ZM63 58q-7 10 0 13 7-3 0-13Z" fill="#6db7ea"/>' },
  { stickerId: "1993", keywords: ["mask", "dust", "smoke", "หน้ากาก", "ฝุ่น"], name: ["ใส่หน้ากาก", "Mask on"], art: head(OPEN_EYES + MASK) },
  { stickerId: "1994", keywords: ["fire", "burning", "ไฟ", "ไฟไหม้"], name: ["ไฟ!", "Fire!"],
    art: head(OPEN_EYES + OPEN_BEAK) + '<path d="M80 96c-14 0-19-11-14-20 3-5 8-7 8-17 8 4 9 10 9 14 3-2 3-4 3-7 7 6 10 12 9 18-1 7-6 12-15 12Z" fill="#f26a2e"/><path d="M80 96c-7 0-10-6-7-12 3-4 6-5 7-11 6 5 9 9 8 15-1 5-4 8-8 8Z" fill="#ffd257"/>' },
  { stickerId: "1995", keywords: ["cheer", "fight", "สู้", "สู้ๆ"], name: ["สู้ ๆ", "You can do it"],
    art: head(OPEN_EYES + OPEN_BEAK + BLUSH) + '<circle cx="14" cy="44" r="9" fill="#fffdf6" stroke="#e3d9c4" stroke-width="1.500"/><circle cx="88" cy="44" r="9" fill="#fffdf6" stroke="#e3d9c4" stroke-width="1.500"/><path d="M5 27l4 5M15 23v6M97 27l-4 5M87 23v6" stroke="#f5a623" stroke-width="3" stroke-linecap="round"/>' },
];

export const STICKER_PACKAGE = "446";

export function drawSticker(stickerId, label) {
  const known = STICKERS.find((sticker) => sticker.stickerId === String(stickerId));
  const art = known ? known.art : head(HAPPY_EYES + BEAK + BLUSH);
  return drawing(wrap(art, "sticker-drawing"), label);
}

const COLOURS = ["#e58f65", "#5d9fd6", "#7bb661", "#b484c9", "#d9a441", "#5bb3a7", "#d9738f", "#7c87d1"];

// People have no pictures here: their first letter on a colour of their own.
export function drawPersonAvatar(name, id) {
  const colour = COLOURS[[...String(id)].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS.length];
  const holder = document.createElement("span");
  holder.className = "letter-avatar";
  holder.style.background = colour;
  holder.setAttribute("aria-hidden", "true");
  // A leading vowel alone (เ แ โ ใ ไ) is not a letter one would recognise somebody by.
  holder.textContent = [...String(name || "?").replace(/^[เแโใไ\s]+/u, "")][0] || "?";
  return holder;
}
