"""What applicants said they do not know: staff find it out, or ask for it."""

from collections.abc import Sequence

from app.applications.desk.examined import Examined, Light, PreCheck
from app.applications.differences import title_of
from app.language import noted
from app.procedures.answer_rows import AnswerRow
from app.procedures.definition import CorrectionReason
from app.procedures.wording import Wording

ASKED_AGAIN = Wording(
    ja="「わからない」とお答えになったところです。わかったら、教えてください。",
    easy="「わからない」と 答えた ところです。わかったら おしえて ください。",
    en="You answered that you did not know this. Please tell us if you know it now.",
)
CODE = "UNKNOWN"


def left_to_find_out(rows: Sequence[AnswerRow]) -> tuple[str, ...]:
    """The nouns of these answers, in the order of the pages."""
    return tuple(title_of(row) for row in rows if row.is_unknown)


def unknowns(case: Examined) -> PreCheck | None:
    found = left_to_find_out(case.rows)
    if not found:
        return None
    names = "、".join(found)
    return PreCheck(
        Light.YELLOW, noted("わからない答え"), noted("職員が確かめます（{names}）。", names=names)
    )


def reason_to_ask(rows: Sequence[AnswerRow]) -> CorrectionReason | None:
    """A stock reason for a correction, beside those of the definition."""
    keys = tuple(dict.fromkeys((row.group or row.question).key for row in rows if row.is_unknown))
    return CorrectionReason(code=CODE, text=ASKED_AGAIN, questions=keys) if keys else None
