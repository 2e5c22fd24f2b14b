// Template messages: buttons, confirm, carousel and image carousel.
import { element, makeTappable, picture } from "./dom.js";
import { makeSwipe } from "./flex.js";
import { colour } from "./flexsizes.js";

export function drawTemplate(message, phone, drawUnknown) {
  const template = message.template ?? {};
  const drawers = { buttons: drawCard, confirm: drawConfirm, carousel: drawCarousel, image_carousel: drawImageCarousel };
  const draw = Object.hasOwn(drawers, template.type) ? drawers[template.type] : drawUnknown;
  const node = element("div", { class: "template-message", role: "group", "aria-label": message.altText }, draw(template, phone));
  return node;
}

function drawActions(actions, phone) {
  return (actions ?? []).map((action) => element("button", { type: "button", class: "template-action", onclick: (event) => {
    event.stopPropagation();
    phone.perform(action);
  } }, action.label ?? action.text ?? ""));
}

function drawCard(card, phone, look = card) {
  const thumbnail = card.thumbnailImageUrl ? picture(card.thumbnailImageUrl, "", "template-picture") : null;
  if (thumbnail) {
    thumbnail.style.aspectRatio = look.imageAspectRatio === "square" ? "1" : "1.51";
    thumbnail.style.objectFit = look.imageSize === "contain" ? "contain" : "cover";
    thumbnail.style.backgroundColor = colour(card.imageBackgroundColor) ?? "#fff";
  }
  const top = element("div", { class: "template-top" }, thumbnail,
    element("div", { class: "template-words" }, card.title ? element("b", {}, card.title) : null, element("p", {}, card.text ?? "")));
  if (card.defaultAction) makeTappable(top, card.defaultAction.label, () => phone.perform(card.defaultAction));
  return element("div", { class: "template-card" }, top, element("div", { class: "template-actions" }, drawActions(card.actions, phone)));
}

function drawConfirm(template, phone) {
  return element("div", { class: "template-card" },
    element("div", { class: "template-words" }, element("p", {}, template.text ?? "")),
    element("div", { class: "template-actions template-pair" }, drawActions(template.actions, phone)));
}

const drawCarousel = (template, phone) => makeSwipe((template.columns ?? []).map((column) => drawCard(column, phone, template)));

function drawImageCarousel(template, phone) {
  return makeSwipe((template.columns ?? []).map((column) => {
    const label = column.action?.label;
    const card = element("div", { class: "template-image" }, picture(column.imageUrl, label ?? ""), label ? element("span", {}, label) : null);
    return makeTappable(card, label, () => phone.perform(column.action ?? {}));
  }));
}
