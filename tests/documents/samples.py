"""One of each document, about invented people in an invented town."""

import io
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from PIL import Image

from app.documents.appeals import Parties, appeal_information
from app.documents.pdf import values_of
from app.documents.proof.canonical import to_text
from app.documents.proof.keys import Signer
from app.documents.proof.statement import Details, Kind
from app.documents.reading import texts_in
from app.documents.shapes import (
    Addressee,
    ApplicationCopy,
    ArrivalReceipt,
    Attachment,
    Contact,
    DecisionNotice,
    Document,
    Issuer,
    Outcome,
    PaidLine,
    PaymentConfirmation,
    Row,
    Section,
)
from app.documents.stamp import Claim, Stamp
from app.documents.typesetting import TEMPLATES, compiler
from app.documents.verification import Verification
from app.documents.visit_sheet import SheetCase, VisitSheet

NUMBER = "26-000123-X"
PARTIES = Parties("長野県知事", "みどり野町", "みどり野町長")
CONTACT = Contact(
    "みどり野町 子育て支援課", "0261-00-1010", "kosodate@town.midorino.example", "中央1番地", "平日"
)
VERIFICATION = Verification("https://tetsuzuki.town.midorino.example/verify", "M1." + "x" * 220)
ATTACHMENTS = (Attachment("玄関.jpg", "1.8MB", "3f2a9c01de77b4e5"),)
# Three keys of a town: two it has used before, and one that nobody ever published.
OLDEST, OLD, STRANGE = (sha256(name.encode()).digest() for name in ("oldest", "old", "strange"))
STAMP = Stamp(Signer([to_text(OLD)]), "209999", "https://tetsuzuki.town.midorino.example/verify")
DETAILS = Details("ab" * 32, "01a2-salt", ("cd" * 32, "ef" * 32))
COMMON: dict[str, Any] = {
    "reference_number": NUMBER,
    "municipality": "みどり野町",
    "made_at": datetime(2026, 5, 12, 1, 30, 15, tzinfo=UTC),
    "contact": CONTACT,
    "procedure": "児童手当の額を変える手続",
}


def receipt(**changes: Any) -> ArrivalReceipt:
    values: dict[str, Any] = {
        "verification": VERIFICATION,
        "applicant_name": "髙橋 﨑子",
        "arrived_at": "2026年5月12日 10時30分15秒",
        "identity": "練習用のカード",
        "fee": "600円（お支払い待ち）",
        "processing_period": "30日",
        "expected_on": "令和8年6月11日（木）まで",
        "purpose_of_use": "児童手当の認定のために使います。",
        "attachments": ATTACHMENTS,
        "check_url": "https://tetsuzuki.town.midorino.example/resume",
    }
    return ArrivalReceipt(**COMMON | values | changes)


def copy(**changes: Any) -> ApplicationCopy:
    values: dict[str, Any] = {
        "applicant_name": "髙橋 﨑子",
        "arrived_at": "2026年5月12日 10時30分15秒",
        "version": "1回目",
        "sections": (
            Section(
                "お子さん（1人目）",
                (Row("氏名", "髙橋 一"), Row("備考", "")),
            ),
        ),
        "attachments": ATTACHMENTS,
        "content_fingerprint": "ab" * 32,
    }
    return ApplicationCopy(**COMMON | values | changes)


def notice(outcome: Outcome = Outcome.GRANTED, **changes: Any) -> DecisionNotice:
    values: dict[str, Any] = {
        "verification": VERIFICATION,
        "title": "児童手当額改定通知書",
        "document_number": "子育第26-15号",
        "issued_on": "令和8年5月29日",
        "addressee": Addressee("髙橋 﨑子", "399-0000", ("みどり野町中央123番地4", "𠮷棟305号室")),
        "issuer": Issuer("みどり野町長", "緑川 太一", "（公印省略）"),
        "applied_on": "令和8年5月12日",
        "ruling": ("手当の額を改定します。",),
        "facts": (Row("改定後の額", "月額 25,000円"),),
        "reasons": ("お子さんが18歳を過ぎているためです。",),
        "conditions": ("令和9年3月まで",),
        "legal_basis": ("児童手当法第9条第1項",),
        "message": "6月の支払いから変わります。",
        "appeal": appeal_information("prefectural_governor", PARTIES),
    }
    return DecisionNotice(**COMMON | {"outcome": outcome} | values | changes)


def confirmation(**changes: Any) -> PaymentConfirmation:
    values: dict[str, Any] = {
        "payer_name": "髙橋 﨑子",
        "paid_at": "2026年5月12日 10時31分",
        "method": "クレジットカード",
        "payment_number": "P-26-000045",
        "lines": (PaidLine("住民票の写し", "2通", "600円"), PaidLine("郵送料", "1通", "460円")),
        "total": "1,060円",
    }
    return PaymentConfirmation(**COMMON | values | changes)


def sheet(**changes: Any) -> VisitSheet:
    values: dict[str, Any] = {
        "applicant_name": "髙橋 﨑子",
        "day": "2026年5月12日",
        "place": "本庁舎",
        "cases": (
            SheetCase(
                NUMBER,
                "児童手当の額を変える手続",
                "次は役場の番です。担当が内容を確かめます。",
                "2026年6月11日ごろまでにお知らせします。",
                "",
                "子育て支援課　0261-00-1010",
            ),
            SheetCase("26-000124-B", "住民票の写し", "手数料を支払ってください。", "", "600円", "住民課"),
        ),
        "collect": ("転出証明書", "通知カード"),
        "elsewhere": (Row("水道の使用開始", "水道お客さまセンター\n電話 0261-00-3030"),),
        "check_url": "https://tetsuzuki.town.midorino.example/resume",
    }
    common = {name: value for name, value in COMMON.items() if name != "procedure"}
    return VisitSheet(**common | {"reference_number": "V26-000001-D"} | values | changes)


ONE_OF_EACH: tuple[Document, ...] = (
    receipt(),
    copy(),
    confirmation(),
    sheet(),
    *(notice(outcome) for outcome in Outcome),
)


def receipt_to_sign(**changes: Any) -> Claim:
    return Claim(receipt(**changes), Kind.ARRIVAL_RECEIPT, "child_allowance_amount_revision", DETAILS)


def notice_to_sign(outcome: Outcome = Outcome.GRANTED, **changes: Any) -> Claim:
    signed = notice(outcome, **changes)
    return Claim(
        signed,
        Kind.DECISION_NOTICE,
        "child_allowance_amount_revision",
        DETAILS,
        outcome=outcome,
        document_number=signed.document_number,
    )


def pages_in(pdf: bytes) -> list[str]:
    """The text of each page, without white space."""
    return ["".join(text.split()) for text in texts_in(pdf)]


def pictures_of(document: Document) -> list[Image.Image]:
    """Each page as it looks, 50 dots per inch, in grey."""
    values, _ = values_of(asdict(document))
    drawn = compiler().compile(
        TEMPLATES / f"{document.template}.typ", format="png", ppi=50, sys_inputs={"data": values}
    )
    pages = drawn if isinstance(drawn, list) else [drawn or b""]
    return [Image.open(io.BytesIO(page)).convert("L") for page in pages]
