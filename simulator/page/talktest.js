// A talk as a test: the one on this phone copied as YAML, and a pasted one played again by somebody new.
import { copyTalk, replayTalks } from "./api.js";
import { button, element } from "./dom.js";
import { openSheet } from "./sheets.js";
import { say } from "./words.js";

export async function openCopiedTalk(phone) {
  const text = await copyTalk(phone.user, phone.chat).catch((error) => phone.toast(error.message));
  if (typeof text !== "string") return;
  openSheet(phone, say("copyTest"), (close) => [
    element("p", { class: "sheet-note" }, say("copyTestHint")),
    makeArea(text, { readonly: true, "aria-label": say("copyTest"), data: { testid: "talk-yaml" } }),
    button(say("copy"), "wide-button", () => phone.copy(text)),
    button(say("replay"), "wide-button quiet", () => {
      close();
      openReplay(phone, text);
    }),
  ], "talk-sheet");
  await phone.copy(text);
}

export function openReplay(phone, text = "") {
  openSheet(phone, say("replay"), (close) => {
    const area = makeArea(text, { "aria-label": say("replay"), placeholder: say("pasteTalk"), required: true, autofocus: true, data: { testid: "replay-yaml" } });
    const wrong = element("p", { class: "sheet-wrong", role: "alert", hidden: true });
    const submit = async (event) => {
      event.preventDefault();
      try {
        const people = await replayTalks(area.value);
        close();
        await phone.stage.showReplay(people, phone);
      } catch (error) {
        wrong.textContent = error.message;
        wrong.hidden = false;
      }
    };
    return element("form", { onsubmit: submit }, element("p", { class: "sheet-note" }, say("replayHint")), area, wrong,
      element("button", { type: "submit", class: "wide-button", data: { testid: "replay-start" } }, say("replayStart")));
  }, "talk-sheet");
}

function makeArea(text, attributes) {
  const area = element("textarea", { class: "talk-area", rows: "12", spellcheck: "false", wrap: "off", ...attributes });
  area.value = text;
  return area;
}
