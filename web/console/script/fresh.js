"use strict";
// Parts marked data-fresh="address" come again every ten seconds, if they changed; nothing else of the page moves.
for (const part of document.querySelectorAll("[data-fresh]")) {
  let tag = part.dataset.tag || "";
  const look = async () => {
    if (document.hidden) return;
    try {
      const headers = { "X-Requested-With": "fresh" };
      if (tag) headers["If-None-Match"] = tag;
      const answer = await fetch(part.dataset.fresh, { headers, credentials: "same-origin", cache: "no-store" });
      if (answer.status === 401) location.reload();
      if (answer.status !== 200) return;
      tag = answer.headers.get("ETag") || "";
      part.innerHTML = await answer.text();
      part.dataset.old = "";
    } catch {
      part.dataset.old = "yes"; // no network: what is shown grows old, and looks it
    }
  };
  setInterval(look, 10000);
}
