"""罹災証明書 as somebody asks for it who has lost a home and brings no card."""

import io

from PIL import Image

from tests.people import Resident

START = "/procedures/disaster_certificate"
PHONE = "090-0000-7777"
HOUSE = {"town": "大字中央", "block": "７７番地", "postcode": "３９９-９９０４"}


def photo(shade: int = 90, width: int = 320) -> bytes:
    """Another one for each shade."""
    out = io.BytesIO()
    Image.new("RGB", (width, 240), (shade, 120, 160)).save(out, "JPEG")
    return out.getvalue()


def begin(resident: Resident, phone: str = PHONE) -> None:
    resident.opens(START)
    resident.sends("始める")
    resident.sends(
        "次へ",
        {"applicant_name.family": "ヤマカワ", "applicant_name.given": "ミドリ", "applicant_phone": phone},
    )


def arrive(resident: Resident, phone: str = PHONE, which: str = "heavy_rain_2026_04") -> str:
    """Name, telephone, house, disaster and the statement, and nothing else; the 受付番号."""
    begin(resident, phone)
    resident.sends("次へ", {f"house_address.{part}": text for part, text in HOUSE.items()})
    resident.sends("次へ", {"disaster_id": which})
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    assert resident.heading == "申請が届きました"
    return resident.path.split("/")[2]


def tell_of_damage(resident: Resident, repaired: str = "not_yet") -> None:
    """The pages after arrival, up to the photos, or to the papers of the repairs."""
    resident.follows("続きを教える")
    day = {
        "damage_date.era": "reiwa",
        "damage_date.year": "8",
        "damage_date.month": "4",
        "damage_date.day": "19",
    }
    described = {
        "cause": "flood",
        "damage_parts": ["floor", "fittings"],
        "damage_desc": "床まで水が来ました。",
    }
    resident.sends("次へ", {**described, **day})
    resident.sends("次へ", {"flood_height": "above_floor", "flood_cm": "４０"})
    resident.sends("次へ", {"applicant_kind": "head", "house_kind": "detached_owned"})
    names = {"applicant_kana.family": "やまかわ", "applicant_kana.given": "みどり"}
    head = {"householder_name.family": "ヤマカワ", "householder_name.given": "ミドリ"}
    resident.sends("次へ", {**names, **head, "household_count": "2", "applicant_email": "mail@example.jp"})
    resident.sends("次へ", {"repaired": repaired, "self_judge": "no"})
    assert resident.path.endswith(("/steps/photos", "/steps/repair_papers"))
