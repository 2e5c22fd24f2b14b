// A voice note by the microphone of this device. LINE sends m4a, so that is asked of the browser first.
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { openSheet } from "./sheets.js";
import { say } from "./words.js";

const KINDS = ["audio/mp4", "audio/webm", "audio/ogg"];
const LONGEST = 300_000;
const LOOK_EVERY = 200;

export const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

// `send(blob, milliseconds)` is called once, and not at all when the sheet is closed.
export async function openRecorder(phone, send) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
  if (!stream) return phone.toast(say("noMicrophone"));
  const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(stream, kind ? { mimeType: kind } : {});
  const began = performance.now();
  const parts = [];
  const time = element("p", { class: "record-time", role: "timer" }, "0:00");
  let isWanted = false;
  const finish = (wanted) => {
    if (recorder.state === "inactive") return;
    isWanted = wanted;
    recorder.stop();
  };
  const timer = setInterval(() => {
    const spent = performance.now() - began;
    time.textContent = `${Math.floor(spent / 60_000)}:${String(Math.floor(spent / 1000) % 60).padStart(2, "0")}`;
    if (!time.isConnected || spent > LONGEST) finish(false);
  }, LOOK_EVERY);
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    if (isWanted) send(new Blob(parts, { type: recorder.mimeType.split(";")[0] }), Math.round(performance.now() - began));
  });
  recorder.start();
  return openSheet(phone, say("recording"), (close) => [time, element("button", {
    type: "button", class: "wide-button", autofocus: true, data: { testid: "record-send" }, onclick: () => {
      finish(true);
      close();
    },
  }, icon("send"), element("span", {}, say("send")))]);
}
