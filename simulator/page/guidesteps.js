// The five talks of the guide: a name and a sentence in Thai and English, and what the button does on the phone.
import { openLocationPicker } from "./location.js";

export const STEPS = [
  {
    name: ["ถามค่าฝุ่น", "Ask about the haze"],
    sentence: ["ถามชื่อที่ไหนก็ได้ น้องเข้มบอกค่าล่าสุด วัดที่ไหน กี่โมง และควรทำอย่างไร",
      "Name any place: the bot tells the latest value, where and when it was measured, and what to do."],
    label: ["ถามฝุ่นแม่เมาะ", "Ask about Mae Mo"],
    words: ["ฝุ่นแม่เมาะวันนี้เท่าไหร่", "How is the haze in Mae Mo today?"],
  },
  {
    name: ["แจ้งไฟ", "Report a fire"],
    sentence: ["เห็นไฟหรือควัน บอกได้เลย เบอร์ที่ต้องโทรมาก่อน แล้วเปิดมือถือผู้ใหญ่บ้าน กดรับเรื่อง เรียกอาสา",
      "Seen fire or smoke? Say so: the number to call comes first. Then open the village head's phone, take the fire, call volunteers."],
    label: ["แจ้งไฟไหม้ป่า", "Report a forest fire"],
    words: ["แจ้งไฟไหม้ป่า", "I want to report a forest fire"],
  },
  {
    name: ["วันนี้เผาได้ไหม", "May I burn?"],
    sentence: ["ถามก่อนจุดไฟทุกครั้ง น้องเข้มบอกว่าต้องทำอย่างไร และมีทางอื่นไหม",
      "Ask before you light anything: the bot tells what the rule is and what else can be done."],
    label: ["ถามเรื่องเผา", "Ask about burning"],
    words: ["วันนี้เผาได้ไหม", "May I burn my field today?"],
  },
  {
    name: ["ตั้งบ้านบนแผนที่", "Set home on a map"],
    sentence: ["บอกครั้งเดียวว่าบ้านอยู่ไหน ต่อไปพิมพ์แค่ \"ฝุ่น\" ก็พอ",
      "Say once where home is; from then on “haze” is enough."],
    label: ["เลือกบ้านบนแผนที่", "Choose home on the map"],
    words: ["ตั้งพื้นที่", "Set my area"],
    then: (phone) => openLocationPicker(phone),
  },
  {
    name: ["เตือนเมื่อฝุ่นสูง", "Be warned"],
    sentence: ["ขอให้เตือน แล้วเร่งเวลาให้วันผ่านไปชั่วโมงละหนึ่งนาที ดูฝุ่นขึ้นและลง",
      "Ask to be warned, then let an hour pass in a minute and watch the haze come and go."],
    label: ["ขอเตือน และเร่งวัน", "Warn me, speed up the day"],
    words: ["เตือนฉันเมื่อฝุ่นสูง", "Warn me when the haze is high"],
    then: (phone) => phone.stage.day.setSpeed(60),
  },
];
