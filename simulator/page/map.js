// The map of the location screen: Leaflet, without tiles. It draws the outline if the simulator was given one, the
// district seats with their names, and the tambons when one looks closer. Without an outline each tambon lies there as a
// disc of its size, which together look much like the province.
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { nameOf, PLACES, TAMBON_PLACES } from "./places.js";
import { say } from "./words.js";

const VENDOR = "/vendor/leaflet/leaflet";
const VERSION = "1.9.4";
const FRAME = [[17.25, 98.92], [19.4, 100.1]];
const WIDER = 1.15; // discs of the tambons' own size would leave gaps
const CLOSE = 10.25; // the zoom at which a chosen place is shown, and tambons have room for their names
let leaflet = null;
let outline = null;

function loadLeaflet() {
  leaflet ??= new Promise((resolve, reject) => {
    document.head.append(
      element("link", { rel: "stylesheet", href: `${VENDOR}.css?${VERSION}` }),
      element("script", { src: `${VENDOR}.js?${VERSION}`, onload: () => resolve(window.L), onerror: reject }));
  });
  return leaflet;
}

function loadOutline() {
  outline ??= fetch("/outline.json").then((answer) => (answer.status === 200 ? answer.json() : null)).catch(() => null);
  return outline;
}

// `choose(point, place)` is told of a tap; `mark` moves the pin, `show` brings a place into view.
export function makeMap(choose) {
  const node = element("div", { class: "place-map", role: "group", "aria-label": say("mapHint"), data: { testid: "map" } });
  const state = { map: null, pin: null, point: null, close: false };
  loadLeaflet().then((L) => node.isConnected && drawMap(L, node, state, choose),
    () => node.replaceChildren(element("p", { class: "sheet-note" }, say("noMap"))));
  const mark = (point) => {
    state.point = point;
    state.pin?.setLatLng(toLeaflet(point));
  };
  const show = (point) => {
    state.close = true;
    state.map?.setView(toLeaflet(point), Math.max(state.map.getZoom(), CLOSE), { animate: false });
  };
  return { node, mark, show };
}

const toLeaflet = (point) => [point.latitude, point.longitude];
const fromLeaflet = (place) => ({ latitude: place.lat, longitude: place.lng });

function drawMap(L, node, state, choose) {
  const map = L.map(node, {
    zoomControl: false, attributionControl: false, zoomSnap: 0.25, minZoom: 7, maxZoom: 15, maxBounds: L.latLngBounds(FRAME).pad(0.3),
  });
  L.control.zoom({ zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut"), position: "topright" }).addTo(map);
  map.fitBounds(FRAME, { animate: false });
  addPlaces(L, map, choose);
  const sign = element("span", { class: "map-pin" }, icon("pin"));
  state.pin = L.marker(toLeaflet(state.point), {
    draggable: true, keyboard: false, icon: L.divIcon({ html: sign, className: "map-pin-frame", iconSize: [36, 36], iconAnchor: [18, 33] }),
  }).addTo(map);
  state.pin.on("dragend", () => choose(fromLeaflet(state.pin.getLatLng())));
  map.on("click", (event) => choose(fromLeaflet(event.latlng)));
  state.map = map;
  if (state.close) map.setView(toLeaflet(state.point), CLOSE, { animate: false });
  new ResizeObserver(() => node.isConnected && map.invalidateSize()).observe(node);
  loadOutline().then((shapes) => node.isConnected && (shapes ? addOutline(L, map, shapes) : addDiscs(L, map)));
  node.dataset.ready = "true";
}

function addPlaces(L, map, choose) {
  const near = L.layerGroup(TAMBON_PLACES.map((place) => drawPlace(L, place, "tambon", choose)));
  PLACES.forEach((place) => drawPlace(L, place, "seat", choose).addTo(map));
  const showNear = () => (map.getZoom() >= CLOSE - 0.25 ? near.addTo(map) : near.remove());
  map.on("zoomend", showNear);
  showNear();
}

function drawPlace(L, place, kind, choose) {
  const dot = L.circleMarker(toLeaflet(place), { radius: kind === "seat" ? 5 : 4, className: `map-${kind}`, bubblingMouseEvents: false });
  dot.bindTooltip(nameOf(place), {
    permanent: true, direction: place.label ?? "right", offset: OFFSETS[place.label ?? "right"], className: `map-name map-name-${kind}`, interactive: true,
  });
  return dot.on("click", () => choose(place, place));
}

const OFFSETS = { right: [4, 0], left: [-4, 0], top: [0, -4], bottom: [0, 4] };

function addDiscs(L, map) {
  for (const place of TAMBON_PLACES) {
    const radius = 1000 * WIDER * Math.sqrt(place.area / Math.PI);
    L.circle(toLeaflet(place), { radius, interactive: false, className: "map-disc" }).addTo(map).bringToBack();
  }
}

// Who made the outline is said under it, if its file tells.
function addOutline(L, map, shapes) {
  try {
    L.geoJSON(shapes, { interactive: false, style: { className: "map-outline" }, pointToLayer: () => null }).addTo(map).bringToBack();
  } catch (error) {
    console.warn(error);
    return;
  }
  const by = typeof shapes.attribution === "string" ? shapes.attribution : "";
  if (by) map.getContainer().after(element("p", { class: "map-source" }, by.slice(0, 300)));
}
