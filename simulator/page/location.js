// The location screen: search by name, a map to tap (map.js), and plain coordinates.
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { makeMap } from "./map.js";
import { findNearestPlace, fullNameOf, isCalled, measureKilometres, PLACES, searchPlaces } from "./places.js";
import { openSheet } from "./sheets.js";
import { say } from "./words.js";

export function openLocationPicker(phone) {
  openSheet(phone, say("chooseLocation"), (close) => buildPicker(phone, close), "location-sheet");
}

function buildPicker(phone, close) {
  const state = { point: PLACES[1], place: PLACES[1] };
  const latitude = numberInput(say("latitude"), "latitude", 90);
  const longitude = numberInput(say("longitude"), "longitude", 180);
  const map = makeMap((point, place = null) => choose(point, place));
  const list = element("div", { class: "place-list" });
  const chosen = element("p", { class: "chosen-place", "aria-live": "polite", data: { testid: "chosen-place" } });
  const search = element("input", {
    type: "search", class: "wide-input", placeholder: say("searchPlace"), "aria-label": say("searchPlace"), autofocus: true,
    data: { testid: "place-search" }, oninput: () => listPlaces(), onkeydown: (event) => takeFound(event),
  });

  function choose(point, place = null, typed = false) {
    Object.assign(state, { point, place });
    map.mark(point);
    if (!typed) {
      latitude.input.value = point.latitude.toFixed(5);
      longitude.input.value = point.longitude.toFixed(5);
    }
    const { title, address } = describe(state);
    chosen.replaceChildren(icon("pin"), element("span", {}, `${title} – ${address}`));
    for (const entry of list.children) entry.setAttribute("aria-pressed", String(entry.dataset.place === place?.name[1]));
  }

  function chooseByName(place) {
    choose(place, place);
    map.show(place);
  }

  function listPlaces() {
    const words = search.value.trim();
    const found = searchPlaces(words);
    list.classList.toggle("is-found", words !== "");
    list.replaceChildren(...found.map((place) => element("button", {
      type: "button", class: "place", "aria-pressed": String(place === state.place), data: { place: place.name[1] },
      onclick: () => chooseByName(place),
    }, fullNameOf(place))));
    if (found.length === 0) list.append(element("p", { class: "sheet-note" }, say("noPlace")));
    else if (words && (found.length === 1 || isCalled(found[0], words))) chooseByName(found[0]);
  }

  // Enter takes the first that was found; once it stands on the map, Enter sends it.
  function takeFound(event) {
    const found = searchPlaces(search.value.trim());
    if (event.key !== "Enter" || event.isComposing || (search.value.trim() !== "" && found[0] === state.place)) return;
    event.preventDefault();
    if (search.value.trim() !== "" && found.length > 0) chooseByName(found[0]);
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
    search, list, map.node,
    element("details", { class: "coordinates" }, element("summary", {}, say("coordinates")),
      element("div", { class: "coordinate-row" }, latitude.label, longitude.label)),
    element("div", { class: "place-foot" }, chosen,
      element("button", { type: "submit", class: "wide-button", data: { testid: "send-location" } }, say("sendThisPlace"))));
}

const isValid = (point) => Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180;

// Title and address are what LINE shows on the card; the bot must not need either.
function describe({ point, place }) {
  const nearest = place ?? findNearestPlace(point);
  const distance = measureKilometres(point, nearest);
  if (place || distance < 0.1) return { title: fullNameOf(nearest), address: say("province") };
  return { title: say("chosenPlace"), address: `${say("near")} ${fullNameOf(nearest)} (${Math.round(distance)} ${say("kilometres")})` };
}

function numberInput(label, name, bound) {
  const input = element("input", { type: "number", step: "any", min: -bound, max: bound, inputmode: "decimal", name, data: { testid: name } });
  return { input, label: element("label", {}, element("span", {}, label), input) };
}
