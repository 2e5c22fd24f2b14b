// Menus of a phone (who, friendship, group, language, font size) and of one of one's own messages.
import { openList, openSheet } from "./sheets.js";
import { button, element } from "./dom.js";
import { icon } from "./icons.js";
import { drawPersonAvatar } from "./rooster.js";
import { openCopiedTalk, openReplay } from "./talktest.js";
import { currentLanguage, say } from "./words.js";

export const FONT_SIZES = { small: 0.88, normal: 1, large: 1.18, extraLarge: 1.38 };
const FONT_WORDS = { small: "fontSmall", normal: "fontNormal", large: "fontLarge", extraLarge: "fontExtraLarge" };

export function openMessageMenu(phone, item) {
  const text = item.message?.text;
  openList(phone, say("messageMenu"), [
    text && { icon: "copy", label: say("copy"), act: () => phone.copy(text) },
    item.message?.type === "text" && { icon: "letters", label: say("edit"), testid: "edit", act: () => openEdit(phone, item) },
    { icon: "undo", label: say("unsend"), testid: "unsend", act: () => phone.unsend(item.messageId) },
  ]);
}

function openEdit(phone, item) {
  openSheet(phone, say("edit"), (close) => {
    const text = element("textarea", { class: "wide-input", rows: "3", maxlength: "5000", required: true, autofocus: true, "aria-label": say("edit"), data: { testid: "edit-text" } });
    text.value = item.message.text;
    const submit = (event) => {
      event.preventDefault();
      if (!text.value.trim()) return;
      close();
      phone.act("messageEdited", { messageId: item.messageId, text: text.value.trim() });
    };
    return element("form", { onsubmit: submit }, text, element("button", { type: "submit", class: "wide-button" }, say("ok")));
  });
}

export function openPhoneMenu(phone) {
  const chat = phone.currentChat();
  openList(phone, phone.person.name, [
    { icon: "person", label: say("choosePerson"), testid: "choose-person", act: () => openPeople(phone) },
    ...(chat.kind === "user" ? friendshipEntries(phone) : groupEntries(phone)),
    {
      icon: "letters", label: `${say("fontSize")}: ${say(FONT_WORDS[phone.stage.fontSize()])}`, testid: "font-size",
      act: () => openFontSizes(phone),
    },
    {
      icon: "globe", label: currentLanguage() === "th" ? "English" : "ภาษาไทย", hint: say("language"),
      act: () => phone.stage.switchLanguage(),
    },
    { icon: "help", label: say("guide"), testid: "menu-guide", act: () => phone.stage.guide.open() },
    { icon: "clock", label: say("day"), testid: "menu-day", act: () => phone.stage.day.toggle() },
    { icon: "file", label: say("copyTest"), testid: "copy-test", act: () => openCopiedTalk(phone) },
    { icon: "play", label: say("replay"), testid: "replay", act: () => openReplay(phone) },
    { icon: "code", label: say("drawer"), testid: "open-drawer", act: () => phone.stage.toggleDrawer() },
    phone.stage.canAddPhone() && { icon: "plus", label: say("addPhone"), act: () => phone.stage.addPhone() },
    phone.stage.canRemovePhone() && { icon: "close", label: say("removePhone"), act: () => phone.stage.removePhone(phone) },
  ]);
}

function friendshipEntries(phone) {
  if (!phone.isFriend() && !phone.isBlocked()) return [{ icon: "plus", label: say("addFriend"), act: () => phone.follow() }];
  return phone.isBlocked()
    ? [{ icon: "person", label: say("unblock"), testid: "unblock", act: () => phone.follow() }]
    : [{ icon: "block", label: say("block"), testid: "block", act: () => phone.block() }];
}

const groupEntries = (phone) => [phone.isBotInside()
  ? { icon: "undo", label: say("leaveGroup"), testid: "leave-group", act: () => phone.act("leave") }
  : { icon: "plus", label: say("joinGroup"), testid: "join-group", act: () => phone.act("join") }];

function openFontSizes(phone) {
  openList(phone, say("fontSize"), Object.keys(FONT_SIZES).map((size) => ({
    picture: element("span", { class: "font-sample", style: { fontSize: `${18 * FONT_SIZES[size]}px` } }, "ก"),
    label: say(FONT_WORDS[size]), testid: `font-${size}`, act: () => phone.stage.setFontSize(size),
  })));
}

export async function openPeople(phone) {
  await phone.stage.refreshPeople();
  openSheet(phone, say("choosePerson"), (close) => {
    const name = element("input", {
      class: "wide-input", placeholder: say("newPersonName"), "aria-label": say("newPersonName"), maxlength: "20", required: true,
    });
    const create = (event) => {
      event.preventDefault();
      if (!name.value.trim()) return;
      close();
      phone.stage.createPerson(name.value.trim(), phone);
    };
    const choose = (person) => {
      close();
      phone.stage.putOnStage(person, phone);
    };
    return [element("div", { class: "sheet-list" }, phone.stage.people().map((person) => drawPerson(person, phone, choose))),
      element("form", { class: "new-person", onsubmit: create }, name,
        element("button", { type: "submit", class: "icon-button", "aria-label": say("newPerson") }, icon("plus")))];
  });
}

function drawPerson(person, phone, choose) {
  const current = person.userId === phone.user ? "true" : null;
  return element("button", { type: "button", class: "sheet-entry", "aria-current": current, onclick: () => choose(person) },
    drawPersonAvatar(person.name, person.userId),
    element("span", {}, person.name, person.blocked ? element("small", {}, say("unfollowed")) : null));
}

// A slider with a stop for each of LINE's four sizes.
export function drawFontControl(stage) {
  const sizes = Object.keys(FONT_SIZES);
  const word = element("b", { class: "font-word" });
  const slider = element("input", {
    type: "range", min: "0", max: String(sizes.length - 1), step: "1", value: String(sizes.indexOf(stage.fontSize())),
    "aria-label": say("fontSize"), data: { testid: "font-slider" }, oninput: () => stage.setFontSize(sizes[slider.valueAsNumber]),
  });
  const control = element("label", { class: "bar-control" }, element("span", {}, say("fontSize")), slider, word);
  control.refresh = () => {
    const size = stage.fontSize();
    slider.value = String(sizes.indexOf(size));
    slider.setAttribute("aria-valuetext", say(FONT_WORDS[size]));
    word.textContent = say(FONT_WORDS[size]);
  };
  control.refresh();
  return control;
}

export function drawBarButton(label, name, act, testid = null) {
  const node = button(label, "bar-button", act, icon(name), element("span", {}, label));
  if (testid) node.dataset.testid = testid;
  return node;
}
