// Quick replies under the last message. They vanish on a tap and on any new message; those that open
// the camera, the gallery, a picker or the location screen stay until data is really sent.
import { keepsQuickReplies } from "./actions.js";
import { element, picture } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

const PICTURES = { location: "pin", camera: "camera", cameraRoll: "photo", datetimepicker: "calendar" };

export function makeQuickReplies(phone) {
  const node = element("div", { class: "quick-replies", role: "group", "aria-label": say("quickReplies"), hidden: true });
  const used = new Set();

  function show(item) {
    const items = item?.from === "bot" && !used.has(item.seq) ? (item.message?.quickReply ?? item.quickReply)?.items ?? [] : [];
    node.replaceChildren(...items.map((entry) => drawPill(entry, item)));
    node.hidden = items.length === 0;
    node.scrollLeft = 0;
  }

  function drawPill(entry, item) {
    const action = entry.action ?? {};
    const sign = entry.imageUrl ? picture(entry.imageUrl, "") : PICTURES[action.type] ? icon(PICTURES[action.type]) : null;
    return element("button", { type: "button", class: "pill", data: { testid: "quick-reply", action: action.type ?? "" }, onclick: () => {
      if (!keepsQuickReplies(action)) {
        used.add(item.seq);
        show(null);
      }
      phone.perform(action);
    } }, sign, action.label ?? action.text ?? "");
  }

  return { node, show };
}
