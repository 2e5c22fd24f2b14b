"use strict";
// Each kind has its own shape and says in words what it is. Tiles are optional: without them outlines and shapes still show where.
const COLOURS = { reported: "#b00020", taken: "#b45309", working: "#b45309", controlled: "#8a6d00" };
const LAMPANG = [18.4, 99.6];
// Drawn on a field of 28 by 28.
const SHAPES = {
  fire: '<path d="M14 2c2 6 9 8 9 15a9 9 0 0 1-18 0c0-4 2-6 3-8 1 2 2 3 3 4 0-4 1-8 3-11Z"/>',
  station: '<rect x="2" y="4" width="24" height="20" rx="3"/>',
  sensor: '<circle cx="14" cy="14" r="11"/>',
  permit: '<path d="M14 4 24 14 14 24 4 14Z"/>',
  hotspot: '<path d="M14 6 22 21 6 21Z"/>',
};
// What matters most lies on top.
const ABOVE = { fire: 1000, hotspot: -500 };
const FILLS = { permit: "#0b6e4f", hotspot: "#7a1fa2" };

function shape(one) {
  const label = one.text ? `<text x="14" y="18.5" text-anchor="middle">${one.text.replace(/[^\d–]/g, "")}</text>` : "";
  const fill = one.kind === "fire" ? COLOURS[one.state] || "#52606d" : FILLS[one.kind] || "#ffffff";
  const rim = one.colour || (one.text ? "#52606d" : "#ffffff");
  // How many people are out there, at the fire's own mark.
  const many = String(one.out || "").replace(/[^\d]/g, "");
  const out = many ? `<circle cx="21" cy="7" r="8" fill="#ffffff" stroke="#1f2933" stroke-width="1.5"/><text x="21" y="10.5" text-anchor="middle">${many}</text>` : "";
  const html = `<svg viewBox="0 0 28 28" width="28" height="28" fill="${fill}" stroke="${rim}" stroke-width="${one.text ? 4 : 2}" aria-hidden="true">${SHAPES[one.kind]}${label}${out}</svg>`;
  const icon = L.divIcon({ className: `mark ${one.kind}`, html, iconSize: [28, 28] });
  return L.marker([one.lat, one.lon], { icon, title: one.name, alt: one.name, zIndexOffset: ABOVE[one.kind] || 0 });
}

// On the page of fires a circle as wide as the place is unsure.
function circle(one, group) {
  const colour = COLOURS[one.state] || "#52606d";
  group.addLayer(L.circle([one.lat, one.lon], { radius: one.radius, color: colour, weight: 2 }));
  return L.circleMarker([one.lat, one.lon], { radius: 8, color: colour, fillOpacity: 0.9 });
}

function draw(points, group, permanent, leads = true) {
  group.clearLayers();
  for (const one of points) {
    const mark = SHAPES[one.kind] ? shape(one) : circle(one, group);
    mark.bindTooltip(document.createTextNode(one.name), { permanent, direction: "top" });
    if (one.path && leads) {
      mark.on("click", () => { location.href = one.path; });
      mark.on("keypress", (event) => { if (event.originalEvent.key === "Enter") location.href = one.path; });
    }
    group.addLayer(mark);
  }
}

// The name of a town, where no outlines were imported.
function town(feature, at) {
  const html = document.createElement("span");
  html.textContent = feature.properties.name;
  return L.marker(at, { icon: L.divIcon({ className: "town", html, iconSize: [0, 0] }), interactive: false, keyboard: false, zIndexOffset: -1000 });
}

// A tap on the map, or on a mark, fills a field with the place; whoever uses the keyboard types it there.
function pick(map, group, field) {
  let mark = null;
  const put = (at) => {
    field.value = `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`;
    if (mark) mark.remove();
    mark = L.circleMarker(at, { radius: 9, color: "#b00020", weight: 4, fillOpacity: 0.2, interactive: false }).addTo(map);
  };
  map.on("click", (event) => put(event.latlng));
  group.on("click", (event) => put(event.layer.getLatLng()));
}

for (const box of document.querySelectorAll("[data-points], [data-points-from]")) {
  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25 });
  const group = L.featureGroup().addTo(map);
  const fit = () => {
    if (group.getLayers().length) map.fitBounds(group.getBounds().pad(0.1), { maxZoom: 13 });
  };
  map.setView(LAMPANG, 8);
  if (box.dataset.pick) pick(map, group, document.getElementById(box.dataset.pick));
  if (box.dataset.points) {
    const points = JSON.parse(box.dataset.points);
    draw(points, group, points.length < 20);
    map.fitBounds(group.getBounds().pad(0.3), { maxZoom: 13 });
  }
  if (box.dataset.pointsFrom) {
    let tag = "";
    const look = async () => {
      if (document.hidden) return;
      try {
        const headers = { "X-Requested-With": "fresh" };
        if (tag) headers["If-None-Match"] = tag;
        const answer = await fetch(box.dataset.pointsFrom, { headers, credentials: "same-origin", cache: "no-store" });
        if (answer.status !== 200) return;
        const isFirst = tag === "";
        tag = answer.headers.get("ETag") || "-";
        draw(await answer.json(), group, false, !box.dataset.pick);
        if (isFirst) fit();
        box.dataset.old = "";
      } catch {
        box.dataset.old = "yes"; // no network: what is shown grows old, and looks it
      }
    };
    look();
    setInterval(look, 10000);
  }
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles).addTo(map);
  fetch("/console/outlines.json", { credentials: "same-origin" })
    .then((answer) => (answer.status === 200 ? answer.json() : null))
    .then((shapes) => shapes && L.geoJSON(shapes, { style: { color: "#9aa5b1", weight: 1, fill: false }, pointToLayer: town, interactive: false }).addTo(map))
    .catch(() => {});
}
