// Bodies of picture, video, voice, location, sticker, file and imagemap messages.
import { button, element, makeTappable, picture, safeAddress } from "./dom.js";
import { icon } from "./icons.js";
import { drawSticker, STICKERS } from "./rooster.js";
import { currentLanguage, say } from "./words.js";

// What people send has no address in the message; the simulator keeps it under the message's id.
function findAddress(message, field = "originalContentUrl") {
  const provider = message.contentProvider ?? {};
  if (message[field]) return message[field];
  if (provider.type === "external") return provider[field] ?? provider.originalContentUrl;
  return message.id ? `/_/content/${encodeURIComponent(message.id)}` : null;
}

export function drawPicture(message, phone) {
  const shown = message.contentProvider ? findAddress(message) : message.previewImageUrl ?? message.originalContentUrl;
  const image = picture(shown, say("image"), "message-picture");
  image.addEventListener("error", () => image.replaceWith(element("span", { class: "no-picture" }, icon("photo"), say("noPicture"))));
  image.addEventListener("load", () => phone.keepAtEnd());
  const bubble = element("div", { class: "picture-bubble" }, image);
  return makeTappable(bubble, say("image"), () => phone.viewPicture(findAddress(message)));
}

export function drawVideoMessage(message) {
  const address = safeAddress(findAddress(message));
  const poster = message.previewImageUrl ? safeAddress(message.previewImageUrl) : null;
  return element("video", {
    class: "message-picture", src: address, poster, controls: true, preload: "metadata", playsinline: true, "aria-label": say("video"),
  });
}

export function drawVoice(message) {
  const seconds = Math.max(1, Math.round((message.duration ?? 3000) / 1000));
  const sound = new Audio();
  sound.preload = "none";
  sound.src = safeAddress(findAddress(message)) ?? "";
  const face = element("span", { class: "voice-face" }, icon("play"));
  const show = (name) => face.replaceChildren(icon(name));
  sound.addEventListener("ended", () => show("play"));
  sound.addEventListener("error", () => show("play"));
  const toggle = () => {
    if (!sound.paused) {
      sound.pause();
      show("play");
      return;
    }
    sound.play().then(() => show("pause"), () => show("play"));
  };
  const bars = [8, 14, 20, 12, 22, 16, 10, 18, 13, 7].map((height) => element("i", { style: { height: `${height}px` } }));
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return button(`${say("audio")} ${length}`, "bubble voice-bubble", toggle, face, element("span", { class: "voice-bars" }, bars), length);
}

export function drawLocation(message, phone) {
  const point = `${Number(message.latitude).toFixed(5)}, ${Number(message.longitude).toFixed(5)}`;
  const title = message.title || say("location");
  const card = element("div", { class: "location-card" },
    element("div", { class: "location-map" }, icon("pin")),
    element("div", { class: "location-words" }, element("b", {}, title),
      message.address ? element("span", {}, message.address) : null, element("small", {}, point)));
  const uri = `https://www.openstreetmap.org/?mlat=${message.latitude}&mlon=${message.longitude}#map=14/${message.latitude}/${message.longitude}`;
  return makeTappable(card, `${title} ${point}`, () => phone.perform({ type: "uri", uri }));
}

export function drawStickerMessage(message) {
  const known = STICKERS.find((sticker) => sticker.stickerId === String(message.stickerId));
  const name = known ? known.name[currentLanguage() === "th" ? 0 : 1] : message.keywords?.[0] ?? `${message.packageId}/${message.stickerId}`;
  return element("div", { class: "sticker-message" }, drawSticker(message.stickerId, `${say("sticker")}: ${name}`));
}

export function drawFile(message) {
  const size = message.fileSize ? `${Math.max(1, Math.round(message.fileSize / 1024))} KB` : "";
  return element("div", { class: "bubble file-bubble" }, icon("file"), element("span", {}, message.fileName ?? say("file"), element("small", {}, size)));
}

// Areas are given on a base of 1040 px width whatever size of the picture is shown.
export function drawImagemap(message, phone) {
  const base = message.baseSize ?? {};
  const [width, height] = [base.width || 1040, base.height || 1040];
  const frame = element("div", {
    class: "imagemap", style: { aspectRatio: `${width} / ${height}` }, role: "group", "aria-label": message.altText,
  }, picture(`${message.baseUrl}/700`, message.altText));
  for (const action of message.actions ?? []) {
    const area = action.area ?? {};
    frame.append(element("button", {
      type: "button", class: "area", "aria-label": action.label || action.text || action.linkUri || action.clipboardText,
      style: placeArea(area, width, height),
      onclick: () => phone.perform(action.linkUri ? { ...action, type: "uri", uri: action.linkUri } : action),
    }));
  }
  return frame;
}

export function placeArea(area, width, height) {
  const share = (value, whole) => `${((Number(value) || 0) / whole) * 100}%`;
  return { left: share(area.x, width), top: share(area.y, height), width: share(area.width, width), height: share(area.height, height) };
}
