"""What staff do with a case, as they do it on its page."""

from collections.abc import Sequence

from tests.people import Clerk


def case_of(number: str) -> str:
    return f"/staff/cases/{number}"


def take_up(clerk: Clerk, number: str) -> None:
    clerk.opens(case_of(number))
    clerk.sends("審査を始める")
    assert "審査を始めました" in clerk.text


def ask_correction(clerk: Clerk, number: str, message: str, questions: Sequence[str]) -> None:
    clerk.opens(case_of(number))
    clerk.follows("補正をお願いする")
    clerk.sends("この内容でお願いする", {"message": message, "questions": questions})
    assert "補正をお願いしました" in clerk.text


def propose(clerk: Clerk, number: str, outcome: str, **boxes: str) -> None:
    clerk.opens(case_of(number))
    clerk.follows("起案する")
    clerk.sends("決裁に回す", {"outcome": outcome, **boxes})
    assert "決裁に回しました" in clerk.text


def decide(clerk: Clerk, number: str, outcome: str, **boxes: str) -> None:
    """Where the procedure needs no second person."""
    clerk.opens(case_of(number))
    clerk.follows("決定する")
    clerk.sends("この内容で決定する", {"outcome": outcome, **boxes})
    assert "決定しました" in clerk.text


def approve(approver: Clerk, number: str) -> None:
    approver.opens(case_of(number))
    approver.sends("この内容で決裁する")
    assert "決定しました" in approver.text
