// The bar to write in: attach, location, photo, text, sticker, and send (a microphone while it is empty).
import { openAttachments, openCamera, openStickers, openVoice } from "./attach.js";
import { button, element } from "./dom.js";
import { icon } from "./icons.js";
import { openLocationPicker } from "./location.js";
import { drawBotAvatar } from "./rooster.js";
import { say } from "./words.js";

export function makeComposer(phone) {
  const input = element("textarea", {
    rows: "1", placeholder: say("message"), "aria-label": say("message"), data: { testid: "input" }, enterkeyhint: "send",
    maxlength: "5000", autocomplete: "off", lang: "th", spellcheck: "false",
  });
  const sendButton = button(say("send"), "icon-button send", () => submit(), icon("send"));
  sendButton.dataset.testid = "send";
  const voiceButton = button(say("voice"), "icon-button voice", () => openVoice(phone), icon("microphone"));
  const location = button(say("location"), "icon-button", () => openLocationPicker(phone), icon("pin"));
  location.dataset.testid = "open-location";
  const node = element("div", { class: "composer" },
    button(say("more"), "icon-button", () => openAttachments(phone), icon("plus")),
    location,
    button(say("photo"), "icon-button collapsible", () => openCamera(phone), icon("photo")),
    element("div", { class: "input-frame" }, input, button(say("sticker"), "icon-button", () => openStickers(phone), icon("smile"))),
    voiceButton, sendButton);
  const suggestion = element("button", { type: "button", class: "mention-suggestion", hidden: true, data: { testid: "mention" }, onclick: () => mention() },
    drawBotAvatar(), element("span", {}, phone.botName()));
  node.prepend(suggestion);

  // In a group an "@" offers whom one may call; only one who was picked from there is called.
  function findCall() {
    if (phone.chat === phone.home) return null;
    const call = /@[^\s@]*$/u.exec(input.value.slice(0, input.selectionEnd));
    return call && `@${phone.botName()}`.startsWith(call[0]) ? call : null;
  }

  function mention() {
    const call = findCall();
    if (!call) return;
    const after = input.value.slice(call.index + call[0].length);
    fill(`${input.value.slice(0, call.index)}@${phone.botName()} ${after}`, { mention: "1" });
  }

  function refresh() {
    const filled = input.value.trim() !== "";
    node.classList.toggle("has-text", filled);
    suggestion.hidden = !findCall();
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
  }

  function submit() {
    const text = input.value.trim();
    if (!text) return;
    const isCall = node.dataset.mention && text.includes(`@${phone.botName()}`);
    input.value = "";
    delete node.dataset.mention;
    refresh();
    input.focus();
    phone.act("text", isCall ? { text, mention_bot: true } : { text });
  }

  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && !suggestion.hidden && !event.shiftKey) {
      event.preventDefault();
      return mention();
    }
    // While an input method composes, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  input.addEventListener("focus", () => phone.shrinkForKeyboard());
  const fill = (text, extra = {}) => {
    input.value = text;
    Object.assign(node.dataset, extra);
    refresh();
    input.focus();
  };
  return { node, fill, refresh };
}
