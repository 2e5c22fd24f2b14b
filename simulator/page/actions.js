// What a tap on an action of the bot does. Every action type of LINE has its answer here; a type that
// is not known says so instead of doing nothing.
import { chooseFile, openCamera } from "./attach.js";
import { openDatePicker } from "./pickers.js";
import { openLocationPicker } from "./location.js";
import { openCallSheet, openLinkSheet } from "./sheets.js";
import { say } from "./words.js";

const ACTIONS = {
  message: (action, phone) => phone.act("text", { text: action.text ?? action.label ?? "" }),
  postback: sendPostback,
  uri: openAddress,
  datetimepicker: (action, phone) => openDatePicker(phone, action, (params) => phone.act("postback", { data: action.data, params })),
  camera: (action, phone) => openCamera(phone),
  cameraRoll: (action, phone) => chooseFile(phone, "image"),
  location: (action, phone) => openLocationPicker(phone),
  // The server switches the menu and answers with the `richmenu` event.
  richmenuswitch: (action, phone) => phone.act("postback", {
    data: action.data, params: { newRichMenuAliasId: action.richMenuAliasId, status: "SUCCESS" },
  }),
  clipboard: (action, phone) => phone.copy(action.clipboardText ?? ""),
};

export function performAction(action, phone) {
  const perform = Object.hasOwn(ACTIONS, action?.type) ? ACTIONS[action.type] : null;
  if (perform) return perform(action, phone);
  return phone.toast(`${say("unknownMessage")}: ${action?.type ?? "?"}`);
}

// These leave the quick replies standing until the data is really sent.
export const keepsQuickReplies = (action) => ["camera", "cameraRoll", "location", "datetimepicker"].includes(action?.type);

function sendPostback(action, phone) {
  const fields = { data: action.data };
  const shown = action.displayText ?? action.text;
  if (shown) fields.displayText = shown;
  if (action.inputOption === "openKeyboard") phone.openKeyboard(action.fillInText ?? "");
  if (action.inputOption === "openRichMenu") phone.showRichMenu(true);
  if (action.inputOption === "closeRichMenu") phone.showRichMenu(false);
  if (action.inputOption === "openVoice") phone.openVoice();
  return phone.act("postback", fields);
}

function openAddress(action, phone) {
  const uri = String(action.uri ?? "");
  const line = /^(?:https:\/\/line\.me\/R\/|line:\/\/)(.*)$/i.exec(uri);
  if (line && openInsideLine(line[1], phone)) return undefined;
  if (/^tel:/i.test(uri)) return openCallSheet(phone, decodeSafely(uri.slice(4)));
  return openLinkSheet(phone, uri, /^https?:\/\//i.test(uri));
}

function openInsideLine(path, phone) {
  if (/^nv\/location\/?$/i.test(path)) openLocationPicker(phone);
  else if (/^nv\/cameraRoll/i.test(path)) chooseFile(phone, "image");
  else if (/^nv\/camera\/?$/i.test(path)) openCamera(phone);
  else if (/^oaMessage\//i.test(path)) phone.openKeyboard(decodeSafely(path.split("?")[1] ?? "").replace(/^text=/, ""));
  else return false;
  return true;
}

function decodeSafely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
