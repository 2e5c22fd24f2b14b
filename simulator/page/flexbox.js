// Flex boxes and how their children are placed in them: weights, spacing, margins, gravity, offsets.
import { element, makeTappable } from "./dom.js";
import { background, border, colour, plain, space } from "./flexsizes.js";

const JUSTIFY = {
  "flex-start": "flex-start", center: "center", "flex-end": "flex-end",
  "space-between": "space-between", "space-around": "space-around", "space-evenly": "space-evenly",
};
const ALIGN = { "flex-start": "flex-start", center: "center", "flex-end": "flex-end" };

export function drawBox(box, context) {
  const layout = ["horizontal", "baseline"].includes(box.layout) ? box.layout : "vertical";
  const node = element("div", { class: `fx-box fx-${layout}` });
  styleBox(node, box);
  const inside = { ...context, layout, parent: box };
  let previous = null;
  for (const child of Array.isArray(box.contents) ? box.contents : []) {
    const drawn = context.draw(child, inside);
    placeChild(drawn, child ?? {}, inside, previous === null);
    node.append(drawn);
    if (child?.position !== "absolute") previous = drawn;
  }
  if (box.action) makeTappable(node, box.action.label, () => context.perform(box.action));
  return node;
}

const PADDINGS = [
  ["padding", "paddingAll"], ["paddingTop", "paddingTop"], ["paddingBottom", "paddingBottom"],
  ["paddingInlineStart", "paddingStart"], ["paddingInlineEnd", "paddingEnd"],
];

function styleBox(node, box) {
  const style = node.style;
  for (const [property, name] of PADDINGS) if (box[name] !== undefined) style[property] = space(box[name]) ?? "";
  for (const name of ["width", "height", "maxWidth", "maxHeight"]) if (box[name]) style[name] = plain(box[name]) ?? "";
  if (box.cornerRadius) {
    style.borderRadius = space(box.cornerRadius) ?? "";
    style.overflow = "hidden";
  }
  const width = border(box.borderWidth);
  if (width && width !== "0px") style.border = `${width} solid ${colour(box.borderColor) ?? "#000000"}`;
  style.background = background(box) ?? "";
  style.justifyContent = JUSTIFY[box.justifyContent] ?? "";
  // In a baseline box LINE ignores alignItems.
  if (box.layout !== "baseline") style.alignItems = ALIGN[box.alignItems] ?? "";
}

// Children share a row by default (flex 1) and take their own height in a column (flex 0).
function chooseWeight(component, layout) {
  if (Number.isFinite(component.flex)) return Math.max(0, component.flex);
  if (component.type === "filler") return 1;
  if (component.type === "icon" || component.type === "separator" || component.type === "spacer") return 0;
  if (component.type === "box" && (component.width || component.maxWidth) && layout !== "vertical") return 0;
  return layout === "vertical" ? 0 : 1;
}

function placeChild(node, component, context, isFirst) {
  const style = node.style;
  if (component.position === "absolute") {
    style.position = "absolute";
    setOffsets(style, component);
    return;
  }
  const weight = chooseWeight(component, context.layout);
  const basis = context.layout === "vertical" && !context.parent.height ? "auto" : "0%";
  style.flex = weight === 0 ? "0 0 auto" : `${weight} 1 ${basis}`;
  if (weight === 0 && context.layout !== "vertical") style.maxWidth ||= "100%";
  if (!isFirst) {
    const gap = space(component.margin) ?? space(context.parent.spacing);
    if (gap) style[context.layout === "vertical" ? "marginTop" : "marginInlineStart"] = gap;
  }
  if (setOffsets(style, component)) style.position = "relative";
}

function setOffsets(style, component) {
  const offsets = [
    ["top", component.offsetTop], ["bottom", component.offsetBottom],
    ["insetInlineStart", component.offsetStart], ["insetInlineEnd", component.offsetEnd],
  ].filter(([, value]) => value !== undefined);
  for (const [property, value] of offsets) style[property] = space(value) ?? "";
  return offsets.length > 0;
}
