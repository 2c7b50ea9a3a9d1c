"""The three stories, step by step, for anybody who walks: with scripts, without, counting, or with a camera.

`looks` is called at every page and at errors worth seeing; who does not look overrides it.
"""

from io import BytesIO

from PIL import Image

from tests.browser.walker import ALL, Walker

ALLOWANCE = "/procedures/child_allowance_amount_revision"
DISASTER = "/procedures/disaster_certificate"
RESIDENCE = "/procedures/certificate_of_residence"


def to_the_childs_page(walker: Walker) -> None:
    """From the front page; 水野 陽子 signs in with her card."""
    walker.opens("/")
    walker.follows("児童手当の額を変える")
    walker.signs_in("mizuno_yoko", "1101")
    walker.presses("始める")
    walker.picks("増えた")
    walker.goes_on()
    walker.picks("水野 湊")
    walker.goes_on()


def answers_about_the_child(walker: Walker) -> None:
    walker.picks("している", of="世話をしていますか")
    walker.picks("同じ生計")
    walker.picks("いいえ", of="施設に入って")
    walker.goes_on()


def to_the_allowances_check(walker: Walker) -> None:
    to_the_childs_page(walker)
    answers_about_the_child(walker)
    walker.picks("生まれた")
    walker.picks("いいえ", of="22歳の年度末")
    walker.goes_on()


def claims_allowance(walker: Walker) -> str:
    """To the receipt; the 受付番号."""
    to_the_allowances_check(walker)
    walker.ticks()
    walker.presses("この内容で申請する")
    return walker.number


def says_who_and_where(walker: Walker) -> None:
    walker.types("applicant_name.family", "山本")
    walker.types("applicant_name.given", "次郎")
    walker.types("applicant_phone", "09000000777")
    walker.goes_on()
    walker.types("house_address.town", "大字東山")
    walker.types("house_address.block", "12")
    walker.goes_on()


def reports_damage(walker: Walker) -> None:
    """As a guest, from the start page to the check page."""
    walker.opens(DISASTER)
    walker.looks("start")
    walker.presses("始める")
    walker.looks("contact")
    walker.goes_on()
    walker.looks("contact, nothing typed")
    walker.types("applicant_name.family", "山本")
    walker.types("applicant_name.given", "次郎")
    walker.types("applicant_phone", "09000000777")
    walker.goes_on()
    walker.looks("house")
    walker.types("house_address.postcode", "3999999")
    walker.presses("住所を入れる")
    walker.looks("house, postcode unknown")
    walker.page.locator('[id="house_address.postcode"]').fill("")
    walker.types("house_address.town", "大字東山")
    walker.types("house_address.block", "12")
    walker.goes_on()
    walker.looks("which disaster")
    walker.picks("令和8年4月")
    walker.goes_on()
    walker.looks("check", ALL)
    walker.goes_on()
    walker.looks("check, not ticked")
    walker.ticks()
    walker.presses("この内容で申請する")


def describes_damage(walker: Walker) -> None:
    """What may be told later, from the receipt to the photos and on to the case."""
    walker.follows("続きを教える")
    walker.looks("damage")
    walker.picks("洪水・浸水")
    for part, text in (("year", "8"), ("month", "13"), ("day", "19")):
        walker.types(f"damage_date.{part}", text)
    walker.picks("床")
    walker.types("damage_desc", "床上まで水が来ました。")
    walker.goes_on()
    walker.looks("damage, no such month")
    walker.types("damage_date.month", "4")
    walker.goes_on()
    walker.looks("flood")
    walker.picks("床上")
    walker.goes_on()
    walker.looks("building")
    walker.picks("世帯主")
    walker.picks("戸建て（持家）")
    walker.goes_on()
    walker.looks("people")
    for box, text in (("applicant_kana.family", "やまもと"), ("applicant_kana.given", "じろう")):
        walker.types(box, text)
    for box, text in (("householder_name.family", "山本"), ("householder_name.given", "次郎")):
        walker.types(box, text)
    walker.types("household_count", "3")
    walker.goes_on()
    walker.looks("repairs")
    walker.picks("していない")
    walker.picks("希望しない")
    walker.goes_on()
    walker.looks("photos")


def picture() -> bytes:
    """A photo of nothing, as a phone would send it."""
    drawn = BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(drawn, "JPEG", quality=70)
    return drawn.getvalue()


def sends_a_photo(walker: Walker) -> None:
    photo = {"name": "house.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    walker.page.set_input_files("#photos", [photo])
    if walker.scripted:  # it goes up by itself
        walker.page.wait_for_selector("[data-stored] li:has-text('house.jpg')")
    else:
        walker.presses("選んだものを送る")
    assert "house.jpg" in walker.text
    walker.looks("photos, one received")


def orders_certificate(walker: Walker, person: str = "kobayashi_daisuke", pin: str = "1201") -> None:
    """From the start page to the receipt."""
    walker.opens(RESIDENCE)
    walker.looks("start")
    walker.signs_in(person, pin)
    walker.looks("start, signed in")
    walker.presses("始める")
    walker.looks("whose")
    walker.picks("世帯全員")
    walker.goes_on()
    walker.looks("contents")
    walker.picks("のせる", of="世帯主の名前")
    walker.picks("のせない", of="本籍")
    walker.goes_on()
    walker.looks("purpose")
    walker.picks("学校・仕事")
    walker.goes_on()
    walker.looks("copies")
    walker.types("copies", "0")
    walker.picks("窓口で受け取る")
    walker.goes_on()
    walker.looks("copies, none")
    walker.types("copies", "2")
    walker.goes_on()
    walker.looks("check, with a fee", ALL)
    walker.ticks()
    walker.presses("この内容で申請する")


def pays_by_card(walker: Walker) -> None:
    """From the receipt to the provider's page and back."""
    walker.follows("を支払う")
    walker.looks("pay", ALL)
    walker.presses("支払いへ進む")
    assert walker.page.url.startswith(walker.world.ports.payments_url)
    walker.page.get_by_role("button", name="を支払う").click()
    walker.page.get_by_role("button", name="認証して支払う").click()
    walker.page.wait_for_url("**/pay?returned=1")
