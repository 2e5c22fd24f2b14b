"""The words of time, each with a kind (one letter, so that grammar.py reads a message as a short string) and a value.

scanning.py finds them. Kham Mueang words: gotoknow.org/posts/89679 and public word lists of Lanna speech.
"""

from __future__ import annotations

from collections.abc import Iterator

from intents.normalise import slips_of

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")

_ONES = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_ENGLISH_NUMBERS = (  # noqa: SIM905 (a list of words)
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()


def _thai_numbers() -> dict[str, int]:
    found = {word: value for value, word in enumerate(_ONES) if word}
    for tens in range(1, 10):
        heads = {1: ("สิบ",), 2: ("ยี่สิบ", "ซาว")}.get(tens, (f"{_ONES[tens]}สิบ",))
        for head in heads:
            for one, word in enumerate(_ONES):
                found[head + ("เอ็ด" if one == 1 else word)] = tens * 10 + one
    return {**found, "นึง": 1, "สิบเอด": 11, "เจด": 7, "แปก": 8, "หนึง": 1, "เก๊า": 9}


# Days from today.
_DAYS = {
    0: "วันนี้ วันนี่ มื้อนี้ today",
    1: "พรุ่งนี้ วันพรุ่งนี้ วันพรุ่ง วันพูก วันพู้ก วันพรูก วันปู๊ก ตะพูก พุ่งนี้ พรู่งนี้ พรุ่งนี้นี้ พรุ้งนี้ ปรุ่งนี้ พรุงนี้ พรุ่งนี วันพุ่งนี้ "
    "พรุ่งนั้ พรุ่งี้ พรุ่งนีั พรุ่งนิ้ พรุ่นี้ พรุ่งงนี้ พรุ่งน้ี พรุ่ี้ง พน. tomorrow tmr tmrw tomorow tommorow tommorrow",
    2: "day~after~tomorrow มะรืน มะรืนนี้ วันมะรืน วันมะรืนนี้ มรืน มรืนนี้ มะลืน มะลืนนี้ มะรึน มะรึนนี้ วันฮือ วันฮื้อ วันฮื่อ วันฮืน",
    3: "มะเรื่อง มะเรื่องนี้ วันมะเรื่อง",
    -1: "เมื่อวาน เมื่อวานนี้ วานนี้ เมือวาน เมือวานนี้ เมื่อวานน เมื้อวาน เมื่อวาร วันวานนี้ ตะวา เมื่อตะวา เมื่อวา วันวา ตะวานี้ yesterday yesterdy",
    -2: "day~before~yesterday เมื่อวานซืน เมื่อวานซืนนี้ วานซืน วานซืนนี้ เมือวานซืน ตะวาซืน เมื่อตะวาซืน เมื่อวันซืน วันซืน เมื่อวาซืน",
}
_WEEKDAYS = (
    ("จันทร์ จัน จันทร จันท์ จันท", "monday mondays", "mon"),
    ("อังคาร อังคาน อังคาล", "tuesday tuesdays", "tue tues"),
    ("พุธ พุท พุด", "wednesday wednesdays", "wed"),
    ("พฤหัส พฤหัสบดี พฤหัท พฤหัสฯ พฤหัด พะหัส พหัส พฤหัสบดิ", "thursday thursdays", "thu thur thurs"),
    ("ศุกร์ ศุกร ศุก สุกร์ สุก ศุกร์", "friday fridays", "fri"),
    ("เสาร์ เสา เสาร", "saturday saturdays", "sat"),
    ("อาทิตย์ อาทิต อาทิด อาทิตย อาทิดย์ ทิตย์", "sunday sundays", "sun"),
)
_NOT_BARE = {"จัน", "พุด", "ศุก", "สุก", "เสา", "จันทร", "จันท", "เสาร", "ศุกร", "สุกร์", "พุท"}
_SUNDAYS = {"อาทิตย์", "อาทิต", "อาทิด", "อาทิตย", "อาทิดย์"}
SUNDAY = 6  # the value of a word for a week that is a Sunday too
_WEEKS = "สัปดาห์ สัปดา สัปดาร์ สัปดาห สับดาห์ อาทิตย์ อาทิต อาทิด อาทิตย อาทิดย์ ติ๊ด ติด๊ ทิตย์ วีค week weeks"
_MONTHS = (
    ("มกราคม ม.ค. มค. ม.ค มกรา", "", "january jan"),
    ("กุมภาพันธ์ ก.พ. กพ. ก.พ กุมภาพัน กุมภา กุมพา", "", "february feb"),
    ("มีนาคม มี.ค. มีค. มี.ค มินาคม", "มีนา", "march"),
    ("เมษายน เม.ย. เมย. เม.ย เมษา เมสา เมษายณ", "", "april apr"),
    ("พฤษภาคม พ.ค. พค. พ.ค พฤษภา พฤกษภาคม", "", ""),
    ("มิถุนายน มิ.ย. มิย. มิ.ย มิถุนา", "", "june jun"),
    ("กรกฎาคม ก.ค. กค. ก.ค กรกฎา กรกดาคม กรกฏาคม", "", "july jul"),
    ("สิงหาคม ส.ค. สค. ส.ค", "สิงหา", "august aug"),
    ("กันยายน ก.ย. กย. ก.ย กันยา", "", "september sept sep"),
    ("ตุลาคม ต.ค. ตค. ต.ค ตุลา", "", "october oct"),
    ("พฤศจิกายน พ.ย. พย. พ.ย พฤศจิกา พฤษจิกายน", "", "november nov"),
    ("ธันวาคม ธ.ค. ธค. ธ.ค ธันวา", "", "december dec"),
)
_MONTHS_OF_A_DAY = {"mar": 3, "may": 5}  # words that are months beside a number only

_PARTS = {
    "morning": ("เช้า เช้ามืด เช้าตรู่ รุ่งเช้า เจ๊า งาย ชเา เช๊า morning mornings", "ตอนงาย ตอนเจ้า in~the~morning"),
    "noon": ("", "กลางวัน ตอนเตี่ยง"),
    "afternoon": ("บ่าย afternoon afternoons", "in~the~afternoon"),
    "evening": ("เย็น ค่ำ แลง เยน evening evenings", "พลบค่ำ หัวค่ำ โพล้เพล้ มื้อแลง in~the~evening"),
    "night": ("คืน ดึก night nights", "กลางคืน กลางดึก ค่ำคืน at~night"),
}  # fmt: skip

# kind → {words: value}; a word of two kinds is two tokens.
_REST: dict[str, dict[str, int]] = {
    "U": {"วันทำงาน วันธรรมดา วันราชการ weekday weekdays": 0},
    "R": {
        "ตอนนี้ เดี๋ยวนี้ เดี่ยวนี้ เด๋วนี้ ขณะนี้ บัดนี้ บ่าเดี่ยวนี้ บะเด่วนี่ บะเดี่ยวนี้ บ่าเดี๋ยวนี้ บ่าเด่วนี้ บะเด๋วนี้ บ่ะเดี่ยวนี้ บ่าเดียวนี้ บะเดี๋ยวนี้ "
        "ปัจจุบัน เมื่อกี้ เมื่อกี๊ เมื่อครู่ เมื่อสักครู่ ตะกี้ now right~now currently just~now": 0
    },
    "V": {"daily": 0, "รายวัน": 0, "ทุกวัน": 0, "ทุกวี่ทุกวัน": 0, "everyday": 0, "วันละครั้ง": 0, "กู้วัน กู๊วัน กู้วี่กู้วัน ตึงวัน": 0},
    "P": {"half~past": 30, "quarter~past": 15, "quarter~to": -15},
    "v": {"ทุก ทู้ก ทุ้ก every each": 0},
    "E": {"สุดสัปดาห์ สุดสัปดา เสาร์อาทิตย์ เสาร์-อาทิตย์ เสาร์-อาทิตย์นี้ วันเสาร์อาทิตย์ วันเสาร์-อาทิตย์ ส.-อา. วีคเอนด์ วีคเอ็นด์ weekend weekends": 0},
    "d2": {"วันที่แล้ว วันทีแล้ว วันตี้แล้ว": 0},
    "d3": {"วันที่ผ่านมา วันทีผ่านมา วันตี้ผ่านมา": 0},
    "d": {"วัน วันวัน day days": 0},
    "M2": {"เดือนแล้ว": 0},
    "k2": {"ติ๊ดแล้ว อาทิตย์แล้ว สัปดาห์แล้ว": 0},
    "y2": {"ปีกลาย ปี๋กลาย ปี๋ก๋าย ปีแล้ว ปี๋แล้ว": 0},
    "M": {"เดือน เดื่อน เดอืน month months": 0},
    "y": {"ปี ปี๋ ปีี year years": 0},
    "H": {"ชั่วโมง ชม. ชม ชั่วโม ชัวโมง จั่วโมง ช.ม. hour hours hr hrs": 0},
    "N": {"นาที นาที่ minute minutes min mins": 0},
    "o": {"โมง โมงง โม้ง": 0},
    "t": {"ทุ่ม ตุ้ม ตุ่ม ทุม ทุ้ม": 0},
    "i": {"ตี": 0},
    "b": {"นาฬิกา": 0},
    ",": {",": 0},
    "I": {"ภายใน within": 0},
    "!": {"สวัสดี หวัดดี สุขสันต์ good happy": 0},
    "j": {"เที่ยง เที่ยงวัน ตอนเที่ยงวัน เทียง เตี่ยง เตี้ยง noon midday": 0},
    "z": {"เที่ยงคืน สองยาม midnight": 0},
    "h": {"ครึ่ง ครึง ครี่ง half~an half~a half": 0},
    "u": {"ตรง เป๊ะ": 0},
    "f": {"อีก อิก แถม ในอีก อีกประมาณ in": 0},
    "l": {"เมื่อ เมือ": 0},
    "g": {"ตั้งแต่ ตั้งแต ตะแต่ ระหว่าง จาก เริ่ม from since between": 0},
    "0": {"นี้ นี่ นี้นี้ this": 0},
    "1": {"หน้า หน้านี้ ถัดไป next": 0},
    "2": {"ก่อน ก่อนหน้า ก่อนหน้านี้ ที่แล้ว ทีแล้ว ที่แล้วนี้ ตี้แล้ว แล้วนี้ last previous": 0},
    "3": {"ที่ผ่านมา ทีผ่านมา ผ่านมา ตี้ผ่านมา ที่ผ่านมานี้ ย้อนหลัง past history": 0},
    "4": {"ข้างหน้า ล่วงหน้า ต่อจากนี้ นับจากนี้ ต่อไป ถัดจากนี้ forecast ahead": 0},
    "5": {"ที่จะถึง ที่จะถึงนี้ ที่จะมาถึง ที่จะมาถึงนี้ coming upcoming": 0},
    "6": {"ago": 0},
    "~": {"ถึง จนถึง ไปจนถึง ไปถึง เถิง ยัน to until till through and - – — ~": 0},
    "#": {"วันที่ วันทื่ วันที ว.ที่ วันตี้": 0},
    "&": {"ที่ ตี้": 0},
    "x": {"ต้น early": 0},
    "X": {"กลาง mid": 0},
    "Z": {"ปลาย ท้าย late": 0},
    "Y": {"สิ้น end~of~the end~of": 0},
    "c": {"ตอน ช่วง ต๋อน ในช่วง ช่วงตอน during": 0},
    "@": {"เวลา at": 0},
    "B": {"พ.ศ. พศ. พ.ศ พุทธศักราช ค.ศ. ค.ศ คศ.": 0},
    "": {"the a an of on of~the ประมาณ ราว ราวๆ around about o'clock วันเวลา ในเวลา t ของ เลขที่วันที่": 0},
    # What is counted after a number that is no clock.
    "*": {"คน ไร่ จุด ครั้ง ตัว คัน แปลง นาย ราย หลัง กอง ชุด ถัง ตัน กก. กิโล บาท ไมครอน ไมโครกรัม แห่ง หมู่ งาน เมตร ตารางวา % "
        "เปอร์เซ็นต์ หมู่บ้าน ครัวเรือน points rai people km": 0},
    # Words of another meaning that hold a word of time.
    "_": {
        "ควัน ตะวันตก ตะวันออก ตะวัน พระอาทิตย์ แสงอาทิตย์ ดวงอาทิตย์ อาทิตย์ตก อาทิตย์ขึ้น พระจันทร์ ดวงจันทร์ แสงจันทร์ บ้านจันทร์ วัดจันทร์ "
        "ดาวเสาร์ ดาวอังคาร ดาวพุธ ดาวศุกร์ พระเสาร์ วันวาง วันวาน ทุกวันนี้ อากาศเย็น น้ำเย็น ใจเย็น ร่มเย็น เย็นสบาย เย็นลง เย็นดี เย็นมาก เย็นจัง เย็นชื่น "
        "เย็นฉ่ำ ลมเย็น บ้านเย็น คืนเงิน คืนของ คืนอุปกรณ์ คืนเครื่อง คืนถัง คืนให้ คืนรถ คืนพื้นที่ คืนสู่ คืนชีพ คืนค่า ขอคืน ส่งคืน ทุ่มเท ทุ่มสุดตัว "
        "ปีก ปีกัง ปีน ปีนเขา ปีศาจ หน้ากาก หน้าบ้าน หน้าวัด หน้าโรงเรียน หน้าปก เจ้าหน้าที่ ข้าวเช้า มื้อเช้า ข้าวเที่ยง มื้อเที่ยง ข้าวเย็น "
        "เที่ยงธรรม เที่ยงแท้ บ่ายเบี่ยง สายด่วน สายไฟ สายยาง สายตรวจ เจ้าของ เจ้าภาพ เจ้าอาวาส เจ้าพ่อ ห้าง ห้าม เชียงราย ตีน ตีพิมพ์ ตีกลับ ตรงนี้ "
        "ต้นไม้ กลางแจ้ง ปลายทาง อีกครั้ง อีกที ก่อนนะ ก่อนได้ ก่อนไหม ก่อนมั้ย ที่นี่ ที่นั่น หกล้ม เก้าอี้ "
        "สองจุดห้า เรื่องนี้ คนนี้ อันนี้ ที่นี้ แบบนี้ pm25": 0
    },
}  # fmt: skip

# One wrong or missing tone mark makes no other word of these.
_FORGIVING = (  # noqa: SIM905 (a list of words)
    "วันที่ผ่านมา วันที่แล้ว วันนี้ พรุ่งนี้ พุ่งนี้ มะรืนนี้ มะเรื่อง เมื่อวาน เมื่อวานนี้ เมื่อวานซืน เดี๋ยวนี้ ตอนนี้ เที่ยง เที่ยงคืน ครึ่ง ทุ่ม ชั่วโมง ตั้งแต่ ที่แล้ว ที่ผ่านมา "
    "สัปดาห์ วันที่ หนึ่ง วันพู้ก"
).split()


def _listed() -> dict[str, tuple[str, object]]:
    """Later entries win over earlier ones."""
    found: dict[str, tuple[str, object]] = {}
    for kind, words, value in _entries():
        for word in words.split():
            found[word if word == "~" else word.replace("~", " ")] = (kind, value)
    return found


def _entries() -> Iterator[tuple[str, str, object]]:
    """Kind, words, value. In a word of several, ~ stands for the space."""
    yield from (("n", word, number) for number, word in enumerate(_ENGLISH_NUMBERS, start=1))
    yield from _entries_of_calendar()
    for part, (weak, sure) in _PARTS.items():
        yield "a", weak, part
        yield "p", sure, part
    for offset, words in _DAYS.items():
        yield "r", words, offset
    for kind, table in _REST.items():
        yield from ((kind, words, value) for words, value in table.items())
    yield "va", "กู้เจ๊า กู้เจ้า กู้เช้า", "morning"
    yield "va", "กู้แลง กู้เย็น", "evening"
    yield "A", "สาย", "morning"  # a line, unless a day or ตอน is before it
    yield "O", "tonight", (0, "night")
    yield "O", "last~night คืนวาน คืนวานนี้ เมื่อคืนวาน เมื่อคืนวานนี้", (-1, "night")
    yield from (("n", word, number) for word, number in _thai_numbers().items())


def _entries_of_calendar() -> Iterator[tuple[str, str, object]]:
    for value, (thai, weak, english) in enumerate(_MONTHS, start=1):
        yield "m", thai, value
        yield "q", weak, value
        yield "J", english, value
    for word, value in _MONTHS_OF_A_DAY.items():
        yield "Q", word, value
    for value, (thai, english, short) in enumerate(_WEEKDAYS):
        yield "W", " ".join(f"วัน{word} วัน{word}์" for word in thai.split()) + " " + english, value
        yield "w", " ".join({*thai.split()} - _NOT_BARE) + " " + short, value
    yield from (("k", word, SUNDAY if word in _SUNDAYS else 0) for word in _WEEKS.split())


def vocabulary(more: dict[str, str]) -> dict[str, tuple[str, object]]:
    """Every word with its kind and value; `more` are the names of holidays."""
    words = _listed()
    for word in _FORGIVING:
        for slip in slips_of(word):
            words.setdefault(slip, words[word])
    for name, key in more.items():
        words[name] = ("L", key)
        thai = not name.isascii()
        for before in ("ก่อน", "ก่อนถึง") if thai else ("before ",):
            words[before + name] = ("K", (key, -1))
        for after in ("หลัง", "หลังจาก", "พ้น") if thai else ("after ",):
            words[after + name] = ("K", (key, 1))
    return words
