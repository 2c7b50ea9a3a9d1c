"""What every page of the screen knows, and when it shows somebody at all."""

from dataclasses import dataclass

from app.counter.front import Front
from app.web.in_front import OtherPerson
from app.web.visits import Visit


@dataclass(frozen=True)
class ShownPage:
    """`changes` is compared with what the server says later: a page that differs is asked for anew."""

    changes: str


def changes_of(visit: Visit) -> str:
    """The same as long as the screen would look the same; names nobody."""
    front = visit.front
    if front is None:
        return "nobody"
    return f"{front.epoch.hex[-8:]}.{front.changes}.{'resting' if front.is_resting else 'shown'}"


def require_awake(visit: Visit) -> Front:
    """Raises OtherPerson while nobody is in front, or the screen rests: whoever touches it may be anybody."""
    if visit.front is None or visit.front.is_resting:
        raise OtherPerson
    return visit.front
