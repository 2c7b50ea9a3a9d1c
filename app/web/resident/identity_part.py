"""本人確認 on the page of one's own case: papers that wait to be looked at, or are asked for again."""

from dataclasses import dataclass

from app.applications.identity_models import IdentityState
from app.applications.identity_papers import REASONS
from app.applications.identity_queries import find_check
from app.applications.lifecycle import FINAL
from app.language import Message
from app.web.resident.cases import Case


@dataclass(frozen=True)
class IdentityPart:
    """`papers_href`: where they are sent again, None while an officer looks at them."""

    papers_href: str | None
    reasons: tuple[Message, ...]
    words: str


def identity_of(case: Case) -> IdentityPart | None:
    """None where nothing is to be shown, or it has been accepted."""
    check = find_check(case.visit_session, case.application.id)
    if check is None or check.state is IdentityState.ACCEPTED or case.application.state in FINAL:
        return None
    if check.state is not IdentityState.ASKED_AGAIN:
        return IdentityPart(None, (), "")
    reasons = tuple(REASONS[key] for key in check.reasons)
    return IdentityPart(f"/apply/{case.application.id}/papers", reasons, check.words)
