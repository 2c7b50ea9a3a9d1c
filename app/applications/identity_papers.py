"""本人確認書類: which papers may show who somebody is without the card, how many, and how to photograph them. Pure.

The list and its rule are those of the towns' own: one paper with a photo that an authority issued, else two of the
others. What the law forbids to ask for (個人番号, 健康保険の記号・番号, 基礎年金番号) is covered before the photo.
"""

from collections.abc import Collection
from dataclasses import dataclass

from app.language import Message, noted


@dataclass(frozen=True)
class Paper:
    """`suffices`: one is enough. `photograph`: which sides, and what to cover first."""

    key: str
    name: Message
    suffices: bool
    photograph: Message


BOTH_SIDES = noted("おもてとうらを撮ってください。")
FRONT = noted("おもてだけを撮ってください。")

PAPERS: tuple[Paper, ...] = (
    Paper("driving_licence", noted("運転免許証"), True, BOTH_SIDES),
    Paper("driving_record", noted("運転経歴証明書（平成24年4月1日より後のもの）"), True, BOTH_SIDES),
    Paper("residence_card", noted("在留カード"), True, BOTH_SIDES),
    Paper("special_permanent_resident", noted("特別永住者証明書"), True, BOTH_SIDES),
    Paper(
        "my_number_card",
        noted("マイナンバーカード（暗証番号がわからない方）"),
        True,
        noted("おもてだけを撮ってください。うらには個人番号があります。うらは送らないでください。"),
    ),
    Paper(
        "disability_handbook",
        noted("障害者手帳（写真のあるもの）"),
        True,
        noted("写真と住所のページを撮ってください。"),
    ),
    Paper(
        "health_insurance",
        noted("健康保険の資格確認書"),
        False,
        noted("記号・番号・保険者番号とQRコードを紙で隠して、おもてとうらを撮ってください。"),
    ),
    Paper(
        "care_insurance",
        noted("介護保険の被保険者証"),
        False,
        noted("被保険者番号を紙で隠して撮ってください。"),
    ),
    Paper(
        "pension",
        noted("年金証書か基礎年金番号通知書"),
        False,
        noted("基礎年金番号を紙で隠して撮ってください。"),
    ),
    Paper("child_support", noted("児童扶養手当の証書"), False, FRONT),
    Paper("passport", noted("パスポート"), False, noted("写真のページを撮ってください。")),
)
BY_KEY = {paper.key: paper for paper in PAPERS}
NEEDED = 2
VIRUS = "virus"


def papers_suffice(keys: Collection[str]) -> bool:
    """One of the first kind, or two different ones of the others."""
    known = {key for key in keys if key in BY_KEY}
    return len(known) >= NEEDED or any(BY_KEY[key].suffices for key in known)


CHECKS = ("listed", "legible", "name", "birth", "address", "valid")
"""What an officer looks at; the face need not be compared."""

REASONS: dict[str, Message] = {
    "blurred": noted("写真がぼやけていて、文字が読めません。"),
    "cut_off": noted("書類の一部が写っていません。"),
    "name": noted("申請の氏名と書類の氏名が違います。"),
    "birth": noted("申請の生年月日と書類の生年月日が違います。"),
    "address": noted("申請の住所と書類の住所が違います。"),
    "expired": noted("書類の有効期限が切れています。"),
    "not_listed": noted("この書類では確かめられません。"),
    "my_number": noted("個人番号が写っています。隠して撮り直してください。"),
    VIRUS: noted("写真のファイルからウイルスが見つかりました。撮り直してください。"),
}
"""Why it is asked for again, in the words the resident reads."""
