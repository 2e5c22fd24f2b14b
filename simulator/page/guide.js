// The guide walks a newcomer through five talks: one sentence each, and a button that does it on the first phone.
import { button, element } from "./dom.js";
import { findOwnStep, STEPS } from "./guidesteps.js";
import { icon } from "./icons.js";
import { currentLanguage, say } from "./words.js";

const CLOSED = "guide-closed";
const WIDE = 900;
const inLanguage = (pair) => pair[currentLanguage() === "th" ? 0 : 1];

// `findPhone` gives the phone on which it is done. On a small window the guide comes only when called.
export function makeGuide(node, findPhone) {
  const state = { step: 0, done: new Set(), busy: false };

  function redraw() {
    if (node.hidden) return;
    node.setAttribute("aria-label", say("guide"));
    const isOver = state.done.size === STEPS.length;
    node.replaceChildren(
      element("header", { class: "guide-head" }, element("h2", {}, say("guide")),
        element("span", { class: "guide-count" }, `${state.done.size}/${STEPS.length}`),
        button(say("close"), "icon-button", () => close(), icon("close"))),
      element("ol", { class: "guide-steps" }, STEPS.map(drawStep)),
      isOver ? element("p", { class: "guide-end", role: "status" }, say("guideEnd")) : "");
  }

  function drawStep(step, index) {
    const isOpen = index === state.step;
    const isDone = state.done.has(index);
    const head = element("button", {
      type: "button", class: "guide-name", "aria-expanded": String(isOpen), onclick: () => choose(index),
    }, element("span", { class: "guide-number" }, isDone ? icon("check") : String(index + 1)), element("b", {}, inLanguage(step.name)));
    const body = isOpen && element("div", { class: "guide-body" }, element("p", {}, inLanguage(step.sentence)),
      element("button", { type: "button", class: "wide-button", data: { testid: "guide-do" }, onclick: () => perform(step, index) }, inLanguage(step.label)));
    return element("li", { class: `guide-step${isOpen ? " is-open" : ""}${isDone ? " is-done" : ""}` }, head, body);
  }

  function choose(index) {
    state.step = index;
    redraw();
  }

  async function perform(step, index) {
    const phone = findPhone();
    if (!phone || state.busy) return;
    state.busy = true;
    try {
      if (!phone.isFriend()) await phone.follow();
      if (phone.chat !== phone.home || !phone.isTalking()) await phone.openTalk(phone.home);
      const done = await phone.act("text", { text: inLanguage(step.words) });
      if (!done) return;
      await step.then?.(phone);
      finish(index);
      // What the step opened on the phone keeps the keyboard.
      if (!step.then) node.querySelector("[data-testid=guide-do]")?.focus({ preventScroll: true });
    } finally {
      state.busy = false;
    }
  }

  function finish(index) {
    state.done.add(index);
    state.step = STEPS.findIndex((_, at) => !state.done.has(at));
    redraw();
  }

  // Somebody on stage said something: typed, or tapped in the menu or on a card.
  function hear(message) {
    const index = findOwnStep(message?.text ?? "");
    if (!state.busy && index >= 0 && !state.done.has(index)) finish(index);
  }

  function open() {
    localStorage.removeItem(CLOSED);
    node.hidden = false;
    if (state.done.size === STEPS.length) Object.assign(state, { step: 0, done: new Set() });
    redraw();
    node.querySelector("[data-testid=guide-do]")?.focus({ preventScroll: true });
  }

  function close() {
    localStorage.setItem(CLOSED, "1");
    node.hidden = true;
  }

  node.addEventListener("keydown", (event) => event.key === "Escape" && close());
  node.hidden = window.innerWidth < WIDE || Boolean(localStorage.getItem(CLOSED));
  redraw();
  return { toggle: () => (node.hidden ? open() : close()), open, close, redraw, hear };
}
