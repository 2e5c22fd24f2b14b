"use strict";
// Circles as wide as each place is unsure. Tiles are optional: without them outlines and circles still show where.
const COLOURS = { reported: "#b00020", taken: "#b45309", working: "#b45309", controlled: "#8a6d00" };
for (const box of document.querySelectorAll("[data-points]")) {
  const points = JSON.parse(box.dataset.points);
  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false });
  const group = L.featureGroup();
  for (const one of points) {
    const colour = COLOURS[one.state] || "#52606d";
    const circle = L.circle([one.lat, one.lon], { radius: one.radius, color: colour, weight: 2 });
    const dot = L.circleMarker([one.lat, one.lon], { radius: 8, color: colour, fillOpacity: 0.9 });
    dot.bindTooltip(one.name, { permanent: points.length < 20, direction: "top" });
    dot.on("click", () => { location.href = one.path; });
    group.addLayer(circle).addLayer(dot);
  }
  group.addTo(map);
  map.fitBounds(group.getBounds().pad(0.3), { maxZoom: 13 });
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles).addTo(map);
  fetch("/console/outlines.json", { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((shapes) => shapes && L.geoJSON(shapes, { style: { color: "#9aa5b1", weight: 1, fill: false } }).addTo(map))
    .catch(() => {});
}
