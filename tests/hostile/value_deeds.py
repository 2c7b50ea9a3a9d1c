"""What is done to values of the town, for the table of all deeds."""

from collections.abc import Callable
from typing import Any

from app.database import new_id
from tests.hostile.furnished import propose_value


def proposes_value(town: Any) -> None:
    page = "/staff/parameters/new"
    sent = {"value": "400", "effective_from": f"{2030 + new_id().int % 60}-04-01", "source": "手数料条例"}
    town.posts(town.admin, f"{page}?name=offerings.certificate_of_residence.fees.copy", page, **sent)


def decides_on_value(town: Any, tail: str, **sent: str) -> None:
    page = f"/staff/parameters/{propose_value(town.world, new_id())}"
    town.posts(town.admin, page, f"{page}/{tail}", **sent)


# As in `tests.hostile.deeds.DEEDS`.
OF_VALUES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "POST /staff/parameters/new": ("propose_parameter", proposes_value),
    "POST /staff/parameters/{parameter_id}/confirm": (
        "confirm_parameter",
        lambda t: decides_on_value(t, "confirm"),
    ),
    "POST /staff/parameters/{parameter_id}/reject": (
        "reject_parameter",
        lambda t: decides_on_value(t, "reject", reason="金額が違います。"),
    ),
}
