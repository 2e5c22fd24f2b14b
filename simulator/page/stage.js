// The stage: which phones stand side by side, the bar above them, language and font size for all.
import * as api from "./api.js";
import { makeDayStrip } from "./daystrip.js";
import { makeDrawer } from "./drawer.js";
import { element } from "./dom.js";
import { makeGuide } from "./guide.js";
import { drawBarButton, drawFontControl, FONT_SIZES } from "./menus.js";
import { makePhone } from "./phone.js";
import { drawBotAvatar } from "./rooster.js";
import { makeStream } from "./stream.js";
import { chooseLanguage, currentLanguage, say } from "./words.js";

const MOST_PHONES = 6;
const WIDE = 900;

export async function makeStage(places) {
  const state = { people: await readPeople(), phones: [], names: {}, fontSize: readFontSize() };
  const stage = { places, stream: makeStream() };
  addPeople(stage, state);
  addSettings(stage, state);
  stage.drawer = makeDrawer(places.drawer);
  stage.day = makeDayStrip(places.day);
  stage.guide = makeGuide(places.guide, () => state.phones[0]);
  stage.setFontSize(state.fontSize);
  await stage.learnNames();
  for (const person of choosePeople(state.people)) await stage.putOnStage(person);
  stage.drawBar();
  return stage;
}

async function readPeople() {
  const people = await api.listPeople();
  return people.length > 0 ? people : [await addSomebody("คนใหม่")];
}

async function addSomebody(name) {
  const answer = await api.addPerson(name);
  return answer.person ?? answer;
}

const readFontSize = () => (Object.hasOwn(FONT_SIZES, localStorage.getItem("font-size") ?? "") ? localStorage.getItem("font-size") : "normal");

// `?user=U…` may be given several times; a wide window otherwise begins with two phones.
function choosePeople(people) {
  const asked = new URLSearchParams(location.search).getAll("user");
  const found = asked.map((id) => people.find((person) => person.userId === id)).filter(Boolean);
  if (found.length > 0) return found.slice(0, MOST_PHONES);
  return people.slice(0, window.innerWidth >= WIDE ? 2 : 1);
}

function addPeople(stage, state) {
  stage.people = () => state.people;
  stage.names = () => state.names;
  // Somebody may have been added in another window.
  stage.refreshPeople = async () => {
    state.people = await readPeople().catch(() => state.people);
    await stage.learnNames();
  };
  stage.learnNames = async () => {
    const groups = await api.listGroups().catch(() => []);
    const members = groups.flatMap((group) => group.members ?? []).filter((member) => member?.userId);
    state.names = Object.fromEntries([...members, ...state.people].map((person) => [person.userId, person.name]));
  };
  stage.putOnStage = async (person, instead = null) => {
    if (instead?.user === person.userId) return;
    const already = state.phones.find((phone) => phone.user === person.userId);
    if (already) return already.node.scrollIntoView({ inline: "center" });
    const phone = await makePhone(person, stage);
    if (instead) {
      instead.close();
      instead.node.replaceWith(phone.node);
      state.phones[state.phones.indexOf(instead)] = phone;
    } else {
      stage.places.stage.append(phone.node);
      state.phones.push(phone);
    }
    phone.keepAtEnd();
    remember(state);
  };
  stage.createPerson = async (name, instead) => {
    const person = await addSomebody(name);
    await stage.refreshPeople();
    await stage.putOnStage(state.people.find((one) => one.userId === person.userId) ?? person, instead);
  };
  // Where there is room beside the others they come to them; else in place of the phone that asked.
  stage.showReplay = async (played, instead) => {
    await stage.refreshPeople();
    for (const one of played) {
      const person = state.people.find((each) => each.userId === one.userId);
      const isRoom = window.innerWidth >= WIDE && state.phones.length < MOST_PHONES;
      if (!person || (!isRoom && one !== played[0])) continue;
      await stage.putOnStage(person, isRoom ? null : instead);
      const phone = state.phones.find((each) => each.user === one.userId);
      if (one.chat !== one.userId) await phone?.openTalk(one.chat);
      phone?.node.scrollIntoView({ inline: "center" });
    }
    stage.drawBar();
  };
  stage.canAddPhone = () => state.phones.length < Math.min(MOST_PHONES, state.people.length);
  stage.canRemovePhone = () => state.phones.length > 1;
  stage.addPhone = async () => {
    const free = state.people.find((person) => !state.phones.some((phone) => phone.user === person.userId));
    if (free && stage.canAddPhone()) await stage.putOnStage(free);
    stage.drawBar();
  };
  stage.removePhone = (phone) => {
    phone.close();
    phone.node.remove();
    state.phones = state.phones.filter((one) => one !== phone);
    remember(state);
    stage.drawBar();
  };
}

// The address keeps who is on stage, so that a reload or a shared link shows the same phones.
function remember(state) {
  const query = state.phones.map((phone) => `user=${encodeURIComponent(phone.user)}`).join("&");
  history.replaceState(null, "", `?${query}`);
}

function addSettings(stage, state) {
  stage.fontSize = () => state.fontSize;
  stage.setFontSize = (size) => {
    state.fontSize = size;
    localStorage.setItem("font-size", size);
    document.documentElement.style.setProperty("--font", FONT_SIZES[size]);
    for (const phone of state.phones) phone.keepAtEnd();
    stage.places.bar.querySelector(".bar-control")?.refresh();
  };
  stage.switchLanguage = () => {
    chooseLanguage(currentLanguage() === "th" ? "en" : "th");
    for (const phone of state.phones) phone.redraw();
    stage.drawBar();
    stage.drawer.redraw();
    stage.guide.redraw();
    stage.day.redraw();
  };
  stage.toggleDrawer = () => stage.drawer.toggle();
  stage.drawBar = () => stage.places.bar.replaceChildren(
    element("div", { class: "bar-title" }, element("span", { class: "bar-avatar" }, drawBotAvatar()), element("b", {}, say("bot"))),
    stage.canAddPhone() ? drawBarButton(say("addPhone"), "plus", () => stage.addPhone()) : "",
    drawBarButton(say("guide"), "help", () => stage.guide.toggle(), "open-guide"),
    drawBarButton(say("day"), "clock", () => stage.day.toggle(), "open-day"),
    drawFontControl(stage),
    drawBarButton(currentLanguage() === "th" ? "English" : "ภาษาไทย", "globe", () => stage.switchLanguage()),
    drawBarButton(say("drawer"), "code", () => stage.toggleDrawer(), "toggle-drawer"));
}
