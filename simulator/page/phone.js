// One person's phone: what it knows (talks, friends, unread), the live stream, and what its parts may do.
import * as api from "./api.js";
import { performAction } from "./actions.js";
import { openVoice } from "./attach.js";
import { drawChatList } from "./chatlist.js";
import { element, picture } from "./dom.js";
import { icon } from "./icons.js";
import { openMessageMenu, openPeople, openPhoneMenu } from "./menus.js";
import { drawPersonAvatar } from "./rooster.js";
import { openSheet, showToast } from "./sheets.js";
import { makeTalk } from "./talk.js";
import { makeUnread } from "./unread.js";
import { say } from "./words.js";

export async function makePhone(person, stage) {
  const content = element("div", { class: "phone-content" });
  const layer = element("div", { class: "phone-layer" });
  const owner = element("button", { type: "button", class: "phone-owner", title: say("choosePerson"), onclick: () => openPeople(phone) },
    drawPersonAvatar(person.name, person.userId), element("span", {}, person.name), icon("down"));
  const frame = element("div", { class: "phone-frame" }, element("div", { class: "phone-screen" }, content, layer));
  const node = element("section", { class: "phone", "aria-label": person.name, data: { user: person.userId } }, owner, frame);
  const phone = { person, user: person.userId, home: person.userId, chat: person.userId, node, content, layer, stage };
  const state = { chats: [], blocked: Boolean(person.blocked), talk: null, unread: makeUnread(person.userId), last: new Map(), lastSeq: new Map() };
  addKnowledge(phone, state);
  addDoings(phone, state);
  addScreens(phone, state);
  phone.close = listen(phone, state);
  await loadChats(phone, state);
  await phone.openTalk(phone.home);
  return phone;
}

function addKnowledge(phone, state) {
  // The name is the account's, as the simulator was told; the page's own word only until it is known.
  phone.botName = () => state.chats.find((chat) => chat.kind === "user")?.name || say("bot");
  phone.isBotInside = () => (state.talk?.items().findLast((item) => item.kind === "join" || item.kind === "leave")?.kind ?? "join") === "join";
  phone.names = () => phone.stage.names();
  phone.isFriend = () => !state.blocked && (phone.person.friend ?? phone.person.followed ?? true);
  phone.gateKind = () => (state.blocked ? "blocked" : phone.isFriend() ? null : "friend");
  phone.isBlocked = () => state.blocked;
  phone.lastItem = (chat) => state.last.get(chat);
  phone.unread = (chat) => state.unread.count(chat);
  phone.unreadElsewhere = () => state.unread.total(phone.chat);
  phone.isTalking = () => state.talk !== null;
  phone.currentChat = () => state.chats.find((chat) => chat.id === phone.chat) ?? { id: phone.home, kind: "user" };
}

function addDoings(phone, state) {
  phone.act = async (kind, fields = {}) => {
    const place = phone.chat === phone.home ? {} : { chat: phone.chat };
    try {
      return await api.act({ user: phone.user, ...place, kind, ...fields });
    } catch (error) {
      phone.toast(`${say("noAnswer")}: ${error.message}`);
      return null;
    }
  };
  phone.perform = (action) => performAction(action, phone);
  phone.toast = (text) => showToast(phone, text);
  phone.follow = () => changeFriendship(phone, state, "follow");
  phone.block = () => changeFriendship(phone, state, "unfollow");
  phone.copy = async (text) => {
    // Without a secure address there is no clipboard; the text is shown so that it can be copied by hand.
    await (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error())).then(
      () => phone.toast(say("copied")), () => phone.toast(text.length > 300 ? say("copyByHand") : text));
  };
  phone.unsend = (messageId) => phone.act("unsend", { messageId });
  phone.openVoice = () => openVoice(phone);
  phone.openMessageMenu = (item) => openMessageMenu(phone, item);
  phone.openMenu = () => openPhoneMenu(phone);
}

