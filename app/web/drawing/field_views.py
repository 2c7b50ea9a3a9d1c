"""What the templates of questions are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.language import Message
from app.procedures.questions.base import Picks, QuestionBase
from app.web.drawing.stored_files import StoredView

Boxes = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class OptionView:
    value: str
    label: str | Message
    hint: str | Message | None = None


@dataclass(frozen=True)
class FieldView:
    """`folded`: the answer as text where the register knew it, so that the boxes may stay closed.

    `picks`: by box, what a look-up offers.
    """

    question: QuestionBase
    at: str
    label: str
    hint: str | None
    boxes: Boxes
    errors: Mapping[str, Message]
    source: Message | None = None
    folded: str = ""
    options: tuple[OptionView, ...] = ()
    rows: tuple["RowView", ...] = ()
    stored: tuple[StoredView, ...] = ()
    picks: Mapping[str, Picks] = field(default_factory=dict)
    may_add: bool = False
    as_title: bool = False

    @property
    def kind(self) -> str:
        return self.question.kind


@dataclass(frozen=True)
class RowView:
    """`key`: the person it belongs to, empty for one who was not picked."""

    title: str
    fields: tuple[FieldView, ...]
    at: str
    key: str = ""
    may_remove: bool = False
    focused: bool = False
