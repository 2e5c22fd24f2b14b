// A whole Flex message: a bubble or a carousel of bubbles. Boxes, texts and media have files of their own.
import { button, element, makeTappable } from "./dom.js";
import { drawBox } from "./flexbox.js";
import { drawButton, drawFiller, drawFlexIcon, drawImage, drawSeparator, drawSpacer, drawVideo } from "./flexmedia.js";
import { BUBBLES, background, colour } from "./flexsizes.js";
import { drawText, shrinkToFit } from "./flextext.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

const COMPONENTS = {
  box: drawBox, text: drawText, image: drawImage, icon: drawFlexIcon, video: drawVideo, button: drawButton,
  separator: drawSeparator, filler: drawFiller, spacer: drawSpacer,
};

// Whatever a bot sends, the talk goes on: what cannot be drawn is shown as the JSON it is.
export function drawUnknown(value) {
  let text = "";
  try {
    text = JSON.stringify(value, null, 1) ?? String(value);
  } catch {
    text = String(value);
  }
  return element("pre", { class: "unknown", "aria-label": say("unknownMessage") }, text.slice(0, 2000));
}

function drawComponent(component, context) {
  const draw = component && Object.hasOwn(COMPONENTS, component.type) ? COMPONENTS[component.type] : drawUnknown;
  try {
    return draw(component, context);
  } catch {
    return drawUnknown(component);
  }
}

export function drawFlexMessage(message, perform) {
  const fits = [];
  const context = { draw: drawComponent, perform, fit: (words) => fits.push(words), layout: "vertical", parent: {} };
  const contents = message.contents ?? {};
  const body = contents.type === "carousel" ? drawCarousel(contents, context) : drawBubble(contents, context);
  const node = element("div", { class: "flex-message", role: "group", "aria-label": message.altText ?? "", data: { testid: "flex" } }, body);
  // Widths are known only once the card is on the page, and change with the font size.
  if (fits.length > 0) new ResizeObserver(() => fits.forEach(shrinkToFit)).observe(node);
  return node;
}

const BLOCKS = ["header", "hero", "body", "footer"];

function drawBubble(bubble, context) {
  if (bubble?.type !== "bubble") return drawUnknown(bubble);
  const size = Object.hasOwn(BUBBLES, bubble.size) ? bubble.size : "mega";
  const node = element("div", { class: `fx-bubble fx-size-${size}`, dir: bubble.direction === "rtl" ? "rtl" : "ltr" });
  node.style.setProperty("--bubble", `${BUBBLES[size]}px`);
  const present = BLOCKS.filter((name) => bubble[name]);
  for (const name of present) {
    const styles = bubble.styles?.[name] ?? {};
    if (styles.separator && name !== present[0]) {
      node.append(element("div", { class: "fx-line", style: { backgroundColor: colour(styles.separatorColor) ?? "" } }));
    }
    node.append(drawBlock(name, bubble[name], styles, context));
  }
  if (bubble.footer) node.classList.add("fx-has-footer");
  if (bubble.action) makeTappable(node, bubble.action.label, () => context.perform(bubble.action));
  return node;
}

function drawBlock(name, component, styles, context) {
  const inside = context.draw(component, context);
  const block = element("div", { class: `fx-block fx-${name}` }, inside);
  if (name === "hero") {
    const weight = component?.type === "image" || component?.type === "video";
    if (weight) inside.classList.add("fx-hero-picture");
  }
  block.style.background = background(styles) ?? "";
  // The default padding of a block belongs to its box, so that the box's own padding replaces it.
  if (component?.type === "box" && name !== "hero") inside.classList.add("fx-padded");
  return block;
}

function drawCarousel(carousel, context) {
  const bubbles = (Array.isArray(carousel.contents) ? carousel.contents : []).map((bubble) => drawBubble(bubble, context));
  return makeSwipe(bubbles);
}

// Swiped by finger, wheel or keys; the arrows are for mice and show only where there is room to hover.
export function makeSwipe(cards) {
  const track = element("div", { class: "swipe-track", tabindex: "0", role: "list" }, cards);
  cards.forEach((card) => card.getAttribute("role") || card.setAttribute("role", "listitem"));
  const step = (direction) => track.scrollBy({ left: direction * ((cards[0]?.offsetWidth ?? 200) + 8) });
  const back = button(say("previous"), "swipe-arrow swipe-back", () => step(-1), icon("left"));
  const forward = button(say("next"), "swipe-arrow swipe-forward", () => step(1), icon("right"));
  const showArrows = () => {
    back.hidden = track.scrollLeft < 8;
    forward.hidden = track.scrollLeft + track.clientWidth > track.scrollWidth - 8;
  };
  track.addEventListener("scroll", showArrows, { passive: true });
  new ResizeObserver(showArrows).observe(track);
  return element("div", { class: "swipe" }, track, back, forward);
}
