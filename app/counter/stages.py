"""How far a visit has come: worked out of what is there, never stored, so that it cannot disagree. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What is done next with the person in front (窓口の段階), in this order."""

    IDENTIFY = "identify"
    CONFIRM = "confirm"
    INTERVIEW = "interview"
    ASK = "ask"
    READ = "read"
    SIGN = "sign"
    PAY = "pay"
    END = "end"


@dataclass(frozen=True)
class Progress:
    """What is done. `is_chosen`: it is clear which procedures; `is_asked`: no question is left of any of them."""

    is_identified: bool = False
    is_confirmed: bool = False
    is_chosen: bool = False
    is_asked: bool = False
    is_read: bool = False
    is_signed: bool = False
    is_paid: bool = False


def stage_of(progress: Progress) -> Stage:
    """The first that is not done: whatever is taken back leads back there."""
    done = (
        (Stage.IDENTIFY, progress.is_identified),
        (Stage.CONFIRM, progress.is_confirmed),
        (Stage.INTERVIEW, progress.is_chosen),
        (Stage.ASK, progress.is_asked),
        (Stage.READ, progress.is_read),
        (Stage.SIGN, progress.is_signed),
        (Stage.PAY, progress.is_paid),
    )
    return next((stage for stage, is_done in done if not is_done), Stage.END)