async function changeFriendship(phone, state, kind) {
  const done = await api.act({ user: phone.user, kind }).catch((error) => phone.toast(error.message));
  if (!done) return;
  state.blocked = kind === "unfollow";
  if (kind === "follow") phone.person.friend = true;
  state.talk?.refreshGate();
  await refreshRichMenu(phone, state);
}

function addScreens(phone, state) {
  phone.openTalk = async (id) => {
    phone.chat = id;
    const talk = makeTalk(phone, phone.currentChat());
    state.talk = talk;
    phone.content.replaceChildren(talk.node);
    await loadTalk(phone, state, talk);
    if (talk.menu) await refreshRichMenu(phone, state, true);
    talk.scrollToEnd();
  };
  phone.showChats = async () => {
    state.talk = null;
    phone.drawChats();
    await loadChats(phone, state);
    if (!state.talk) phone.drawChats();
  };
  phone.drawChats = () => phone.content.replaceChildren(drawChatList(phone, state.chats));
  phone.createGroup = async () => {
    const group = await api.addGroup(say("groupName"), phone.stage.people().map((one) => one.userId)).catch((error) => phone.toast(error.message));
    if (!group) return;
    await loadChats(phone, state);
    await phone.openTalk(group.groupId);
    await phone.act("join");
  };
  phone.redraw = () => (state.talk ? phone.openTalk(phone.chat) : phone.showChats());
  phone.keepAtEnd = () => state.talk?.keepAtEnd();
  phone.hasRoom = (height) => state.talk?.hasRoom(height) ?? true;
  phone.openKeyboard = (text) => state.talk?.composer.fill(text);
  phone.mentionBot = () => state.talk?.composer.fill(`@${phone.botName()} `, { mention: "1" });
  phone.hideRichMenu = () => state.talk?.menu?.show(null);
  phone.showRichMenu = (open) => state.talk?.menu?.setOpen(open);
  // A small screen cannot hold the keyboard, the menu and the talk at once.
  phone.shrinkForKeyboard = () => phone.node.clientHeight < 760 && phone.showRichMenu(false);
  phone.viewPicture = (address) => openSheet(phone, say("image"), () => picture(address, say("image"), "viewed-picture"), "picture-sheet");
}

async function loadChats(phone, state) {
  const chats = await api.listChats(phone.user).catch(() => state.chats);
  state.chats = chats.some((chat) => chat.kind === "user") ? chats : [{ id: phone.home, kind: "user", name: phone.botName() }, ...chats];
  phone.home = state.chats.find((chat) => chat.kind === "user").id;
  for (const chat of state.chats) {
    if (chat.last?.message?.type) state.last.set(chat.id, chat.last);
    if (chat.id !== state.talk?.chat.id) {
      await state.unread.recount(chat);
      state.lastSeq.set(chat.id, Math.max(chat.lastSeq ?? 0, state.lastSeq.get(chat.id) ?? 0));
    }
  }
  showUnread(phone, state);
}

// The number beside the way back: what waits in the other chats.
function showUnread(phone, state) {
  state.talk?.showUnread(phone.unreadElsewhere());
}

async function loadTalk(phone, state, talk) {
  const answer = await api.readTimeline(phone.user, talk.chat.id).catch(() => null);
  if (!answer) return phone.toast(say("offline"));
  state.blocked = Boolean(answer.blocked);
  const items = (answer.items ?? []).map(tidyItem);
  const newest = items.at(-1)?.seq ?? 0;
  // Something may have come over the stream while the timeline was on its way.
  items.push(...talk.items().filter((item) => item.seq > newest));
  state.lastSeq.set(talk.chat.id, items.at(-1)?.seq ?? 0);
  state.unread.see(talk.chat.id, items.at(-1)?.seq ?? 0);
  showUnread(phone, state);
  talk.replaceItems(items);
  if (answer.typing) talk.showTyping(5);
  return talk.refreshGate();
}

async function refreshRichMenu(phone, state, atOnce = false) {
  const menu = await api.readRichMenu(phone.user).catch(() => null);
  state.talk?.menu?.show(menu, atOnce && Boolean(menu?.selected));
}

