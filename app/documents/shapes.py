"""What each document shows: Japanese text, formatted by whoever knows the case.

An empty string is shown as ― where the document always has the row, and leaves out what is optional.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import ClassVar

from app.documents.appeals import NO_APPEAL, AppealInformation
from app.documents.verification import Verification


@dataclass(frozen=True)
class Row:
    """`value` may hold line breaks."""

    label: str
    value: str


@dataclass(frozen=True)
class Section:
    """One page of the form, or one person of a repeated group (「お子さん（2人目）」)."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Attachment:
    """`size` as 1.2MB, `fingerprint` the first 16 hex digits of the SHA-256 of what was sent."""

    name: str
    size: str
    fingerprint: str


@dataclass(frozen=True)
class Contact:
    """Who answers questions (問い合わせ先): `name` is the section; what is empty is left out."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """`made_at` (same values, same bytes) and `register`, the version read, are metadata. `names`: whose document."""

    template: ClassVar[str]
    names: ClassVar[str] = "applicant_name"
    title: str
    reference_number: str
    municipality: str
    made_at: datetime
    contact: Contact
    verification: Verification | None = None
    register: str = ""

    @property
    def person(self) -> str:
        """Whose name must stand on the first page."""
        return str(attrgetter(self.names)(self))


@dataclass(frozen=True, kw_only=True)
class ArrivalReceipt(Document):
    """到達・受付のお知らせ: that something arrived, not that it was granted (デジタル手続法6条3項).

    `arrived_at` as 2026年5月12日 10時30分15秒; `identity` how we know the person; `fee` amount and state in one phrase;
    `processing_period` 標準処理期間; `purpose_of_use` as 個人情報保護法62条 wants it. An empty `how_to_` is left out.
    """

    template: ClassVar[str] = "arrival_receipt"
    title: str = "到達・受付のお知らせ"
    procedure: str
    applicant_name: str
    arrived_at: str
    identity: str
    fee: str
    processing_period: str
    expected_on: str
    purpose_of_use: str
    attachments: tuple[Attachment, ...] = ()
    check_url: str = ""
    how_to_check: str = "手続のページの「マイページ」で、サインインしてください。"
    how_to_correct: str = "まちがいに気づいたら、手続のページで直すか、下の問い合わせ先に連絡してください。"
    how_to_withdraw: str = "決定の前なら、手続のページの「取り下げる」から、いつでも取り下げられます。"


@dataclass(frozen=True, kw_only=True)
class ApplicationCopy(Document):
    """申請内容の控え: every answer as it was submitted. `version` as 1回目, `content_fingerprint` its whole SHA-256."""

    template: ClassVar[str] = "application_copy"
    title: str = "申請内容の控え"
    procedure: str
    applicant_name: str
    arrived_at: str
    sections: tuple[Section, ...]
    version: str = ""
    attachments: tuple[Attachment, ...] = ()
    content_fingerprint: str = ""


class Outcome(StrEnum):
    """What a notice is about; the words are those of the lifecycle, `CERTIFICATE` hands something over."""

    GRANTED = "granted"
    PARTIALLY_GRANTED = "partially_granted"
    REFUSED = "refused"
    ACKNOWLEDGED = "acknowledged"
    CERTIFICATE = "certificate"


@dataclass(frozen=True)
class Addressee:
    """宛名: `lines` is the address, empty when it is handed over on the page only."""

    name: str
    postal_code: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issuer:
    """発信者: `title` みどり野町長, `name` of the person; `seal_note` as （公印省略）."""

    title: str
    name: str
    seal_note: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionNotice(Document):
    """決定通知書, and in its other outcomes 届出の確認 and 証明書の送付.

    `document_number` 文書番号; `ruling` 主文, by paragraphs; `legal_basis` 根拠法令; `conditions` 条件・期間; `disposes`
    is false for what is no 処分. Raises ValueError for a refusal without reasons (行政手続法8条), or a 処分 without 教示.
    """

    template: ClassVar[str] = "decision_notice"
    names: ClassVar[str] = "addressee.name"
    outcome: Outcome
    document_number: str
    issued_on: str
    addressee: Addressee
    issuer: Issuer
    procedure: str
    applied_on: str
    ruling: tuple[str, ...]
    facts: tuple[Row, ...] = ()
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    message: str = ""
    appeal: AppealInformation = NO_APPEAL
    disposes: bool = True

    def __post_init__(self) -> None:
        refuses = self.outcome in {Outcome.REFUSED, Outcome.PARTIALLY_GRANTED}
        if refuses and not any(reason.strip() for reason in self.reasons):
            raise ValueError("a refusal gives its reasons")
        if refuses and self.disposes and not self.appeal.paragraphs:
            raise ValueError("a refusal says where to turn")


@dataclass(frozen=True)
class PaidLine:
    """`quantity` as 2通, `amount` as 600円."""

    label: str
    quantity: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class PaymentConfirmation(Document):
    """お支払いの確認: no 領収書, which only the town's cashier may issue.

    `method` as クレジットカード; `payment_number` ours; `paid_at` as 2026年5月12日 10時31分.
    """

    template: ClassVar[str] = "payment_confirmation"
    names: ClassVar[str] = "payer_name"
    title: str = "お支払いの確認"
    procedure: str
    payer_name: str
    paid_at: str
    method: str
    payment_number: str
    lines: tuple[PaidLine, ...]
    total: str
    note: str = "領収書が要るときは、下の問い合わせ先に相談してください。"
