// Behind the scenes: the JSON of webhooks and calls, what was refused and why, and the month's quota.
import { readLog, readQuota } from "./api.js";
import { button, element } from "./dom.js";
import { icon } from "./icons.js";
import { readTime, say, writeTime } from "./words.js";

const TABS = ["webhooks", "calls", "refused"];
const KEPT = 100;
const EVERY = 2000;

export function makeDrawer(node) {
  const state = { tab: "webhooks", rows: new Map(), timer: 0 };
  const list = element("div", { class: "drawer-list", tabindex: "0", role: "tabpanel" });
  const quota = element("p", { class: "drawer-quota" });

  function redraw() {
    if (node.hidden) return;
    node.setAttribute("aria-label", say("drawer"));
    node.replaceChildren(
      element("header", { class: "drawer-head" }, element("h2", {}, say("drawer")), button(say("close"), "icon-button", toggle, icon("close"))),
      quota,
      element("div", { class: "drawer-tabs", role: "tablist" }, TABS.map((tab) => element("button", {
        type: "button", role: "tab", "aria-selected": String(tab === state.tab), data: { tab }, onclick: () => choose(tab),
      }, say(tab)))), list);
    drawRows();
  }

  function choose(tab) {
    state.tab = tab;
    redraw();
    refresh();
  }

  function drawRows() {
    const rows = state.rows.get(state.tab) ?? [];
    const open = new Set([...list.querySelectorAll("details[open]")].map((row) => row.dataset.key));
    list.replaceChildren(...(rows.length ? rows.map((row) => drawRow(row, open)) : [element("p", { class: "drawer-empty" }, say("nothing"))]));
  }

  async function refresh() {
    const { tab } = state;
    const known = state.rows.get(tab) ?? [];
    const answer = await readLog(tab, known[0]?.seq ?? 0).catch(() => null);
    const found = answer ? findRows(answer) : [];
    const fresh = found.filter((row) => !known.some((old) => keyOf(old) === keyOf(row)));
    if (fresh.length > 0) {
      state.rows.set(tab, [...fresh.reverse(), ...known].slice(0, KEPT));
      if (tab === state.tab) drawRows();
    }
    const used = await readQuota().catch(() => null);
    if (used) quota.textContent = `${say("quota")}: ${used.used ?? 0} / ${used.limit ?? say("noLimit")}`;
  }

  function toggle() {
    node.hidden = !node.hidden;
    clearInterval(state.timer);
    if (node.hidden) return;
    redraw();
    refresh();
    state.timer = setInterval(refresh, EVERY);
    node.querySelector("button").focus();
  }

  node.addEventListener("keydown", (event) => event.key === "Escape" && toggle());
  return { toggle, redraw };
}

const findRows = (answer) => (Array.isArray(answer) ? answer : Object.values(answer).find(Array.isArray) ?? []);
const keyOf = (row) => String(row.seq ?? `${row.time ?? row.at}${row.method ?? ""}${row.path ?? ""}${JSON.stringify(row.request ?? row).length}`);

// A webhook has no path worth showing: what it tells is the kinds of its events.
function describe(row) {
  const events = row.request?.events?.map((event) => [event?.type, event?.message?.type].filter(Boolean).join(" · "));
  if (events) return events.length ? events.join(", ") : "[]";
  return [row.method, row.path].filter(Boolean).join(" ");
}

function drawRow(row, open) {
  const key = keyOf(row);
  const fine = row.status >= 200 && row.status < 300;
  const reason = row.why || (fine ? null : row.reason);
  const summary = element("summary", {}, element("time", {}, writeTime(readTime(row.at ?? row.time ?? Date.now()))), element("code", {}, describe(row)),
    row.status ? element("b", { class: fine ? "good" : "bad" }, String(row.status)) : null);
  return element("details", { open: open.has(key), data: { key } }, summary,
    reason ? element("p", { class: "drawer-why" }, typeof reason === "string" ? reason : JSON.stringify(reason)) : null,
    drawJson("request", row.request ?? row), drawJson("response", row.response));
}

function drawJson(title, value) {
  if (value === undefined || value === null) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return [element("h3", {}, say(title)), element("pre", {}, text.slice(0, 20000))];
}
