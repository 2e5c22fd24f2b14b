// LINE's named sizes for Flex and how a value (name, px, %) becomes CSS. The names are LINE's; the pixel
// values are as remembered from its documentation and Flex simulator and were not measured against them.

const SPACES = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const TEXTS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGES = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDERS = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
export const BUBBLES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 500 };

function measure(value, names) {
  if (value === undefined || value === null) return null;
  if (Object.hasOwn(names, value)) return `${names[value]}px`;
  return /^-?\d+(\.\d+)?(px|%)$/.test(value) ? String(value) : null;
}

export const space = (value) => measure(value, SPACES);
export const border = (value) => measure(value, BORDERS);
export const plain = (value) => measure(value, {});
export const imageSize = (value) => (value === "full" ? "100%" : measure(value ?? "md", IMAGES));

// `scaling` makes a text follow the reader's font size (the --font factor of the phone).
export function textSize(value, scaling) {
  const size = measure(value ?? "md", TEXTS) ?? "16px";
  return scaling ? `calc(${size} * var(--font))` : size;
}

export function colour(value) {
  return /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value ?? "") ? value : null;
}

export function background(component) {
  const shade = component.background;
  if (shade?.type !== "linearGradient") return colour(component.backgroundColor);
  const angle = /^-?\d+(\.\d+)?deg$/.test(shade.angle ?? "") ? shade.angle : "0deg";
  const middle = colour(shade.centerColor);
  const stops = [colour(shade.startColor), middle && `${middle} ${plain(shade.centerPosition) ?? "50%"}`, colour(shade.endColor)];
  return `linear-gradient(${angle}, ${stops.filter(Boolean).join(", ")})`;
}

export function ratio(value, fallback) {
  const parts = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? "");
  return parts && Number(parts[1]) > 0 && Number(parts[2]) > 0 ? `${parts[1]} / ${parts[2]}` : fallback;
}
