// The date and time picker of datetimepicker actions. Values go out without a zone, as LINE sends them.
import { button, element } from "./dom.js";
import { openSheet } from "./sheets.js";
import { say } from "./words.js";

const INPUTS = { date: "date", time: "time", datetime: "datetime-local" };
// The range that LINE allows at all.
const EARLIEST = { date: "1900-01-01", datetime: "1900-01-01T00:00" };
const LATEST = { date: "2100-12-31", datetime: "2100-12-31T23:59" };

export function openDatePicker(phone, action, send) {
  const mode = Object.hasOwn(INPUTS, action.mode) ? action.mode : "datetime";
  openSheet(phone, action.label || say("pickDate"), (close) => {
    const input = element("input", {
      type: INPUTS[mode], class: "wide-input", required: true, autofocus: true, "aria-label": say("pickDate"),
      value: tidy(action.initial) ?? readNow(mode), min: tidy(action.min) ?? EARLIEST[mode], max: tidy(action.max) ?? LATEST[mode],
    });
    const submit = (event) => {
      event.preventDefault();
      if (!input.reportValidity()) return;
      close();
      send({ [mode]: input.value.slice(0, mode === "datetime" ? 16 : undefined) });
    };
    return element("form", { onsubmit: submit }, input, element("button", { type: "submit", class: "wide-button" }, say("ok")),
      button(say("cancel"), "wide-button quiet", close));
  });
}

// LINE also accepts a small "t" between date and time.
const tidy = (value) => (value ? String(value).replace("t", "T") : null);

function readNow(mode) {
  const [date, time] = new Date().toLocaleString("sv-SE", { timeZone: "Asia/Bangkok" }).split(" ");
  return { date, time: time.slice(0, 5), datetime: `${date}T${time.slice(0, 5)}` }[mode];
}
