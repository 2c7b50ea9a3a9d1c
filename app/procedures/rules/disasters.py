"""Rules of 罹災証明書."""

from collections.abc import Iterator

from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check


@check
def flood_depth_fits_floor(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Water below the floor cannot stand two metres deep: one of the two answers is a slip."""
    depth = answers.get("flood_cm")
    if answers.get("flood_height") == "below_floor" and isinstance(depth, int) and depth > 100:
        yield Complaint(
            "flood_cm",
            noted("床下の浸水で{depth}cmは深すぎます。深さか、床上・床下を確かめてください。", depth=depth),
        )
