"""What was done at a counter: how it was signed, who made sure of the person, which papers were seen."""

import json
from dataclasses import dataclass, field

from app.applications.identity_papers import BY_KEY
from app.applications.seen_queries import list_seen
from app.applications.signing.by_hand import ByHand, HandSignature
from app.language import Message, noted
from app.procedures.wording import Wording
from app.web.staff.cases import StaffCase

HOW: dict[ByHand, Message] = {
    ByHand.DRAWN: noted("窓口の画面に、手で署名しました。"),
    ByHand.TYPED: noted("窓口の画面に、名前を入力して署名しました。"),
    ByHand.ON_PAPER: noted("窓口で、印刷した紙に署名しました。"),
}
ASKED_ONLY = noted("聞き取りだけ")
BY_CARD = noted("カード")


@dataclass(frozen=True)
class CounterPanel:
    """`path` draws the signature in a field of 1000 by 400; `seen`: papers that need no photo."""

    how: Message
    visit_number: str
    shown: tuple[Message, ...]
    path: str = field(repr=False)
    typed: str = field(repr=False)
    seen: tuple[Wording, ...]


def counter_panel_of(case: StaffCase) -> CounterPanel | None:
    """None for what did not come over the counter."""
    signed = case.by_hand.get(case.version.id)
    if signed is None:
        return None
    questions = case.procedure.questions
    seen = (each.question_key for each in list_seen(case.session, case.application.id))
    return CounterPanel(
        how=HOW[signed.how],
        visit_number=signed.visit_number,
        shown=_shown(signed),
        path=_path(signed) if signed.how is ByHand.DRAWN else "",
        typed=signed.drawing if signed.how is ByHand.TYPED else "",
        seen=tuple(questions[key].name for key in seen if key in questions),
    )


def _shown(signed: HandSignature) -> tuple[Message, ...]:
    papers = tuple(BY_KEY[key].name for key in signed.papers if key in BY_KEY)
    return papers or (BY_CARD if signed.identified_by == "card" else ASKED_ONLY,)


def _path(signed: HandSignature) -> str:
    strokes = json.loads(signed.drawing)
    return " ".join("M" + " L".join(f"{x} {y}" for x, y in stroke) for stroke in strokes if stroke)
