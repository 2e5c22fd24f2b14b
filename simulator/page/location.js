// The location screen: a list of district seats with search, a simple map to tap, and plain coordinates.
import { button, element } from "./dom.js";
import { icon } from "./icons.js";
import { findNearestPlace, measureKilometres, PLACES, searchPlaces } from "./places.js";
import { openSheet } from "./sheets.js";
import { currentLanguage, say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
// A frame around the province; a degree of longitude is narrower by the cosine of the latitude.
const FRAME = { west: 98.9, east: 100.2, south: 17.25, north: 19.35 };
const NARROW = Math.cos((18.3 * Math.PI) / 180);
const SCALE = 100;
const WIDTH = (FRAME.east - FRAME.west) * NARROW * SCALE;
const HEIGHT = (FRAME.north - FRAME.south) * SCALE;

const LABELS = { right: [3.5, 2.5, "start"], left: [-3.5, 2.5, "end"], above: [4, -4, "middle"] };

const toMap = (point) => [(point.longitude - FRAME.west) * NARROW * SCALE, (FRAME.north - point.latitude) * SCALE];
const nameOf = (place) => place.name[currentLanguage() === "th" ? 0 : 1];

export function openLocationPicker(phone) {
  openSheet(phone, say("chooseLocation"), (close) => buildPicker(phone, close), "location-sheet");
}

function buildPicker(phone, close) {
  const state = { point: PLACES[1], place: PLACES[1] };
  const latitude = numberInput(say("latitude"), "latitude", 90);
  const longitude = numberInput(say("longitude"), "longitude", 180);
  const map = drawMap((point) => choose(point));
  const list = element("div", { class: "place-list" });
  const chosen = element("p", { class: "chosen-place", "aria-live": "polite" });
  const search = element("input", {
    type: "search", class: "wide-input", placeholder: say("searchPlace"), "aria-label": say("searchPlace"), autofocus: true,
    data: { testid: "place-search" }, oninput: () => listPlaces(),
  });

  function choose(point, place = null, typed = false) {
    Object.assign(state, { point, place });
    map.mark(point);
    if (!typed) {
      latitude.input.value = point.latitude.toFixed(5);
      longitude.input.value = point.longitude.toFixed(5);
    }
    chosen.replaceChildren(icon("pin"), `${describe(state).title} · ${describe(state).address}`);
    for (const entry of list.children) entry.setAttribute("aria-pressed", String(entry.dataset.place === place?.name[1]));
  }

  function listPlaces() {
    const found = searchPlaces(search.value);
    list.replaceChildren(...found.map((place) => element("button", {
      type: "button", class: "place", "aria-pressed": String(place === state.place), data: { place: place.name[1] },
      onclick: () => choose(place, place),
    }, nameOf(place))));
    if (found.length === 0) list.append(element("p", { class: "sheet-note" }, say("noPlace")));
    if (found.length === 1 && search.value.trim()) choose(found[0], found[0]);
  }

  const readTyped = () => {
    const point = { latitude: latitude.input.valueAsNumber, longitude: longitude.input.valueAsNumber };
    if (isValid(point)) choose(point, null, true);
  };
  latitude.input.addEventListener("input", readTyped);
  longitude.input.addEventListener("input", readTyped);
  const submit = (event) => {
    event.preventDefault();
    const typed = { latitude: latitude.input.valueAsNumber, longitude: longitude.input.valueAsNumber };
    if (!isValid(typed)) return phone.toast(say("badPlace"));
    close();
    return phone.act("location", { ...describe(state), latitude: typed.latitude, longitude: typed.longitude });
  };
  listPlaces();
  choose(state.point, state.place);
  return element("form", { class: "location-picker", onsubmit: submit, novalidate: true },
    search, element("div", { class: "place-columns" }, list, map.node),
    element("div", { class: "coordinate-row" }, latitude.label, longitude.label), chosen,
    element("button", { type: "submit", class: "wide-button", data: { testid: "send-location" } }, say("sendThisPlace")));
}

const isValid = (point) => Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180;

// Title and address are what LINE shows on the card; the bot must not need either.
function describe({ point, place }) {
  const nearest = place ?? findNearestPlace(point);
  const distance = measureKilometres(point, nearest);
  if (place || distance < 0.1) return { title: nameOf(nearest), address: say("province") };
  return { title: say("chosenPlace"), address: `${say("near")} ${nameOf(nearest)} (${Math.round(distance)} ${say("kilometres")})` };
}

function numberInput(label, name, bound) {
  const input = element("input", { type: "number", step: "any", min: -bound, max: bound, inputmode: "decimal", name, data: { testid: name } });
  return { input, label: element("label", {}, element("span", {}, label), input) };
}

function drawMap(choose) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH.toFixed(1)} ${HEIGHT.toFixed(1)}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", say("mapHint"));
  for (const place of PLACES) {
    const [x, y] = toMap(place);
    addShape(svg, "circle", { cx: x, cy: y, r: 2.2, class: "map-seat" });
    const [right, below, anchor] = LABELS[place.label ?? "right"];
    addShape(svg, "text", { x: x + right, y: y + below, "text-anchor": anchor, class: "map-name" }).textContent = nameOf(place);
  }
  const pin = addShape(svg, "path", { d: "M0 0C-5-7-6-9-6-12a6 6 0 0 1 12 0c0 3-1 5-6 12Z", class: "map-pin" });
  svg.addEventListener("click", (event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    choose({ latitude: FRAME.north - place.y / SCALE, longitude: FRAME.west + place.x / SCALE / NARROW });
  });
  const mark = (point) => pin.setAttribute("transform", `translate(${toMap(point).map((value) => value.toFixed(2)).join(" ")})`);
  return { node: element("div", { class: "simple-map" }, svg), mark };
}

function addShape(svg, name, attributes) {
  const shape = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
  svg.append(shape);
  return shape;
}
