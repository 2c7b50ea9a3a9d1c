"""不備: what a paper does not say, or says so that it cannot be read. Pure."""

from app.applications import fees
from app.applications.filing import Submission
from app.procedures.answers import check_whole
from app.procedures.questions.base import FieldError


def gaps_of(what: Submission) -> tuple[FieldError, ...]:
    """The same checks as online; there they stop the sending, here they are asked for afterwards."""
    offering = what.town.offering_of(what.journey.procedure.key)
    return tuple(check_whole(what.journey, what.attached) or fees.too_heavy(what.journey, offering))


def questions_with_gaps(what: Submission) -> tuple[str, ...]:
    """In the order of the definition."""
    found = {gap.at.partition(".")[0] for gap in gaps_of(what)}
    return tuple(key for key in what.journey.procedure.questions if key in found)
