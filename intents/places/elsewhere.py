"""Provinces of Thailand other than Lampang and the districts and towns people here also speak of: all "outside".

The names are those of the Department of Provincial Administration; spellings in Latin letters are the common ones.
"""

from __future__ import annotations

PROVINCES = """
กรุงเทพมหานคร กรุงเทพ กรุงเทพฯ กทม กระบี่ กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี ชัยนาท
ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด นครนายก นครปฐม นครพนม นครราชสีมา โคราช นครศรีธรรมราช
นครสวรรค์ นนทบุรี นราธิวาส บึงกาฬ บุรีรัมย์ ปทุมธานี ประจวบคีรีขันธ์ ประจวบ ปราจีนบุรี ปัตตานี อยุธยา
พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ ภูเก็ต มหาสารคาม มุกดาหาร
แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี ลำพูน ศรีสะเกษ สกลนคร สงขลา สตูล
สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี สุโขทัย สุพรรณบุรี สุราษฎร์ธานี สุราษฎร์
สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ อุดรธานี อุดร อุตรดิตถ์ อุทัยธานี อุบลราชธานี อุบล
"""

# Also everyday words: only after a cue such as จ. or "อยู่".
PROVINCES_AND_WORDS = ["ตาก", "แพร่", "น่าน"]
# The commonest particle: only after จ. or จังหวัด.
PROVINCES_AND_PARTICLES = ["เลย"]

TOWNS = """
แม่ทา อ.ลี้ อำเภอลี้ ป่าซาง บ้านธิ บ้านโฮ่ง ทุ่งหัวช้าง เวียงหนองล่อง
ดอยสะเก็ด สันกำแพง หางดง สันทราย แม่ริม สารภี แม่ออน สันป่าตอง จอมทอง เชียงดาว แม่แจ่ม อมก๋อย แม่แตง ดอยสุเทพ
เวียงป่าเป้า แม่สาย แม่สรวย แม่จัน เชียงแสน เชียงของ
แม่ใจ ดอกคำใต้ เชียงคำ เชียงม่วน ภูกามยาว กว๊านพะเยา
เด่นชัย สูงเม่น วังชิ้น ร้องกวาง หนองม่วงไข่
สามเงา บ้านตาก แม่สอด แม่ระมาด อุ้มผาง ท่าสองยาง
ทุ่งเสลี่ยม ศรีสัชนาลัย สวรรคโลก บ้านด่านลานหอย
แม่สะเรียง พัทยา หัวหิน หาดใหญ่ ดอนเมือง สุวรรณภูมิ ปากช่อง ลับแล เมียนมา เมียนมาร์
"""

TOWNS_AND_WORDS = ["พาน", "ลอง", "สอง", "ปาย", "ฝาง", "จุน", "ลาว", "พม่า", "พร้าว"]

IN_LATIN = """
Bangkok, BKK, Krung Thep, Chiang Mai, Chiangmai, Chiang Rai, Chiangrai, Lamphun, Lampoon, Phayao, Phrae, Nan Province, Tak Province, Sukhothai,
Uttaradit, Phitsanulok, Mae Hong Son, Khon Kaen, Korat, Phuket, Pattaya, Hua Hin, Hat Yai, Udon Thani, Ayutthaya, Mae Sai, Mae Sot,
Kamphaeng Phet, Nakhon Sawan, Chonburi, Ubon, Krabi, Kanchanaburi, Den Chai, Myanmar, Laos, Rayong, Songkhla
"""
# Far away: no place that anybody asks this bot about, but much in the news.
ABROAD = """
แคนาดา ออสเตรเลีย อเมริกา แคลิฟอร์เนีย อินโดนีเซีย ญี่ปุ่น เกาหลี เวียดนาม กัมพูชา มาเลเซีย สิงคโปร์ ฮ่องกง ปักกิ่ง อินเดีย เดลี ฮานอย ภูกระดึง เขาใหญ่ ดอยอินทนนท์ น้ำหนาว
"""
ABROAD_IN_LATIN = (
    "Canada, Australia, California, America, Indonesia, Japan, Korea, Vietnam, Hanoi, Cambodia, Malaysia, Singapore, Hong Kong, "
    "India, Delhi, Beijing, Los Angeles, Khao Yai, Doi Inthanon, Doi Suthep"
)
LATIN = [each.strip() for each in IN_LATIN.replace("\n", " ").split(",")]
