// The rich menu at the foot of the talk: a picture with areas to tap, and the bar that opens and shuts it.
import { button, element, picture } from "./dom.js";
import { icon } from "./icons.js";
import { placeArea } from "./media.js";
import { say } from "./words.js";

export function makeRichMenu(phone) {
  const node = element("div", { class: "rich-menu", hidden: true });
  let open = false;
  let panel = null;
  let bar = null;

  function setOpen(wanted) {
    open = wanted;
    if (!panel) return;
    panel.hidden = !open;
    bar.setAttribute("aria-expanded", String(open));
    bar.classList.toggle("is-open", open);
    phone.keepAtEnd();
  }

  function show(menu, atOnce = false) {
    const isNew = menu && node.dataset.menu !== menu.richMenuId;
    node.hidden = !menu?.imageUrl;
    node.dataset.menu = menu?.richMenuId ?? "";
    if (node.hidden) {
      panel = null;
      return node.replaceChildren();
    }
    panel = drawPanel(menu, phone);
    const title = menu.chatBarText || say("showMenu");
    bar = button(title, "chat-bar", () => setOpen(!open), title, icon("down"));
    node.replaceChildren(bar, panel);
    const height = (node.clientWidth * (menu.size?.height ?? 1686)) / (menu.size?.width ?? 2500);
    return setOpen(open || (isNew && (atOnce || Boolean(menu.selected)) && phone.hasRoom(height)));
  }

  return { node, show, setOpen, isOpen: () => open && !node.hidden };
}

function drawPanel(menu, phone) {
  const { width = 2500, height = 1686 } = menu.size ?? {};
  const image = picture(menu.imageUrl, "");
  image.loading = "eager";
  image.addEventListener("error", () => phone.hideRichMenu());
  const areas = (menu.areas ?? []).map((area) => element("button", {
    type: "button", class: "area", "aria-label": nameArea(area.action ?? {}), style: placeArea(area.bounds ?? {}, width, height),
    onclick: () => phone.perform(area.action ?? {}),
  }));
  return element("div", {
    class: "menu-panel", style: { aspectRatio: `${width} / ${height}` }, role: "group", "aria-label": menu.chatBarText, data: { testid: "rich-menu" },
  }, image, areas);
}

const nameArea = (action) => action.label || action.text || action.displayText || action.uri || say("menu");
