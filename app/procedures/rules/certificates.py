"""Rules of certificates."""

from collections.abc import Iterator

from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check


@check
def some_member_is_chosen(answers: Answers, context: Context) -> Iterator[Complaint]:
    """A partial certificate needs names; where the register shows no household, staff must ask by phone."""
    if answers.get("scope") == "part" and not answers.get("members"):
        yield Complaint(
            "scope", noted("のせる人を選べませんでした。「世帯全員」を選ぶか、役場へお電話ください。")
        )
