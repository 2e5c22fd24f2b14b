// The page's own words in Thai and English (what the bot says comes from the bot). Thai is the default.

const WORDS = {
  bot: ["น้องเข้ม", "Nong Khem"],
  back: ["กลับไปหน้าแชท", "Back to chats"],
  chats: ["แชท", "Chats"],
  menu: ["เมนูของหน้านี้", "Page menu"],
  message: ["พิมพ์ข้อความ", "Message"],
  send: ["ส่ง", "Send"],
  read: ["อ่านแล้ว", "Read"],
  typing: ["กำลังพิมพ์", "typing"],
  today: ["วันนี้", "Today"],
  yesterday: ["เมื่อวาน", "Yesterday"],
  more: ["แนบสิ่งอื่น", "Attach"],
  location: ["ตำแหน่ง", "Location"],
  sticker: ["สติกเกอร์", "Stickers"],
  photo: ["รูปภาพ", "Photo"],
  samplePhoto: ["รูปตัวอย่าง (ควันบนดอย)", "Sample photo (smoke on a hill)"],
  photoFromDisk: ["เลือกรูปในเครื่อง", "Photo from this device"],
  videoFromDisk: ["เลือกวิดีโอในเครื่อง", "Video from this device"],
  file: ["ไฟล์", "File"],
  voice: ["ข้อความเสียง", "Voice message"],
  sampleVoice: ["เสียงตัวอย่าง", "Sample voice message"],
  voiceHint: ["ส่งเสียงตัวอย่าง 3 วินาที", "Sends a three-second sample"],
  record: ["อัดเสียงพูด", "Record a voice message"],
  recording: ["กำลังอัดเสียง", "Recording"],
  noMicrophone: ["ใช้ไมโครโฟนไม่ได้ ลองเสียงตัวอย่างแทนนะคะ", "No microphone here: try the sample"],
  close: ["ปิด", "Close"],
  cancel: ["ยกเลิก", "Cancel"],
  ok: ["ตกลง", "OK"],
  open: ["เปิดลิงก์", "Open"],
  copy: ["คัดลอก", "Copy"],
  copied: ["คัดลอกแล้ว", "Copied"],
  unsend: ["ยกเลิกข้อความ", "Unsend"],
  messageMenu: ["เมนูของข้อความนี้", "Message menu"],
  unsentMine: ["คุณยกเลิกข้อความ", "You unsent a message"],
  unsentOther: ["ยกเลิกข้อความแล้ว", "A message was unsent"],
  link: ["ลิงก์", "Link"],
  call: ["โทร", "Call"],
  callHint: ["โทรศัพท์จำลองนี้ไม่ได้โทรออกจริง", "This look-alike phone does not place the call"],
  cannotOpen: ["เปิดที่อยู่นี้ในโทรศัพท์จำลองไม่ได้", "This phone cannot open that address"],
  chooseLocation: ["ส่งตำแหน่ง", "Send location"],
  searchPlace: ["ค้นหาอำเภอหรือตำบล", "Search a district or tambon"],
  noPlace: ["ไม่พบชื่อนี้ แตะบนแผนที่หรือใส่พิกัดได้", "No such name: tap the map or type coordinates"],
  latitude: ["ละติจูด", "Latitude"],
  longitude: ["ลองจิจูด", "Longitude"],
  mapHint: ["แผนที่ลำปาง แตะตรงที่ต้องการ หรือลากหมุด", "Map of Lampang: tap a place or drag the pin"],
  noMap: ["แผนที่ไม่ขึ้น เลือกจากชื่อหรือใส่พิกัดได้", "The map did not load: choose a name or type coordinates"],
  zoomIn: ["ดูใกล้ขึ้น", "Zoom in"],
  zoomOut: ["ดูไกลออก", "Zoom out"],
  coordinates: ["ใส่พิกัดเอง", "Type coordinates"],
  sendThisPlace: ["ใช้ตำแหน่งนี้", "Use this place"],
  chosenPlace: ["ตำแหน่งที่เลือก", "Chosen place"],
  badPlace: ["พิกัดไม่ถูกต้อง", "Not a valid coordinate"],
  province: ["ลำปาง", "Lampang"],
  kilometres: ["กม.", "km"],
  near: ["ใกล้", "near"],
  pickDate: ["เลือกวันและเวลา", "Pick date and time"],
  addFriend: ["เพิ่มเพื่อน", "Add friend"],
  addFriendHint: ["เพิ่มน้องเข้มเป็นเพื่อนเพื่อเริ่มคุย", "Add Nong Khem as a friend to start"],
  block: ["บล็อก", "Block"],
  unblock: ["เลิกบล็อก", "Unblock"],
  blocked: ["คุณบล็อกบัญชีนี้อยู่ จะไม่ได้รับข้อความใด ๆ", "You have blocked this account and get no messages"],
  choosePerson: ["เลือกคน", "Choose a person"],
  newPerson: ["เพิ่มคนใหม่", "Add a new person"],
  newPersonName: ["ชื่อคนใหม่", "Name"],
  addPhone: ["เพิ่มโทรศัพท์อีกเครื่อง", "Add another phone"],
  removePhone: ["เอาเครื่องนี้ออก", "Remove this phone"],
  fontSize: ["ขนาดตัวอักษร", "Font size"],
  fontSmall: ["เล็ก", "Small"],
  fontNormal: ["ปกติ", "Normal"],
  fontLarge: ["ใหญ่", "Large"],
  fontExtraLarge: ["ใหญ่มาก", "Extra large"],
  language: ["ภาษาของหน้านี้", "Page language"],
  drawer: ["เบื้องหลัง", "Behind the scenes"],
  webhooks: ["เว็บฮุก", "Webhooks"],
  calls: ["คำสั่งจากบอต", "Bot's calls"],
  refused: ["ถูกปฏิเสธ", "Refused"],
  quota: ["โควตาเดือนนี้", "Quota this month"],
  noLimit: ["ไม่จำกัด", "no limit"],
  nothing: ["ยังไม่มี", "Nothing yet"],
  request: ["คำขอ", "Request"],
  response: ["คำตอบ", "Response"],
  joinGroup: ["เชิญบอตเข้ากลุ่มนี้", "Invite the bot to this group"],
  leaveGroup: ["เอาบอตออกจากกลุ่มนี้", "Remove the bot from this group"],
  memberJoined: ["เข้ากลุ่มแล้ว", "joined the group"],
  memberLeft: ["ออกจากกลุ่มแล้ว", "left the group"],
  newGroup: ["สร้างกลุ่มกับทุกคนที่นี่", "New group with everybody here"],
  groupName: ["กลุ่มหมู่บ้าน", "Village group"],
  edited: ["แก้ไขแล้ว", "Edited"],
  joined: ["เข้าร่วมกลุ่มแล้ว", "joined the group"],
  left: ["ออกจากกลุ่มแล้ว", "left the group"],
  followed: ["เป็นเพื่อนกันแล้ว", "is now a friend"],
  unfollowed: ["ถูกบล็อก", "was blocked"],
  tagline: ["ผู้ช่วยเรื่องฝุ่นและไฟป่าลำปาง", "Haze and forest fire helper for Lampang"],
  hintTitle: ["ลองแตะประโยคนี้ได้เลย", "Tap one to try"],
  hintClose: ["ซ่อนคำแนะนำ", "Hide the hint"],
  unknownMessage: ["ข้อความชนิดนี้ยังวาดไม่ได้", "This kind of message cannot be drawn"],
  noPicture: ["รูปไม่ขึ้น", "Picture not available"],
  image: ["รูปภาพ", "Picture"],
  video: ["วิดีโอ", "Video"],
  audio: ["ข้อความเสียง", "Voice message"],
  play: ["เล่น", "Play"],
  noAnswer: ["ส่งไม่ได้", "Could not send"],
  offline: ["ต่อกับโทรศัพท์จำลองไม่ได้ กำลังลองใหม่", "The simulator does not answer; trying again"],
  previous: ["ก่อนหน้า", "Previous"],
  next: ["ถัดไป", "Next"],
  keyboard: ["แป้นพิมพ์", "Keyboard"],
  showMenu: ["เปิดเมนู", "Show menu"],
  quickReplies: ["คำตอบด่วน", "Quick replies"],
  conversation: ["บทสนทนา", "Conversation"],
  official: ["บัญชีทางการ", "Official account"],
  unread: ["ยังไม่ได้อ่าน", "unread"],
  edit: ["แก้ไขข้อความ", "Edit"],
  guide: ["พาชมใน 2 นาที", "Two-minute tour"],
  guideEnd: ["ครบแล้วค่ะ ลองพิมพ์เองได้เลย ถามอะไรก็ได้นะคะ", "That is all. Now type whatever you like."],
  day: ["เวลาจำลอง", "Simulated day"],
  speed: ["ความเร็วของเวลา", "Speed of time"],
  pause: ["หยุดเวลา", "Pause"],
  speed0: ["หยุดเวลา", "Time stands still"],
  speed1: ["เดินตามจริง", "As fast as life"],
  speed60: ["ชั่วโมงละหนึ่งนาที", "An hour in a minute"],
  speed600: ["ชั่วโมงละหกวินาที", "An hour in six seconds"],
  hours: ["ชม.", "h"],
  copyTest: ["คัดลอกเป็นบททดสอบ", "Copy as test"],
  copyTestHint: ["บทสนทนานี้ในรูปแบบ YAML คัดลอกให้แล้ว", "This talk as YAML, copied for you"],
  copyByHand: ["คัดลอกเองไม่ได้ เลือกข้อความแล้วคัดลอกนะคะ", "No clipboard here: select the text and copy it"],
  replay: ["เล่นบทสนทนาซ้ำ", "Replay a talk"],
  replayHint: ["คนใหม่จะพูดตามนี้ทีละอย่าง รอคำตอบก่อนทุกครั้ง", "Somebody new does these one by one, each after the bot's answer"],
  replayStart: ["เริ่มเล่น", "Start"],
  pasteTalk: ["วาง YAML ที่นี่", "Paste YAML here"],
  mention: ["เรียกน้องเข้มในข้อความนี้", "Mention Nong Khem"],
};

