"""What the sandbox says of cards, in Japanese."""

from dataclasses import dataclass
from datetime import datetime

from app.auth.jpki.verification import Fault
from app.clock import japan_date
from app.japan.ages import age_on
from app.japan.eras import wareki
from app.sandboxes.card.cards import SIGNS_FROM_AGE
from app.sandboxes.card.personas import CardState, Persona

CLAIMS = {"name": "氏名", "address": "住所", "birthdate": "生年月日", "gender": "性別"}
SEXES = {"1": "男", "2": "女", "3": "不明"}
STATES = {
    CardState.FINE: "",
    CardState.EXPIRED: "電子証明書の期限が切れているカード",
    CardState.REVOKED: "電子証明書が失効しているカード",
    CardState.MOVED: "引っ越しで、署名用の電子証明書だけ失効しているカード",
}


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a card, and what helps."""

    title: str
    what: str
    help: str


_COUNTER = "お住まいの市区町村の窓口に、カードを持って行ってください。"
_TROUBLES = {
    Fault.EXPIRED: Trouble(
        "電子証明書の期限が切れています",
        "カードの電子証明書の期限が切れたので、サインインできません。",
        f"{_COUNTER}新しい電子証明書を、その場で受け取れます。",
    ),
    Fault.REVOKED: Trouble(
        "電子証明書が使えなくなっています",
        "カードの電子証明書が失効しているので、サインインできません。"
        "カードをなくしたと届け出たときなどに、失効します。",
        f"{_COUNTER}使えるようにする方法を、窓口で案内します。",
    ),
}
_OTHERWISE = Trouble(
    "カードを確かめられませんでした",
    "カードの電子証明書を確かめられなかったので、サインインできません。",
    f"しばらくしてから、もう一度お試しください。何度も続くときは、{_COUNTER}",
)


def trouble_with(fault: Fault) -> Trouble:
    return _TROUBLES.get(fault, _OTHERWISE)


def told_of(persona: Persona) -> dict[str, str]:
    """What a person sees of what they may let go of."""
    born = persona.date_of_birth
    return {
        "name": persona.full_name,
        "address": persona.address,
        "birthdate": str(wareki(born)) if born else "",
        "gender": SEXES[persona.sex],
    }


def remark_on(persona: Persona, now: datetime) -> str:
    """Why somebody rehearsing might want this card; empty for most."""
    born = persona.date_of_birth
    is_child = born is not None and age_on(born, japan_date(now)) < SIGNS_FROM_AGE
    remarks = (
        STATES[persona.state],
        "15歳未満なので、署名用の電子証明書がないカード" if is_child else "",
        "氏名か住所の一部を、ほかの字で書いているカード" if _is_substituted(persona) else "",
    )
    return "。".join(remark for remark in remarks if remark)


def _is_substituted(persona: Persona) -> bool:
    return bool(persona.name.substituted or persona.address_told.substituted)
