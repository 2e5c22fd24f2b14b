// Sheets that rise from the bottom of one phone (not of the whole page, as several phones stand side by
// side). The rest of the phone is inert meanwhile, so that Tab stays inside; Escape closes.
import { button, element } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

let count = 0;

// `build(close)` gives the content. Returns the function that closes the sheet.
export function openSheet(phone, title, build, className = "") {
  const before = document.activeElement;
  const titleId = `sheet-title-${(count += 1)}`;
  const close = () => {
    if (!layer.isConnected) return;
    layer.remove();
    phone.content.inert = Boolean(phone.layer.firstElementChild);
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  const sheet = element("div", {
    class: `sheet ${className}`, role: "dialog", "aria-modal": "true", "aria-labelledby": titleId, tabindex: "-1",
  },
    element("header", { class: "sheet-head" }, element("h2", { id: titleId }, title),
      button(say("close"), "icon-button sheet-close", close, icon("close"))),
    element("div", { class: "sheet-body" }, build(close)));
  const layer = element("div", { class: "sheet-layer", onclick: (event) => event.target === layer && close() }, sheet);
  layer.addEventListener("keydown", (event) => event.key === "Escape" && close());
  phone.layer.append(layer);
  phone.content.inert = true;
  (sheet.querySelector("[autofocus]") ?? sheet).focus({ preventScroll: true });
  return close;
}

export function openList(phone, title, entries) {
  return openSheet(phone, title, (close) => element("div", { class: "sheet-list" }, entries.filter(Boolean).map((entry) =>
    element("button", {
      type: "button", class: "sheet-entry", data: entry.testid ? { testid: entry.testid } : {}, onclick: () => {
        close();
        entry.act();
      },
    }, entry.picture ?? icon(entry.icon), element("span", {}, entry.label, entry.hint ? element("small", {}, entry.hint) : null)))));
}

export function openLinkSheet(phone, address, canOpen) {
  openSheet(phone, say("link"), (close) => [
    element("p", { class: "sheet-address" }, address),
    canOpen
      ? element("a", {
        class: "wide-button", href: address, target: "_blank", rel: "noopener noreferrer", autofocus: true, onclick: close,
      }, say("open"))
      : element("p", { class: "sheet-note" }, say("cannotOpen")),
    button(say("copy"), "wide-button quiet", () => phone.copy(address).then(close)),
  ]);
}

export function openCallSheet(phone, number) {
  openSheet(phone, say("call"), (close) => [
    element("p", { class: "call-number" }, number),
    element("a", {
      class: "wide-button", href: `tel:${number.replace(/[^\d+*#]/g, "")}`, autofocus: true, onclick: close,
    }, icon("phone"), say("call")),
    element("p", { class: "sheet-note" }, say("callHint")),
    button(say("cancel"), "wide-button quiet", close),
  ], "call-sheet");
}

export function showToast(phone, text) {
  const toast = element("div", { class: "toast", role: "status" }, text);
  phone.node.querySelector(".phone-screen").append(toast);
  setTimeout(() => toast.remove(), 3200);
}
