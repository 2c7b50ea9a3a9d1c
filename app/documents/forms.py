"""A procedure as a paper form: what is printed, and that every page of it is of this form."""

from dataclasses import asdict, dataclass
from datetime import datetime

from app.documents.pdf import values_of
from app.documents.reading import look_at_every_page
from app.documents.shapes import Contact, Row
from app.documents.typesetting import typeset

TEMPLATE = "blank_form"


@dataclass(frozen=True)
class PaperTick:
    label: str
    is_on: bool
    hint: str


@dataclass(frozen=True)
class PaperGap:
    before: str
    text: str
    behind: str


@dataclass(frozen=True)
class PaperBlank:
    """A place to write in: ticks, then gaps; with neither `cells` of one character, or `lines`."""

    label: str
    text: str
    lines: int
    cells: int
    ticks: tuple[PaperTick, ...]
    gaps: tuple[PaperGap, ...]


@dataclass(frozen=True)
class PaperQuestion:
    """`number` as 3 or 3-1; `only` for whom it is, empty for everybody. `is_head`: of a row, with nothing to write."""

    number: str
    label: str
    only: str
    hint: str
    mark: str
    blanks: tuple[PaperBlank, ...]
    is_head: bool = False


@dataclass(frozen=True)
class PaperSection:
    title: str
    intro: str
    only: str
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class PaperForm:
    """`words`: what the template says itself. `edition`: which print this is, at the foot of every page.

    `resume_code` and `check_url` lead its owner back to the draft it was filled in from, `form_code` staff to whom it
    is sent; empty on a blank one.
    """

    title: str
    municipality: str
    addressee: str
    edition: str
    made_at: datetime
    words: tuple[tuple[str, str], ...]
    facts: tuple[Row, ...]
    sections: tuple[PaperSection, ...]
    papers: tuple[Row, ...]
    purpose_of_use: str
    contact: Contact
    resume_code: str = ""
    check_url: str = ""
    form_code: str = ""
    verification: None = None

    @property
    def foot(self) -> str:
        return f"{self.title}　{self.municipality}　{self.edition}"


def render_form(form: PaperForm) -> bytes:
    """The PDF. Raises NotWhole, TookTooLong or NotPublic."""
    data = {**asdict(form), "words": dict(form.words), "foot": form.foot}
    values, _replaced = values_of(data)
    pdf = typeset(TEMPLATE, values, form.made_at)
    look_at_every_page(pdf, form.foot, form.title)
    return pdf
