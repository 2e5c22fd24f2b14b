// The strip with the simulated day: what time it is there, how fast it runs, and a few hours further at a tap.
import { readClock, setClock } from "./api.js";
import { button, element } from "./dom.js";
import { icon } from "./icons.js";
import { say, setShownClock, writeDate, writeTime } from "./words.js";

const SPEEDS = [0, 1, 60, 600];
const AHEAD = [1, 6];
const HOUR = 3_600_000;
const ASK_EVERY = 5000;
const SHOW_EVERY = 500;
const NEARLY = 5000; // so far from the wall clock nobody sees a difference

export function makeDayStrip(node) {
  const state = { at: Date.now(), shown: Date.now(), speed: 1, isWall: true, isOpen: false, isClosed: false };
  const now = () => state.shown + (Date.now() - state.at) * state.speed;
  setShownClock(now);
  const time = element("time", { class: "day-time" });
  const date = element("span", { class: "day-date" });
  const parts = { time, date };

  function take(clock) {
    const shownAt = Date.parse(clock.shown_at);
    const nowThere = Date.parse(clock.now);
    if (![shownAt, nowThere, clock.speed].every(Number.isFinite)) return;
    Object.assign(state, { at: Date.now(), shown: nowThere, speed: clock.speed });
    state.isWall = clock.speed === 1 && Math.abs(shownAt - Date.parse(clock.real_at)) < NEARLY;
    refresh();
  }

  const ask = () => readClock().then(take).catch(() => null);

  // Only what changes is told; the rest is the server's to know, whatever this browser's clock says.
  const change = (fields) => setClock(fields).then(take, ask);

  async function setSpeed(speed) {
    state.isClosed = false;
    await change({ speed });
  }

  async function goAhead(hours) {
    await ask();
    await change({ shown_at: new Date(now() + hours * HOUR).toISOString() });
  }

  function refresh() {
    node.hidden = state.isClosed || (state.isWall && !state.isOpen);
    if (node.hidden) return;
    const moment = new Date(now());
    time.textContent = writeTime(moment);
    time.dateTime = moment.toISOString();
    date.textContent = writeDate(moment);
    for (const one of node.querySelectorAll("[data-speed]")) one.setAttribute("aria-pressed", String(Number(one.dataset.speed) === state.speed));
  }

  function redraw() {
    node.setAttribute("aria-label", say("day"));
    const nameSpeed = (speed) => (speed === 0 ? say("pause") : `${speed}×`);
    node.replaceChildren(
      element("div", { class: "day-now" }, parts.time, parts.date),
      element("div", { class: "day-speeds", role: "group", "aria-label": say("speed") }, SPEEDS.map((speed) => element("button", {
        type: "button", data: { speed }, "aria-label": nameSpeed(speed), title: say(`speed${speed}`), onclick: () => setSpeed(speed),
      }, speed === 0 ? icon("pause") : nameSpeed(speed)))),
      element("div", { class: "day-speeds" }, AHEAD.map((hours) => element("button", {
        type: "button", data: { ahead: hours }, "aria-label": `+${hours} ${say("hours")}`, onclick: () => goAhead(hours),
      }, element("span", {}, `+${hours}`, element("span", { class: "day-unit" }, ` ${say("hours")}`))))),
      button(say("close"), "icon-button day-close", () => toggle(), icon("close")));
    refresh();
  }

  function toggle() {
    const isShown = !node.hidden;
    Object.assign(state, { isOpen: !isShown, isClosed: isShown });
    refresh();
    ask();
  }

  redraw();
  ask();
  setInterval(ask, ASK_EVERY);
  setInterval(refresh, SHOW_EVERY);
  return { toggle, redraw, setSpeed };
}
