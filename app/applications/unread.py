"""What was typed and is no answer yet: half a telephone number, a page that was left for larger letters.

It is kept with the draft, sealed like its answers, until the question is answered or the application arrives. Nothing
reads it but the page that asks the question, and a clerk whom its owner shows that page.
"""

from collections.abc import Collection, Mapping, Sequence

from app.applications.models import Application
from app.procedures.row_boxes import is_within

Boxes = Mapping[str, Sequence[str]]


def keep(application: Application, form: Boxes, asked: Collection[str]) -> None:
    """`asked`: where the boxes of the questions on the page begin; an empty box is kept as empty."""
    kept = _without(application.unread or {}, asked)
    for at in asked:
        kept[at] = {box: [*values] for box, values in form.items() if is_within(box, at)}
    application.unread = kept


def forget(application: Application, answered: Collection[str]) -> None:
    if application.unread:
        application.unread = _without(application.unread, answered) or None


def over(application: Application, boxes: Boxes) -> dict[str, list[str]]:
    """These boxes as they were left: what was typed since stands in the place of what was saved."""
    shown = {box: [*values] for box, values in boxes.items()}
    for at, typed in (application.unread or {}).items():
        shown = {box: values for box, values in shown.items() if not is_within(box, at)} | typed
    return shown


def touches(application: Application, at: str) -> bool:
    """Whether something is kept for the question, for a row around it, or for a question in it."""
    return any(is_within(at, kept) or is_within(kept, at) for kept in application.unread or {})


def _without(
    unread: Mapping[str, dict[str, list[str]]], asked: Collection[str]
) -> dict[str, dict[str, list[str]]]:
    gone = (at for at in unread if any(is_within(at, each) for each in asked))
    return {at: typed for at, typed in unread.items() if at not in {*gone}}
