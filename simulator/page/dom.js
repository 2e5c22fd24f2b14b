// Small helpers to build the page without a framework. Text always goes in as text, never as HTML,
// because every message shown here was written by somebody else.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "style") Object.assign(node.style, value);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : value);
}

// Only for drawings that are written in this folder, never for anything that came over the wire.
export function drawing(markup, label = null) {
  const parsed = new DOMParser().parseFromString(markup, "image/svg+xml").documentElement;
  const svg = document.importNode(parsed, true);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  return svg;
}

export function button(label, className, onclick, ...children) {
  const shown = children.length ? children : [label];
  return element("button", { type: "button", class: className, "aria-label": label, title: children.length ? label : null, onclick }, ...shown);
}

// A drawing makes a div act as a button for mouse and keyboard alike.
export function makeTappable(node, label, act) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.classList.add("tappable");
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    act(event);
  });
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    act(event);
  });
  return node;
}

// Addresses of pictures and links come from the bot: only these schemes are ever followed.
export function safeAddress(address, schemes = ["http:", "https:"]) {
  try {
    const parsed = new URL(String(address), location.href);
    return schemes.includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

export function picture(address, alternative, className = "") {
  const href = safeAddress(address, ["http:", "https:", "blob:", "data:"]);
  const image = element("img", { class: className, alt: alternative || "", loading: "lazy", draggable: "false" });
  image.addEventListener("error", () => image.classList.add("broken"));
  if (href) image.src = href;
  else image.classList.add("broken");
  return image;
}
