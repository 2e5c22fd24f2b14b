// One row of the talk: a date line, a notice, or a message with avatar, time and read mark.
import { button, element, makeTappable, picture } from "./dom.js";
import { drawFlexMessage, drawUnknown } from "./flex.js";
import { icon } from "./icons.js";
import { writeMessageText } from "./links.js";
import { drawFile, drawImagemap, drawLocation, drawPicture, drawStickerMessage, drawVideoMessage, drawVoice } from "./media.js";
import { drawBotAvatar, drawPersonAvatar } from "./rooster.js";
import { drawTemplate } from "./templates.js";
import { dayOf, say, timeOf, writeDay, writeTime } from "./words.js";

const drawTextBubble = (message, phone) => element("div", { class: "bubble" }, writeMessageText(message, phone.perform, phone.names()));

const BODIES = {
  text: drawTextBubble,
  textV2: drawTextBubble,
  image: drawPicture,
  video: drawVideoMessage,
  audio: drawVoice,
  location: drawLocation,
  sticker: drawStickerMessage,
  file: drawFile,
  imagemap: drawImagemap,
  template: (message, phone) => drawTemplate(message, phone, drawUnknown),
  flex: (message, phone) => drawFlexMessage(message, phone.perform),
};
const WIDE = ["flex", "template", "imagemap"];

function drawBody(message, phone) {
  const draw = message && Object.hasOwn(BODIES, message.type) ? BODIES[message.type] : drawUnknown;
  try {
    return draw(message, phone);
  } catch {
    return drawUnknown(message);
  }
}

const NOTICES = {
  follow: "followed", unfollow: "unfollowed", join: "joined", leave: "left", memberJoined: "memberJoined", memberLeft: "memberLeft",
};

// Items without a message are events (follow, join, postback ...); only some are seen in LINE.
export function isShown(item) {
  return Boolean(item.message?.type) || Object.hasOwn(NOTICES, item.kind) || item.kind === "unsend" || item.unsent;
}

const sideOf = (item, phone) => (item.from === "bot" ? "bot" : item.from === phone.user ? "me" : "other");

export function drawDay(item) {
  return element("div", { class: "notice day" }, writeDay(timeOf(item)));
}

export const isNewDay = (item, previous) => !previous || dayOf(timeOf(item)) !== dayOf(timeOf(previous));

export function drawItem(item, previous, phone) {
  const side = sideOf(item, phone);
  if (item.unsent || item.kind === "unsend") {
    return element("div", { class: "notice" }, say(side === "me" ? "unsentMine" : "unsentOther"));
  }
  if (!item.message?.type) return drawNotice(item, phone);
  const isFirst = !previous || previous.from !== item.from || isNewDay(item, previous) || !previous.message?.type;
  const wide = WIDE.includes(item.message.type);
  const row = element("div", {
    class: `row row-${side}${wide ? " row-wide" : ""}${isFirst ? " row-first" : ""}`,
    data: { testid: "message", from: side, kind: item.message.type, messageId: item.messageId ?? "" },
  });
  if (side !== "me") row.append(element("div", { class: "avatar" }, isFirst ? drawSender(item, side, phone) : null));
  const column = element("div", { class: "column" });
  if (side !== "me" && isFirst) column.append(element("div", { class: "sender" }, nameSender(item, side, phone)));
  column.append(element("div", { class: "line" }, drawBody(item.message, phone), drawMarks(item, side, phone)));
  row.append(column);
  if (side === "me") row.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    phone.openMessageMenu(item);
  });
  return row;
}

const nameSender = (item, side, phone) => item.message.sender?.name ?? (side === "bot" ? phone.botName() : phone.names()[item.from] ?? item.from);

function drawSender(item, side, phone) {
  if (item.message.sender?.iconUrl) return picture(item.message.sender.iconUrl, "");
  if (side !== "bot") return drawPersonAvatar(phone.names()[item.from] ?? "?", item.from);
  // In a group a tap on the bot's picture calls it.
  const sign = element("span", { class: "avatar-sign" }, drawBotAvatar());
  return phone.chat === phone.home ? sign : makeTappable(sign, say("mention"), () => phone.mentionBot());
}

function drawMarks(item, side, phone) {
  const marks = element("div", { class: "marks" });
  if (side === "me") {
    if (item.messageId) marks.append(button(say("messageMenu"), "message-menu", () => phone.openMessageMenu(item), icon("more")));
    marks.append(element("span", { class: "read", hidden: !item.read }, say("read")));
  }
  if (item.edited) marks.append(element("span", {}, say("edited")));
  marks.append(element("time", {}, writeTime(timeOf(item))));
  return marks;
}

function drawNotice(item, phone) {
  const members = item.message?.members?.map((id) => phone.names()[id] ?? "").filter(Boolean);
  const name = members ? members.join(", ") : phone.botName();
  return element("div", { class: "notice" }, `${name} ${say(NOTICES[item.kind] ?? item.kind)}`.trim());
}
