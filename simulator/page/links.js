// Text of a message with its links and telephone numbers made tappable, and LINE's emoji and mentions.
import { element } from "./dom.js";
import { icon } from "./icons.js";

// Short numbers are Thailand's lines that this field names (police, fire brigade, ambulance, forest fire,
// disaster, pollution, complaints); other short numbers are mostly amounts.
const SHORT = "191|199|1669|1362|1784|1650|1567";
const PATTERN = new RegExp(
  `(https?://[^\\s<>"]+[^\\s<>".,!?)\\]])|(?<![\\d.])(0\\d{1,2}[- ]?\\d{3}[- ]?\\d{3,4}|${SHORT})(?![\\d.]\\d|\\d)`, "gu");

function writeLinks(text, perform) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(PATTERN)) {
    parts.push(text.slice(from, found.index));
    const uri = found[1] ? found[1] : `tel:${found[2].replace(/\D/g, "")}`;
    parts.push(element("a", {
      href: uri, class: "text-link",
      onclick: (event) => {
        event.preventDefault();
        perform({ type: "uri", uri });
      },
    }, found[0]));
    from = found.index + found[0].length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

// LINE counts the index of emoji in UTF-16 units, as JavaScript does.
export function writeMessageText(message, perform, names = {}) {
  if (message.type === "textV2") return writeSubstitutions(message, perform, names);
  const text = String(message.text ?? "");
  const parts = [];
  let from = 0;
  for (const { index, length, isMention } of listMarks(message)) {
    if (!Number.isInteger(index) || index < from) continue;
    const end = index + (length ?? 1);
    parts.push(...writeLinks(text.slice(from, index), perform), isMention ? drawMention(text.slice(index, end)) : drawEmoji());
    from = end;
  }
  return [...parts, ...writeLinks(text.slice(from), perform)];
}

function listMarks(message) {
  const mentions = (message.mention?.mentionees ?? []).map((one) => ({ ...one, isMention: true }));
  return [...(message.emojis ?? []), ...mentions].sort((one, other) => one.index - other.index);
}

const drawMention = (words) => element("b", { class: "mention" }, words);
const drawEmoji = () => element("span", { class: "line-emoji" }, icon("smile"));

function writeSubstitutions(message, perform, names) {
  return String(message.text ?? "").split(/(\{\{|\}\}|\{\w{1,20}\})/u).flatMap((part) => {
    if (part === "{{" || part === "}}") return [part[0]];
    const substitution = /^\{\w+\}$/u.test(part) ? message.substitution?.[part.slice(1, -1)] : null;
    if (substitution?.type === "emoji") return [drawEmoji()];
    if (substitution?.type === "mention") {
      const mentionee = substitution.mentionee ?? {};
      return [drawMention(`@${mentionee.type === "all" ? "All" : names[mentionee.userId] ?? mentionee.userId ?? ""}`)];
    }
    return writeLinks(part, perform);
  });
}
