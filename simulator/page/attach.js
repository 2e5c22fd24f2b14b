// Everything that is sent other than text: pictures, video, files, voice, stickers.
import { element } from "./dom.js";
import { openLocationPicker } from "./location.js";
import { canRecord, openRecorder } from "./recorder.js";
import { drawSticker, STICKER_PACKAGE, STICKERS } from "./rooster.js";
import { paintSmokePhoto, recordSampleVoice, toBase64 } from "./samples.js";
import { openList, openSheet } from "./sheets.js";
import { currentLanguage, say } from "./words.js";

const ACCEPTED = { image: "image/*", video: "video/*", audio: "audio/*", file: "*/*" };

async function sendContent(phone, kind, blob, fields = {}) {
  return phone.act(kind, { content: await toBase64(blob), contentType: blob.type || "application/octet-stream", ...fields });
}

export function chooseFile(phone, kind) {
  const input = element("input", { type: "file", accept: ACCEPTED[kind], hidden: true });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.remove();
    if (file) await sendContent(phone, kind, file, kind === "file" ? { fileName: file.name } : {});
  });
  input.addEventListener("cancel", () => input.remove());
  phone.content.append(input);
  input.click();
}

async function sendSamplePhoto(phone) {
  return sendContent(phone, "image", await paintSmokePhoto());
}

const sendSampleVoice = (phone) => sendContent(phone, "audio", recordSampleVoice(), { duration: 3000 });
const recordVoice = (phone) => openRecorder(phone, (blob, duration) => sendContent(phone, "audio", blob, { duration }));

export function openCamera(phone) {
  openList(phone, say("photo"), [
    { icon: "camera", label: say("samplePhoto"), testid: "sample-photo", act: () => sendSamplePhoto(phone) },
    { icon: "photo", label: say("photoFromDisk"), act: () => chooseFile(phone, "image") },
  ]);
}

export function openVoice(phone) {
  openList(phone, say("voice"), [
    canRecord() && { icon: "microphone", label: say("record"), testid: "record-voice", act: () => recordVoice(phone) },
    { icon: "microphone", label: say("sampleVoice"), hint: say("voiceHint"), testid: "sample-voice", act: () => sendSampleVoice(phone) },
    { icon: "file", label: say("file"), act: () => chooseFile(phone, "audio") },
  ]);
}

export function openAttachments(phone) {
  openList(phone, say("more"), [
    { icon: "pin", label: say("location"), act: () => openLocationPicker(phone) },
    { icon: "camera", label: say("samplePhoto"), act: () => sendSamplePhoto(phone) },
    { icon: "photo", label: say("photoFromDisk"), act: () => chooseFile(phone, "image") },
    { icon: "video", label: say("videoFromDisk"), act: () => chooseFile(phone, "video") },
    { icon: "microphone", label: say("sampleVoice"), act: () => sendSampleVoice(phone) },
    { icon: "file", label: say("file"), act: () => chooseFile(phone, "file") },
    phone.chat !== phone.home && { icon: "at", label: say("mention"), act: () => phone.mentionBot() },
  ]);
}

export function openStickers(phone) {
  const spoken = currentLanguage() === "th" ? 0 : 1;
  openSheet(phone, say("sticker"), (close) => element("div", { class: "sticker-grid" }, STICKERS.map((sticker) =>
    element("button", { type: "button", "aria-label": sticker.name[spoken], title: sticker.name[spoken], onclick: () => {
      close();
      phone.act("sticker", { packageId: STICKER_PACKAGE, stickerId: sticker.stickerId, keywords: sticker.keywords });
    } }, drawSticker(sticker.stickerId)))));
}
