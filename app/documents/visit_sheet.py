"""What somebody takes home from the counter, on one paper."""

from dataclasses import dataclass
from typing import ClassVar

from app.documents.shapes import Document, Row


@dataclass(frozen=True)
class SheetCase:
    """One application of a visit: what happens next with it, until when, and who answers questions about it."""

    number: str
    procedure: str
    next_step: str
    due: str
    fee: str
    section: str


@dataclass(frozen=True, kw_only=True)
class VisitSheet(Document):
    """きょうの手続の控え: everything of one visit to the counter on one paper, and where to go from here.

    `reference_number` is that of the visit. `collect`: papers to bring or to give back; `elsewhere`: what is done at
    another place, and where.
    """

    template: ClassVar[str] = "visit_sheet"
    title: str = "きょうの手続の控え"
    applicant_name: str
    day: str
    place: str
    cases: tuple[SheetCase, ...]
    collect: tuple[str, ...] = ()
    elsewhere: tuple[Row, ...] = ()
    check_url: str = ""
    how_to_check: str = "手続のページの「続きから」で、受付番号と電話番号を入れてください。"
