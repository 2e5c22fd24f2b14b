// Flex text and span. Without `wrap` LINE cuts a text at the edge with an ellipsis, and so does this.
import { element, makeTappable } from "./dom.js";
import { colour, space, textSize } from "./flexsizes.js";

const ALIGN = { start: "start", center: "center", end: "end" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const DECORATION = { underline: "underline", "line-through": "line-through", none: "none" };

export function drawText(component, context) {
  const words = element("div", { class: component.wrap ? "fx-words fx-wrap" : "fx-words" });
  writeContents(words, component);
  styleWords(words.style, component);
  const node = element("div", { class: "fx-text", style: { justifyContent: GRAVITY[component.gravity] ?? "" } }, words);
  if (component.adjustMode === "shrink-to-fit" && !component.wrap) context.fit(words);
  if (component.action) makeTappable(node, component.action.label, () => context.perform(component.action));
  return node;
}

function writeContents(words, component) {
  const spans = Array.isArray(component.contents) ? component.contents.filter((part) => part?.type === "span") : [];
  if (spans.length === 0) words.textContent = component.text ?? "";
  for (const span of spans) {
    const part = element("span", {}, String(span.text ?? ""));
    styleLetters(part.style, span, component.scaling, span.size !== undefined);
    words.append(part);
  }
}

function styleWords(style, component) {
  styleLetters(style, component, component.scaling, true);
  style.textAlign = ALIGN[component.align] ?? "start";
  const gap = space(component.lineSpacing);
  if (gap) style.lineHeight = `calc(1.4em + ${gap})`;
  if (component.wrap && component.maxLines > 0) {
    Object.assign(style, { display: "-webkit-box", webkitLineClamp: String(component.maxLines), webkitBoxOrient: "vertical" });
  }
}

function styleLetters(style, part, scaling, withSize) {
  if (withSize) style.fontSize = textSize(part.size, scaling);
  if (part.color) style.color = colour(part.color) ?? "";
  if (part.weight) style.fontWeight = part.weight === "bold" ? "700" : "400";
  if (part.style) style.fontStyle = part.style === "italic" ? "italic" : "normal";
  if (part.decoration) style.textDecorationLine = DECORATION[part.decoration] ?? "";
}

// Runs once the text is on the page, and again when the reader changes the font size.
export function shrinkToFit(words) {
  words.dataset.size ??= words.style.fontSize || "1em";
  words.style.fontSize = words.dataset.size;
  for (let factor = 0.95; factor >= 0.3 && words.scrollWidth > words.clientWidth; factor -= 0.05) {
    words.style.fontSize = `calc(${words.dataset.size} * ${factor.toFixed(2)})`;
  }
}
