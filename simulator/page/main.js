// Starts the page: the stage with the phones, once the simulator answers.
import { element } from "./dom.js";
import { makeStage } from "./stage.js";
import { chooseLanguage, currentLanguage, say } from "./words.js";

const places = {
  bar: document.getElementById("stage-bar"),
  stage: document.getElementById("stage"),
  drawer: document.getElementById("drawer"),
  guide: document.getElementById("guide"),
  day: document.getElementById("day"),
};
const RETRY = 2000;

async function start() {
  chooseLanguage(currentLanguage());
  try {
    await makeStage(places);
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    console.warn(error);
    places.stage.replaceChildren(element("p", { class: "stage-note", role: "status" }, say("offline")));
    setTimeout(() => {
      places.stage.replaceChildren();
      start();
    }, RETRY);
  }
}

start();
