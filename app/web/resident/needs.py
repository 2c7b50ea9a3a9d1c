"""What shows who one is, said before anything is typed: what to have at hand, and how one sees that it still works."""

from app.applications.assurance import needed_for
from app.auth.assurance import Assured, enough
from app.auth.identity import Assurance
from app.language import Message, noted
from app.municipality.town import Municipality
from app.procedures.definition import Procedure

Need = tuple[Message, Message]

CARD: tuple[Need, ...] = (
    (noted("マイナンバーカード"), noted("手続をする方ご自身のものを、手元に用意してください。")),
    (
        noted("暗証番号"),
        noted("数字4けたです。3回まちがえると使えません。そのときは窓口で直せます。"),
    ),
    (
        noted("電子証明書の期限"),
        noted("カードの表に書いた日までです。書いていないときは、発行から5回目の誕生日までです。"),
    ),
    (noted("スマートフォン"), noted("カードを読める機種に、デジタル認証アプリを入れてください。")),
)
SIGNING: Need = (
    noted("署名用の暗証番号"),
    noted("英字と数字の6から16文字です。5回まちがえると使えません。"),
)
CONTACT: tuple[Need, ...] = (
    (noted("メールか携帯電話"), noted("始めに番号を送ります。届いた番号で、連絡がつくと確かめます。")),
)


def needs_of(procedure: Procedure, town: Municipality, who: Assured | None) -> tuple[Need, ...]:
    """Empty where nothing is asked for, or all of it has been shown already."""
    needed = needed_for(procedure, town)
    if who is not None and enough(needed, who):
        return ()
    if needed is Assurance.SIGNED:
        return (SIGNING,) if who and enough(Assurance.AUTHENTICATED, who) else (*CARD, SIGNING)
    return CARD if needed is Assurance.AUTHENTICATED else CONTACT
