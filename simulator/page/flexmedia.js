// The other Flex components: image, icon, video, button, separator, filler.
import { element, makeTappable, picture, safeAddress } from "./dom.js";
import { colour, imageSize, ratio, space, textSize } from "./flexsizes.js";
import { icon as drawIcon } from "./icons.js";
import { say } from "./words.js";

const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const ALIGN = { start: "flex-start", center: "center", end: "flex-end" };

export function drawImage(component, context) {
  const frame = element("div", { class: "fx-frame" }, picture(component.url, context.alternative ?? ""));
  frame.style.width = imageSize(component.size) ?? "100px";
  frame.style.aspectRatio = ratio(component.aspectRatio, "1 / 1");
  frame.style.backgroundColor = colour(component.backgroundColor) ?? "";
  if (component.aspectMode === "cover") frame.classList.add("fx-cover");
  const node = element("div", { class: "fx-image" }, frame);
  node.style.justifyContent = ALIGN[component.align] ?? "center";
  node.style.alignItems = GRAVITY[component.gravity] ?? "flex-start";
  if (component.action) makeTappable(node, component.action.label || say("image"), () => context.perform(component.action));
  return node;
}

export function drawFlexIcon(component) {
  const node = element("div", { class: "fx-icon" }, picture(component.url, ""));
  node.style.height = textSize(component.size, component.scaling);
  node.style.aspectRatio = ratio(component.aspectRatio, "1 / 1");
  return node;
}

export function drawVideo(component, context) {
  const inside = { ...context, layout: "vertical", parent: {} };
  const poster = component.altContent ? context.draw(component.altContent, inside) : picture(component.previewUrl, "");
  const node = element("div", { class: "fx-video" }, poster, element("span", { class: "play-mark" }, drawIcon("play")));
  const play = () => {
    const address = safeAddress(component.url);
    if (address) node.replaceChildren(element("video", { src: address, controls: true, autoplay: true, playsinline: true }));
  };
  node.style.aspectRatio = ratio(component.aspectRatio, "");
  return makeTappable(node, say("play"), component.action ? () => context.perform(component.action) : play);
}

export function drawButton(component, context) {
  const action = component.action ?? {};
  const style = ["primary", "secondary"].includes(component.style) ? component.style : "link";
  const label = element("span", { class: "fx-words" }, String(action.label ?? ""));
  const tap = element("button", { type: "button", class: `fx-tap fx-${style} fx-${component.height === "sm" ? "sm" : "md"}` }, label);
  const shade = colour(component.color);
  if (shade) tap.style[style === "link" ? "color" : "background"] = shade;
  if (component.scaling) tap.classList.add("fx-scaling");
  if (component.adjustMode === "shrink-to-fit") context.fit(label);
  tap.addEventListener("click", (event) => {
    event.stopPropagation();
    context.perform(action);
  });
  return element("div", { class: "fx-button", style: { justifyContent: GRAVITY[component.gravity] ?? "" } }, tap);
}

export function drawSeparator(component, context) {
  const node = element("div", { class: context.layout === "vertical" ? "fx-line" : "fx-line fx-upright" });
  node.style.backgroundColor = colour(component.color) ?? "";
  return node;
}

export const drawFiller = () => element("div", { class: "fx-filler" });

// The old spacer was replaced by padding but is still accepted by LINE.
export function drawSpacer(component) {
  const size = space(component.size ?? "md") ?? "8px";
  return element("div", { style: { width: size, height: size } });
}
