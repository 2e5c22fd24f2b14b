"""Landmarks and well-known quarters of Lampang as facts: where each lies, and the names people give it.

Typed from general knowledge of postal addresses; a district code where the tambon is not sure. Points: stations from
Air4Thai's list (PCD), parks rounded from public lists; domain/lampang.py holds the areas themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.places import Point


@dataclass(frozen=True, slots=True)
class Landmark:
    code: str
    names: tuple[str, ...]
    point: Point | None = None


# Code; point or nothing; names, the first for people.
_ROWS = """
520204;;โรงไฟฟ้าแม่เมาะ|รฟ.แม่เมาะ|กฟผ.แม่เมาะ|กฟผ แม่เมาะ|โรงไฟฟ้า|Mae Moh power plant|Mae Moh power station|EGAT Mae Moh|power plant
520204;;เหมืองแม่เมาะ|เหมืองลิกไนต์|เหมืองถ่านหิน|เหมืองลิกไนต์แม่เมาะ|เหมืองถ่านหินแม่เมาะ|เหมือง กฟผ|Mae Moh mine|lignite mine
5202;;อ่างเก็บน้ำแม่เมาะ|อ่างแม่เมาะ|อ่างเก็บน้ำแม่จาง|อ่างแม่จาง|สวนพฤกษชาติแม่เมาะ|ทุ่งบัวตองแม่เมาะ
520204;18.2826 99.6598;การประปาแม่เมาะ|การประปาส่วนภูมิภาคแม่เมาะ
520205;18.2508 99.7640;รพ.สต.สบป้าด|รพ.สต.บ้านสบป้าด
520201;18.4268 99.7576;บ้านท่าสี|ท่าสี|Tha Si|Tasee
520109;;เขื่อนกิ่วลม|กิ่วลม|Kiew Lom|Kio Lom dam|Kiew Lom dam|Kiu Lom
520603;;เขื่อนกิ่วคอหมา|กิ่วคอหมา|Kiew Kho Ma|Kio Kho Ma dam|Kiew Kor Ma
521304;18.8369 99.4651;อุทยานแจ้ซ้อน|อุทยานแห่งชาติแจ้ซ้อน|น้ำตกแจ้ซ้อน|น้ำพุร้อนแจ้ซ้อน|บ่อน้ำร้อนแจ้ซ้อน|น้ำแร่แจ้ซ้อน|Chae Son National Park|Jaeson National Park|Chaeson hot spring|Jae Son
5212;18.4772 99.3060;ดอยขุนตาล|อุทยานดอยขุนตาล|อุทยานแห่งชาติดอยขุนตาล|ขุนตาล|ขุนตาน|ดอยขุนตาน|อุโมงค์ขุนตาน|Doi Khun Tan|Khun Tan|Doi Khuntan
520105;;ดอยพระบาท|ป่าดอยพระบาท|Doi Phra Bat
5211;17.7828 99.1604;ดอยจง|อุทยานดอยจง|อุทยานแห่งชาติดอยจง|Doi Chong|Doi Jong
5208;17.4259 99.2713;อุทยานแม่วะ|อุทยานแห่งชาติแม่วะ|น้ำตกแม่วะ|Mae Wa National Park
5207;19.3777 99.6612;อุทยานดอยหลวง|อุทยานแห่งชาติดอยหลวง|Doi Luang National Park
520111;;อุทยานเขลางค์บรรพต|อุทยานแห่งชาติเขลางค์บรรพต|ม่อนพระยาแช่|วัดม่อนพระยาแช่|ม่อนพญาแช่|Khelang Banphot|Mon Phraya Chae
5205;;ถ้ำผาไท|อุทยานถ้ำผาไท|อุทยานแห่งชาติถ้ำผาไท|ผาไท|Tham Pha Thai
5205;;หล่มภูเขียว|Lom Phu Khiao
520707;;น้ำตกวังแก้ว|Wang Kaeo waterfall
520301;;วัดพระธาตุลำปางหลวง|พระธาตุลำปางหลวง|วัดลำปางหลวง|Wat Phra That Lampang Luang|Wat Lampang Luang
520302;;วัดพระธาตุจอมปิง|พระธาตุจอมปิง|จอมปิง
520303;;วัดไหล่หิน|วัดไหล่หินหลวง
521205;;ศูนย์อนุรักษ์ช้างไทย|ศูนย์อนุรักษ์ช้าง|ศูนย์ช้าง|สถาบันคชบาล|สถาบันคชบาลแห่งชาติ|คชบาล|โรงพยาบาลช้าง|elephant conservation center|Thai Elephant Conservation Center|elephant hospital
521205;;ทุ่งเกวียน|กาดทุ่งเกวียน|ตลาดทุ่งเกวียน|สวนป่าทุ่งเกวียน|Thung Kwian
521204;;ธรรมศาสตร์ลำปาง|มธ.ลำปาง|มหาวิทยาลัยธรรมศาสตร์ ศูนย์ลำปาง|ธรรมศาสตร์ ศูนย์ลำปาง|มธ.ศูนย์ลำปาง|Thammasat Lampang
520102;;โรงพยาบาลลำปาง|โรงพยาบาลศูนย์ลำปาง|รพ.ลำปาง|รพ.ศูนย์ลำปาง|โฮงยาลำปาง|รพลำปาง|รพศ.ลำปาง|Lampang hospital
520111;;โรงพยาบาลมะเร็งลำปาง|รพ.มะเร็งลำปาง
520111;;มทบ.32|มณฑลทหารบกที่ 32|ค่ายสุรศักดิ์มนตรี|ค่ายสุรศักดิ์|โรงพยาบาลค่ายสุรศักดิ์มนตรี|รพ.ค่ายสุรศักดิ์มนตรี
520111;;มทร.ล้านนา ลำปาง|มทร.ลำปาง|ราชมงคลลำปาง|ราชมงคลล้านนา ลำปาง|เทคโนตีนดอย|RMUTL Lampang
520106;;มรภ.ลำปาง|ราชภัฏลำปาง|มหาวิทยาลัยราชภัฏลำปาง|ม.ราชภัฏลำปาง|ราชภัฎ|ราชภัฏ|Lampang Rajabhat|Rajabhat Lampang|LPRU
520104;;สถานีรถไฟนครลำปาง|สถานีรถไฟลำปาง|รถไฟนครลำปาง|สถานีรถไฟ|Lampang railway station|Lampang train station|Nakhon Lampang station|train station
520105;18.2709 99.5042;สนามบินลำปาง|ท่าอากาศยานลำปาง|สนามบิน|Lampang airport|airport
520105;;บขส.ลำปาง|สถานีขนส่งลำปาง|บขส|ขนส่งลำปาง|Lampang bus station|bus terminal
520105;18.2577 99.5445;ศาลากลางจังหวัดลำปาง|ศาลากลางลำปาง|ศาลากลางจังหวัด|ศาลากลาง
520105;18.2783 99.5065;สถานีอุตุนิยมวิทยาลำปาง|อุตุนิยมวิทยาลำปาง|สถานีอุตุลำปาง|อุตุลำปาง
520105;;บ้านป่าขาม|ป่าขาม
520103;;เซ็นทรัลลำปาง|เซนทรัลลำปาง|เซ็นทรัลพลาซาลำปาง|เซ็นลำปาง|เซ็นทรัล|Central Lampang|Central Plaza Lampang
5201;;ห้าแยกหอนาฬิกา|หอนาฬิกา|ห้าแยก|clock tower|Lampang clock tower
520103;;กาดกองต้า|ตลาดกองต้า|ถนนคนเดินกาดกองต้า|กองต้า|Kad Kong Ta|Kat Kong Ta|Kad Kongta
5201;;สวนสาธารณะเขลางค์นคร|สวนสาธารณะเขลางค์|สวนเขลางค์
5201;;สะพานรัษฎาภิเศก|สะพานรัษฎา|สะพานขาว
520101;;ท่ามะโอ|วัดประตูป่อง|วัดปงสนุก|วัดพระแก้วดอนเต้า|พระแก้วดอนเต้า|Wat Phra Kaeo Don Tao|Tha Ma O
520103;;วัดศรีชุม|Wat Si Chum
520104;;วัดศรีรองเมือง|Wat Si Rong Mueang
520102;;วัดบุญวาทย์วิหาร|วัดบุญวาทย์
520110;;วัดพระธาตุเสด็จ|พระธาตุเสด็จ
5201;;บิ๊กซีลำปาง|โลตัสลำปาง|แม็คโครลำปาง|Big C Lampang|Lotus Lampang
520117;;วัดเจดีย์ซาว|วัดเจดีย์ซาวหลัง|เจดีย์ซาว|Wat Chedi Sao
520116;;สนามกีฬาหนองกระทิง|หนองกระทิง
520102;;โรงเรียนบุญวาทย์วิทยาลัย|โรงเรียนบุญวาทย์|บุญวาทย์วิทยาลัย|รร.บุญวาทย์
520103;;โรงเรียนลำปางกัลยาณี|ลำปางกัลยาณี
520607;;วัดเฉลิมพระเกียรติ|ดอยปู่ยักษ์|วัดลอยฟ้า|วัดพระพุทธบาทสุทธาวาส|พระพุทธบาทปู่ผาแดง|วัดปู่ผาแดง|ปู่ผาแดง|Wat Chaloem Phra Kiat|floating pagoda
521003;;วัดพระธาตุดอยพระฌาน|ดอยพระฌาน|พระธาตุดอยพระฌาน|Doi Phra Chan
5201;;อ่างเก็บน้ำวังเฮือ|อ่างวังเฮือ|วังเฮือ
"""


def _read(row: str) -> Landmark:
    code, point, names = row.split(";")
    lat_lon = [float(word) for word in point.split()]
    return Landmark(
        code, tuple(_with_short(names.split("|"))), Point(*lat_lon) if lat_lon else None
    )


def _with_short(names: list[str]) -> list[str]:
    """อุทยานแห่งชาติแม่วะ is also written อช.แม่วะ and อุทยานฯ แม่วะ."""
    park = "อุทยานแห่งชาติ"
    own = [name.removeprefix(park) for name in names if name.startswith(park)]
    return [*names, *(f"{short}{name}" for name in own for short in ("อช.", "อุทยานฯ "))]


LANDMARKS = tuple(_read(row) for row in _ROWS.strip().split("\n"))