const LANGUAGES = ["th", "en"];
let language = LANGUAGES.includes(localStorage.getItem("language")) ? localStorage.getItem("language") : "th";

export const currentLanguage = () => language;

export function chooseLanguage(chosen) {
  language = LANGUAGES.includes(chosen) ? chosen : "th";
  localStorage.setItem("language", language);
  document.documentElement.lang = language;
}

export function say(key) {
  const pair = WORDS[key];
  return pair ? pair[LANGUAGES.indexOf(language)] : key;
}

const LOCALES = { th: "th-TH-u-ca-buddhist", en: "en-GB" };
const ZONE = "Asia/Bangkok";

// The server may say seconds, milliseconds or an ISO text.
export function readTime(value) {
  if (typeof value === "number") return new Date(value < 1e11 ? value * 1000 : value);
  const parsed = new Date(value);
  return Number.isNaN(parsed.getTime()) ? new Date() : parsed;
}

export function writeTime(moment) {
  const text = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
  return language === "th" ? `${text.replace(":", ".")} น.` : text;
}

// Messages are shown with the hour that people in the simulated day believe it is.
export const timeOf = (item) => readTime(item.shownAt ?? item.at);

let shownNow = () => Date.now();
export const setShownClock = (now) => {
  shownNow = now;
};

export const dayOf = (moment) => moment.toLocaleDateString("en-CA", { timeZone: ZONE });

export function writeDay(moment) {
  if (dayOf(moment) === dayOf(new Date(shownNow()))) return say("today");
  if (dayOf(moment) === dayOf(new Date(shownNow() - 86_400_000))) return say("yesterday");
  return writeDate(moment);
}

export function writeDate(moment) {
  return moment.toLocaleDateString(LOCALES[language], { weekday: "short", day: "numeric", month: "short", timeZone: ZONE });
}
