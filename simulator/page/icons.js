// Line icons of the page, drawn for it on a 24 × 24 grid.
import { drawing } from "./dom.js";

const SHAPES = {
  check: '<path d="m5 12.500 4.500 4.500L19 7.500" stroke-width="2.600"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 6.500V12l3.500 2.500"/>',
  help: '<circle cx="12" cy="12" r="9"/><path d="M9.300 9.500a2.700 2.700 0 1 1 4.200 2.200c-1 .7-1.500 1.200-1.500 2.300M12 17v.1" stroke-width="2"/>',
  back: '<path d="M15 4 7 12l8 8"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  pin: '<path d="M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21Z"/><circle cx="12" cy="9.500" r="2.600"/>',
  photo: '<rect x="3" y="5" width="18" height="14" rx="2.500"/><circle cx="8.500" cy="10" r="1.600"/><path d="m4 17 5.500-5 4 3.500 3-2.500 4 4"/>',
  camera: '<path d="M4 8h3.500L9 5.500h6L16.500 8H20a1.500 1.500 0 0 1 1.500 1.500V18a1.500 1.500 0 0 1-1.500 1.500H4A1.500 1.500 0 0 1 2.500 18V9.500A1.500 1.500 0 0 1 4 8Z"/><circle cx="12" cy="13.500" r="3.500"/>',
  video: '<rect x="3" y="6" width="12.500" height="12" rx="2.500"/><path d="m15.500 11 5-3v8l-5-3"/>',
  file: '<path d="M6 3h8l4.500 4.500V21H6Z"/><path d="M14 3v5h4.500"/>',
  microphone: '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3"/>',
  smile: '<circle cx="12" cy="12" r="9"/><path d="M8.500 14.200a4.200 4.200 0 0 0 7 0"/><path d="M9 9.500v.5M15 9.500v.5" stroke-width="2.400"/>',
  send: '<path d="M3.500 11.500 20.500 4l-5 16.500-3.500-7Z" fill="currentColor"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  keyboard: '<rect x="2.500" y="6" width="19" height="12" rx="2.500"/><path d="M6 10h.5M10 10h.5M14 10h.5M18 10h.5M7.500 14.500h9"/>',
  down: '<path d="m6 9 6 6 6-6"/>',
  left: '<path d="m14.500 6-6 6 6 6"/>',
  right: '<path d="m9.500 6 6 6-6 6"/>',
  globe: '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c6 6 6 12 0 18M12 3c-6 6-6 12 0 18"/>',
  letters: '<path d="m3 18 5-12 5 12M4.800 14h6.400M14.500 18l3-7.500 3 7.500M15.500 15.500h4"/>',
  phone: '<path d="M6.500 3.500h3l1.500 4-2 1.500a11 11 0 0 0 5.500 5.500l1.500-2 4 1.500v3a2 2 0 0 1-2.200 2A16.500 16.500 0 0 1 4.500 5.700a2 2 0 0 1 2-2.200Z"/>',
  link: '<path d="M10 14a4 4 0 0 0 5.700.3l3-3a4 4 0 0 0-5.700-5.700l-1 1"/><path d="M14 10a4 4 0 0 0-5.700-.3l-3 3A4 4 0 0 0 11 18.400l1-1"/>',
  calendar: '<rect x="3.500" y="5" width="17" height="15.500" rx="2.500"/><path d="M3.500 10h17M8 3v4M16 3v4"/>',
  more: '<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="3"/>',
  play: '<path d="M8 5.500v13l11-6.500Z" fill="currentColor"/>',
  pause: '<path d="M8 5.500v13M16 5.500v13" stroke-width="4"/>',
  search: '<circle cx="10.500" cy="10.500" r="6.500"/><path d="m15.500 15.500 5 5"/>',
  code: '<path d="m8.500 7-5 5 5 5M15.500 7l5 5-5 5M13.500 5l-3 14"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.500 20.500c.6-4.500 3.600-6.500 7.500-6.500s6.900 2 7.500 6.500"/>',
  people: '<circle cx="9" cy="8.500" r="3.500"/><path d="M2.500 19.500c.5-4 3-5.500 6.500-5.500s6 1.500 6.500 5.500"/><path d="M15.500 5.300a3.500 3.500 0 0 1 0 6.400M18 14.500c2 .8 3.200 2.400 3.500 5"/>',
  block: '<circle cx="12" cy="12" r="8.500"/><path d="m6 6 12 12"/>',
  copy: '<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5.500A1.500 1.500 0 0 0 14.500 4h-9A1.500 1.500 0 0 0 4 5.500v9A1.500 1.500 0 0 0 5.500 16H8"/>',
  undo: '<path d="M8.500 5 4 9.500 8.500 14"/><path d="M4.500 9.500h9a5.500 5.500 0 0 1 0 11H9"/>',
  at: '<circle cx="12" cy="12" r="3.800"/><path d="M15.800 8.500V13a2.600 2.600 0 0 0 5.200 0v-1a9 9 0 1 0-3.500 7.100"/>',
  shield: '<path d="M12 2.500 19.500 5v6.500c0 5-3.200 8.300-7.500 10-4.300-1.700-7.500-5-7.500-10V5Z" fill="currentColor" stroke="none"/><path d="m8.500 11.800 2.500 2.500 4.500-4.800" stroke="#fff" stroke-width="2"/>',
};

export function icon(name) {
  return drawing(`<svg xmlns="http://www.w3.org/2000/svg" class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none"
    stroke="currentColor" stroke-width="1.800" stroke-linecap="round" stroke-linejoin="round">${SHAPES[name] || SHAPES.more}</svg>`);
}
