"""What every kind of question can do: be read from a form, fill a form again, be shown and exported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from app.language import Language, Message, noted
from app.procedures.conditions import Condition
from app.procedures.questions.paper import Blank, Blanks
from app.procedures.wording import Frozen, Name, Words

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Answer = Any  # JSON-able; its shape is the kind's `schema()`
Boxes = dict[str, list[str]]
Offered = list[dict[str, str]]  # what can be picked, as {value, label, hint?}
Picks = tuple[Mapping[str, str], ...]  # what may be chosen, as {value, label}


class Misread(ValueError):
    """What was given cannot be taken as an answer; `part` names the box, empty for the whole question.

    `picks`: what it may mean, to be chosen from below that box.
    """

    def __init__(self, message: Message, part: str = "", picks: Picks = ()) -> None:
        super().__init__(message.template)
        self.message = message
        self.part = part
        self.picks = picks


@dataclass(frozen=True)
class Given:
    """What a page posted, with what may be consulted to understand it.

    `known`: term → value from the register; `attached`: question key → files already received.
    """

    form: Mapping[str, Sequence[str]]
    known: Mapping[str, Any] = field(default_factory=dict)
    attached: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    today: date = date.max

    def one(self, name: str) -> str:
        """The value of a box, stripped; a box posted twice with two values is refused."""
        values = {value.strip() for value in self.form.get(name, ())} - {""}
        if len(values) > 1:
            raise Misread(noted("{name}は、1つだけ答えてください。"))
        return next(iter(values), "")

    def many(self, name: str) -> list[str]:
        return list(dict.fromkeys(value.strip() for value in self.form.get(name, ()) if value.strip()))


@dataclass(frozen=True)
class FieldError:
    """`at` is the id of the box to mend; `name` of the question is already among the message's values."""

    at: str
    message: Message
    picks: Picks = ()


@dataclass(frozen=True)
class LookedUp:
    """What the button of a question found: boxes to fill in, complaints, and by box what may be picked for it."""

    boxes: Boxes = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    picks: Mapping[str, Picks] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """`answer` is None where nothing was given or nothing could be understood."""

    answer: Answer | None
    errors: tuple[FieldError, ...] = ()


class QuestionBase(Frozen):
    """設問: `label` is the sentence asked, `name` the noun in messages; its Japanese heads columns and staff pages.

    `prefill` is a term of the register; `copy_from` a path to an earlier answer (`question.row.question`);
    `sensitive` answers are shown to staff only on request. `about`: whose fact it is, where neither `prefill` nor
    the row it stands in says so: the applicant's (`person`), that of whom it is for (`subject`), or nobody's but
    this `case`: then no other application's answer serves, and not the register's unseen. `may_be_unknown`:
    「わからない」 is an answer too, since the law does not want it of the applicant, or staff can find it out.
    """

    parts: ClassVar[tuple[str, ...]] = ()

    kind: str
    key: Key
    label: Words
    name: Name
    hint: Words | None = None
    required: bool = True
    when: Condition | None = None
    prefill: str | None = None
    copy_from: str | None = None
    about: Literal["person", "subject", "case"] | None = None
    sensitive: bool = False
    may_be_unknown: bool = False

    def read(self, given: Given, at: str) -> Answer | None:
        """The answer in the boxes named `at…`, None when nothing was given. Raises Misread."""
        raise NotImplementedError

    def gather(self, given: Given, at: str, _answers: Mapping[str, Any]) -> Reading:
        """`read` with its complaints, and that of a required answer that is missing, as values."""
        try:
            answer = self.read(given, at)
        except Misread as misread:
            return Reading(None, (self.error(at, misread.message, misread.part),))
        if answer is None and self.required:
            return Reading(None, (self.error(at, self.missing()),))
        return Reading(answer)

    def error(self, at: str, message: Message, part: str = "") -> FieldError:
        named = Message(message.template, {"name": self.name, **message.values})
        return FieldError(self.box_id(at, part), named)

    def box_id(self, at: str, part: str = "") -> str:
        """The box that takes the focus: the named part, else the first."""
        part = part or next(iter(self.parts), "")
        return f"{at}.{part}" if part else at

    def look_up(self, typed: Mapping[str, Sequence[str]], at: str) -> LookedUp:
        """What follows from the boxes typed so far, where a button of the question asks for it."""
        return LookedUp()

    def boxes(self, answer: Answer, at: str) -> Boxes:
        """The boxes that would be read as this answer again."""
        return {at: [str(answer)]}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        """The answer as text; staff, exports and documents take the Japanese one."""
        return str(answer)

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        """Where it is written on a paper form, with the answer there is; `known` are the lists of the town."""
        return (Blank(text="" if answer is None else self.show(answer)),)

    def columns(self, answer: Answer) -> dict[str, str]:
        """Heading → cell of an export; the same headings for every answer, None included."""
        return {self.name.ja: "" if answer is None else self.show(answer)}

    def answer_schema(self) -> dict[str, Any]:
        """JSON Schema of the answer."""
        return {"type": "string"}

    def suggested(self, known: Mapping[str, Any]) -> Answer | None:
        """The answer the register would give; None where what it has could not be typed here either."""
        found = self.registered(known)
        try:
            return None if found is None else self.read(Given(self.boxes(found, self.key), known), self.key)
        except Misread:
            return None

    def begun(self, known: Mapping[str, Any], at: str) -> Boxes:
        """What the register fills in of a question that it cannot answer whole."""
        return {}

    def registered(self, known: Mapping[str, Any]) -> Answer | None:
        """What the register has, put together in the shape of this kind."""
        return known.get(self.prefill) if self.prefill else None

    def can_be_answered(self, known: Mapping[str, Any]) -> bool:
        """False where it is picked from what is known, and nothing is: then nobody is asked."""
        return True

    def offered(self, known: Mapping[str, Any], language: Language, today: date = date.max) -> Offered:
        """Empty for what is typed."""
        return []

    def sample(self) -> Answer:
        """A valid answer, for generated tests and demo data."""
        raise NotImplementedError

    def sample_from(self, known: Mapping[str, Any]) -> Answer:
        """The same where an answer is picked from what is known."""
        return self.sample()

    def missing(self) -> Message:
        """What to say when a required answer is not there."""
        return noted("{name}を入力してください。")

    def problems(self) -> list[str]:
        """What is wrong with the definition itself, in English for its author."""
        return []
