// The list of talks of one person, with the number of messages not yet read.
import { button, element } from "./dom.js";
import { icon } from "./icons.js";
import { drawBotAvatar, drawPersonAvatar } from "./rooster.js";
import { writeCount } from "./unread.js";
import { say, timeOf, writeTime } from "./words.js";

export function drawChatList(phone, chats) {
  return element("div", { class: "chat-list-screen" },
    element("header", { class: "phone-head plain" },
      element("span", { class: "head-avatar" }, drawPersonAvatar(phone.person.name, phone.user)),
      element("h1", {}, element("span", {}, phone.person.name)),
      button(say("menu"), "icon-button", () => phone.openMenu(), icon("menu"))),
    element("h2", { class: "chat-list-title" }, say("chats")),
    element("div", { class: "chat-list" }, chats.map((chat) => drawEntry(phone, chat)), drawNewGroup(phone)));
}

function drawEntry(phone, chat) {
  const name = chat.kind === "user" ? phone.botName() : chat.name;
  const last = phone.lastItem(chat.id);
  const unread = phone.unread(chat.id);
  return element("button", { type: "button", class: "chat-entry", data: { chat: chat.id }, onclick: () => phone.openTalk(chat.id) },
    element("span", { class: "chat-avatar" }, chat.kind === "user" ? drawBotAvatar() : element("span", { class: "group-avatar" }, icon("people"))),
    element("span", { class: "chat-words" }, element("b", {}, name), element("span", {}, last ? summarise(last.message) : "")),
    element("span", { class: "chat-side" }, last ? element("time", {}, writeTime(timeOf(last))) : null,
      unread > 0 ? drawUnread(unread) : null));
}

const drawUnread = (count) => element("span", { class: "unread", "aria-label": `${count} ${say("unread")}` },
  writeCount(count));

// The bot is invited with the group, so that it hears of it at once.
function drawNewGroup(phone) {
  return element("button", { type: "button", class: "chat-entry", data: { testid: "new-group" }, onclick: () => phone.createGroup() },
    element("span", { class: "chat-avatar" }, element("span", { class: "group-avatar" }, icon("plus"))),
    element("span", { class: "chat-words" }, element("b", {}, say("newGroup"))));
}

const KINDS = ["image", "video", "audio", "sticker", "location", "file"];

function summarise(message) {
  const text = message?.text ?? message?.altText ?? message?.title;
  if (text || !message?.type) return text ?? "";
  return say(KINDS.includes(message.type) ? message.type : "unknownMessage");
}