const tidyItem = (item) => ({ ...item, messageId: item.messageId ?? item.message?.id });

function listen(phone, state) {
  let lost = false;
  return phone.stage.stream.join(phone.user, {
    opened: () => {
      const isBack = lost;
      lost = false;
      return isBack ? comeBack(phone, state) : catchUp(phone, state);
    },
    lost: () => {
      if (!lost) phone.toast(say("offline"));
      lost = true;
    },
    item: (happening) => receive(phone, state, happening),
    typing: ({ chat, seconds }) => state.talk?.chat.id === (chat ?? phone.home) && state.talk.showTyping(seconds ?? 5),
    read: (happening) => markRead(state, happening.chat ?? phone.home, happening.until ?? happening.seq ?? Infinity),
    changed: (happening) => replaceItem(state, tidyItem(happening.item)),
    blocked: (happening) => {
      state.blocked = Boolean(happening.blocked);
      phone.person.blocked = state.blocked;
      state.talk?.refreshGate();
      refreshRichMenu(phone, state);
    },
    unsend: (happening) => markUnsent(state, happening.messageId),
    richmenu: () => refreshRichMenu(phone, state),
    chats: () => changeChats(phone, state),
  });
}

// A group was made, or this person came into one or left it, perhaps in another window.
async function changeChats(phone, state) {
  await phone.stage.learnNames();
  if (!state.talk) return phone.showChats();
  await loadChats(phone, state);
  const isGone = !state.chats.some((chat) => chat.id === phone.chat);
  return isGone ? phone.showChats() : null;
}

// What was said between the first look at the talk and the opening of the stream.
async function catchUp(phone, state) {
  const chat = state.talk?.chat.id;
  if (!state.lastSeq.has(chat)) return;
  const { items = [] } = await api.readTimeline(phone.user, chat, state.lastSeq.get(chat)).catch(() => ({}));
  for (const item of items) receive(phone, state, { chat, item });
}

// A simulator that was started again knows none of the people on stage: the page begins anew as well.
async function comeBack(phone, state) {
  const people = await api.listPeople().catch(() => null);
  if (people && !people.some((person) => person.userId === phone.user)) location.assign("/");
  else if (!state.talk) await phone.showChats();
  else {
    await loadChats(phone, state);
    await loadTalk(phone, state, state.talk);
    await refreshRichMenu(phone, state);
  }
}

function receive(phone, state, happening) {
  const item = tidyItem(happening.item ?? happening);
  const chat = happening.chat ?? item.chat ?? phone.home;
  if (item.seq <= (state.lastSeq.get(chat) ?? 0)) return;
  state.lastSeq.set(chat, item.seq);
  if (item.message?.type) state.last.set(chat, item);
  if (item.kind === "follow") phone.person.friend = true;
  if (item.from === phone.user) phone.stage.guide?.hear(item.message);
  if (state.talk?.chat.id === chat) {
    state.talk.add(item);
    state.unread.see(chat, item.seq);
    return;
  }
  state.unread.add(chat, item);
  showUnread(phone, state);
  if (!state.talk) phone.drawChats();
}

function markRead(state, chat, until) {
  if (state.talk?.chat.id !== chat) return;
  for (const item of state.talk.items()) if (item.seq <= until) item.read = true;
  for (const item of state.talk.items()) {
    const row = item.read && item.messageId && state.talk.node.querySelector(`[data-message-id="${CSS.escape(item.messageId)}"] .read`);
    if (row) row.hidden = false;
  }
}

function markUnsent(state, messageId) {
  const item = state.talk?.items().find((one) => one.messageId === messageId);
  if (!item) return;
  replaceItem(state, { ...item, unsent: true });
}

function replaceItem(state, changed) {
  const items = state.talk?.items() ?? [];
  const index = items.findIndex((item) => item.seq === changed.seq);
  if (index < 0) return;
  items[index] = { ...items[index], ...changed };
  state.talk.redraw();
}
