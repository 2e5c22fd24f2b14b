// One open talk on a phone: header, messages, quick replies, composer. What happens is told to it by
// phone.js; what a message looks like is in messages.js.
import { button, element } from "./dom.js";
import { makeComposer } from "./composer.js";
import { STEPS } from "./guidesteps.js";
import { icon } from "./icons.js";
import { drawDay, drawItem, isNewDay, isShown } from "./messages.js";
import { makeQuickReplies } from "./quickreplies.js";
import { makeRichMenu } from "./richmenu.js";
import { drawBotAvatar } from "./rooster.js";
import { writeCount } from "./unread.js";
import { currentLanguage, say } from "./words.js";

const listSentences = () => STEPS.slice(0, 3).map((step) => step.words[currentLanguage() === "th" ? 0 : 1]);
const CLOSE_TO_END = 80;
const LOW = 320; // a log under an open menu that shows less than a card

export function makeTalk(phone, chat) {
  const log = element("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": say("conversation"), tabindex: "0" });
  const typing = drawTyping(phone);
  const profile = drawProfile(phone);
  const foot = element("div", { class: "log-foot" }, profile, typing);
  log.append(foot);
  const quick = makeQuickReplies(phone);
  const composer = makeComposer(phone);
  const menu = chat.kind === "user" ? makeRichMenu(phone) : null;
  const gate = element("div", { class: "gate", hidden: true });
  const node = element("div", { class: "talk" }, drawHeader(phone, chat), log, quick.node, gate, composer.node, menu?.node);
  const state = { items: [], typingTimer: 0, atEnd: true, isMeasured: false };

  const scrollToEnd = () => {
    log.scrollTop = log.scrollHeight;
    // The hint is read from its first line, where it does not fit as a whole.
    const above = log.getBoundingClientRect().top - (foot.querySelector(".hint")?.getBoundingClientRect().top ?? Infinity);
    if (above > 0) log.scrollTop -= above;
    state.atEnd = true;
  };
  log.addEventListener("scroll", () => {
    state.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < CLOSE_TO_END;
  }, { passive: true });
  const keepAtEnd = () => state.atEnd && scrollToEnd();
  new ResizeObserver(() => {
    log.classList.toggle("is-low", log.clientHeight < LOW);
    if (!state.isMeasured) makeRoom(state.items.at(-1));
    state.isMeasured = log.clientHeight > 0;
    keepAtEnd();
  }).observe(log);

  function draw() {
    const [stay, top] = [state.atEnd, log.scrollTop];
    for (const old of [...log.children]) if (old !== foot) old.remove();
    const shown = state.items.filter(isShown);
    shown.forEach((item, index) => append(item, shown[index - 1]));
    refreshFoot(shown);
    if (stay) scrollToEnd();
    else log.scrollTop = top;
  }

  function append(item, previous) {
    if (isNewDay(item, previous)) foot.before(drawDay(item));
    foot.before(drawItem(item, previous, phone));
  }

  function add(item) {
    const shown = state.items.filter(isShown);
    state.items.push(item);
    if (item.from === "bot") showTyping(0);
    makeRoom(item);
    const stay = state.atEnd || item.from === phone.user;
    if (isShown(item)) append(item, shown.at(-1));
    refreshFoot(state.items.filter(isShown));
    if (stay) scrollToEnd();
  }

  // What is said comes before the menu, where both do not fit; its bar stays.
  function makeRoom(item) {
    if (item?.message?.type && menu?.isOpen() && log.isConnected && log.clientHeight < LOW) menu.setOpen(false);
  }
  // Before the talk stands on the page nobody knows: it is looked at again when it does.
  const hasRoom = (height) => !log.isConnected || log.clientHeight - height >= LOW || !state.items.some((item) => item.message?.type);

  function refreshFoot(shown) {
    quick.show(shown.at(-1));
    const quiet = !shown.some((item) => item.message?.type);
    const hint = foot.querySelector(".hint");
    const wanted = quiet && chat.kind === "user" && phone.isFriend() && !sessionStorage.getItem("hint-hidden");
    if (wanted && !hint) foot.append(drawHint(phone));
    if (!wanted) hint?.remove();
  }

  function showTyping(seconds) {
    clearTimeout(state.typingTimer);
    typing.hidden = seconds <= 0;
    if (seconds > 0) state.typingTimer = setTimeout(() => showTyping(0), seconds * 1000);
    keepAtEnd();
  }

  // A gate stands in place of the composer while the account is blocked or not yet a friend.
  function refreshGate() {
    const kind = chat.kind === "user" ? phone.gateKind() : null;
    composer.node.hidden = kind !== null;
    if (menu) menu.node.classList.toggle("is-closed", kind !== null);
    gate.hidden = kind === null;
    gate.replaceChildren();
    if (kind === "friend") gate.append(element("p", {}, say("addFriendHint")), button(say("addFriend"), "wide-button", () => phone.follow()));
    if (kind === "blocked") gate.append(element("p", {}, say("blocked")), button(say("unblock"), "wide-button", () => phone.follow()));
    if (kind === "friend") gate.lastChild.dataset.testid = "add-friend";
    profile.hidden = kind !== "friend";
    refreshFoot(state.items.filter(isShown));
  }

  const showUnread = (count) => {
    const badge = node.querySelector(".head-unread");
    badge.hidden = count === 0;
    badge.textContent = writeCount(count);
    badge.setAttribute("aria-label", `${count} ${say("unread")}`);
  };
  const replaceItems = (items) => {
    state.items = [...items];
    draw();
  };
  return {
    node, chat, add, replaceItems, redraw: draw, showTyping, refreshGate, keepAtEnd, scrollToEnd, showUnread, hasRoom, composer, menu, items: () => state.items,
  };
}

function drawHeader(phone, chat) {
  const official = chat.kind === "user" ? element("span", { class: "official", title: say("official") }, icon("shield")) : null;
  const helpButton = button(say("guide"), "icon-button head-help", () => phone.stage.guide.toggle(), icon("help"));
  helpButton.dataset.testid = "head-guide";
  return element("header", { class: "phone-head" },
    button(say("back"), "icon-button", () => phone.showChats(), icon("back")),
    element("span", { class: "unread head-unread", hidden: true }),
    chat.kind === "user" ? element("span", { class: "head-avatar" }, drawBotAvatar()) : null,
    element("h1", {}, official, element("span", {}, chat.kind === "user" ? phone.botName() : chat.name)),
    helpButton,
    button(say("menu"), "icon-button", () => phone.openMenu(), icon("menu")));
}

function drawTyping(phone) {
  const dots = element("div", { class: "bubble dots" }, element("i"), element("i"), element("i"));
  return element("div", { class: "row row-bot typing", hidden: true, role: "status", "aria-label": `${phone.botName()} ${say("typing")}` },
    element("div", { class: "avatar" }, drawBotAvatar()), dots);
}

function drawProfile(phone) {
  return element("div", { class: "profile", hidden: true },
    drawBotAvatar(), element("b", {}, phone.botName()), element("span", {}, say("tagline")));
}

function drawHint(phone) {
  const hide = () => {
    sessionStorage.setItem("hint-hidden", "1");
    hint.remove();
  };
  const hint = element("div", { class: "hint" },
    element("div", { class: "hint-head" }, element("b", {}, say("hintTitle")),
      button(say("hintClose"), "icon-button", hide, icon("close"))),
    listSentences().map((sentence) => button(sentence, "hint-sentence", () => phone.act("text", { text: sentence }))));
  return hint;
}
