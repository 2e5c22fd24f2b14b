// The thirteen district seats of Lampang and its tambons for the location screen. Positions are GeoNames' (CC BY 4.0),
// rounded to about ten metres. `label` is the side of the dot where its name has room on the map.
import { TAMBONS } from "./tambons.js";
import { currentLanguage } from "./words.js";

export const PLACES = [
  { name: ["เมืองลำปาง", "Mueang Lampang"], latitude: 18.2923, longitude: 99.4928, label: "top" },
  { name: ["แม่เมาะ", "Mae Mo"], latitude: 18.2756, longitude: 99.6505 },
  { name: ["เกาะคา", "Ko Kha"], latitude: 18.1923, longitude: 99.3943, label: "left" },
  { name: ["เสริมงาม", "Soem Ngam"], latitude: 18.0651, longitude: 99.2454, label: "left" },
  { name: ["งาว", "Ngao"], latitude: 18.7568, longitude: 99.9781 },
  { name: ["แจ้ห่ม", "Chae Hom"], latitude: 18.7127, longitude: 99.5576 },
  { name: ["วังเหนือ", "Wang Nuea"], latitude: 19.1468, longitude: 99.6193 },
  { name: ["เถิน", "Thoen"], latitude: 17.6129, longitude: 99.2161 },
  { name: ["แม่พริก", "Mae Phrik"], latitude: 17.4469, longitude: 99.1142, label: "right" },
  { name: ["แม่ทะ", "Mae Tha"], latitude: 18.1341, longitude: 99.5139 },
  { name: ["สบปราบ", "Sop Prap"], latitude: 17.8805, longitude: 99.337, label: "right" },
  { name: ["ห้างฉัตร", "Hang Chat"], latitude: 18.3288, longitude: 99.3462, label: "left" },
  { name: ["เมืองปาน", "Mueang Pan"], latitude: 18.768, longitude: 99.5025, label: "left" },
];

const KM_PER_DEGREE = 111.2;

export function measureKilometres(from, to) {
  const north = (to.latitude - from.latitude) * KM_PER_DEGREE;
  const east = (to.longitude - from.longitude) * KM_PER_DEGREE * Math.cos((from.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}

export function findNearestPlace(point) {
  return ALL.reduce((best, place) => (measureKilometres(point, place) < measureKilometres(point, best) ? place : best));
}

const inLanguage = (names) => names[currentLanguage() === "th" ? 0 : 1];
const nameTambon = ([thai, english], district) => [`ต.${thai} อ.${district.name[0]}`, `${english}, ${district.name[1]}`];

// `short` is what stands on the map, `name` what tells it from others.
export const TAMBON_PLACES = TAMBONS.map((tambon) => ({ ...tambon, short: tambon.name, name: nameTambon(tambon.name, PLACES[tambon.district]) }));
const ALL = [...PLACES, ...TAMBON_PLACES];
const MOST = 30;

export const nameOf = (place) => inLanguage(place.short ?? place.name);
export const fullNameOf = (place) => inLanguage(place.name);

const fold = (words) => words.toLowerCase().replace(/\s+/gu, "").replace(/^(อำเภอ|อ\.|ตำบล|ต\.|บ้าน(?=..))/u, "");

// Same names first, then those that begin so, then those that hold it. Without words: the districts.
export function searchPlaces(words) {
  const wanted = fold(words);
  if (!wanted) return PLACES;
  const found = ALL.map((place) => [rank(place, wanted), place]).filter(([at]) => at < 3);
  return found.sort(([one], [other]) => one - other).map(([, place]) => place).slice(0, MOST);
}

export const isCalled = (place, words) => rank(place, fold(words)) === 0;

function rank(place, wanted) {
  const names = (place.short ?? place.name).map(fold);
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  return names.some((name) => name.includes(wanted)) ? 2 : 3;
}
