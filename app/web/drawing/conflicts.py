"""Two answers to one question, side by side, for whoever is to choose: theirs may come from another screen or hand."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.applications.hands import Hand, Typed, TypedBy, typed_of
from app.japan.spoken import Moment
from app.language import Language, Message, noted
from app.procedures.drawn import as_text, drawn_from
from app.procedures.journey import Journey
from app.procedures.merging import Clash, Side
from app.procedures.questions.groups import GroupQuestion
from app.web.drawing.field_views import Boxes, OptionView
from app.web.drawing.taking import DRAWN, KEEP, SHOWN, drawn_in

NOT_ANSWERED = noted("（答えていません）")
HERE = noted("いま、この画面で入力しました")
ELSEWHERE = noted("ほかの画面で入力しました")
CHOOSE = noted("どちらかを選んでください。")
WRITES = frozenset({"form_token", DRAWN, SHOWN})


@dataclass(frozen=True)
class Reader:
    """Who is to choose: their language, and their own hand."""

    language: Language
    hand: Hand


@dataclass(frozen=True)
class ClashView:
    """`which` of several people or things it is about."""

    at: str
    name: str
    label: str
    which: Message | None
    options: tuple[OptionView, ...]


@dataclass(frozen=True)
class Conflict:
    """`boxes` are those that were sent: they go through the page untouched, so that nothing of them is lost."""

    clashes: tuple[ClashView, ...]
    boxes: tuple[tuple[str, str], ...]
    errors: Mapping[str, Message]


def conflict_of(
    clashes: Sequence[Clash], form: Boxes, journey: Journey, typed_by: TypedBy | None, reader: Reader
) -> Conflict:
    shown = form.get(SHOWN, ())
    return Conflict(
        clashes=tuple(_view(each, typed_of(typed_by, each.key), reader) for each in clashes),
        boxes=(*_as_sent(form), *_about(clashes, form, journey)),
        errors={f"{KEEP}{each.at}": CHOOSE for each in clashes if each.at in shown},
    )


def _as_sent(form: Boxes) -> Iterator[tuple[str, str]]:
    for name, values in form.items():
        if name not in WRITES and not name.startswith(KEEP):
            yield from ((name, value) for value in values)


def _about(clashes: Sequence[Clash], form: Boxes, journey: Journey) -> Iterator[tuple[str, str]]:
    """From here on the other answer has been seen: should it change once more, it is shown once more."""
    questions = {each.key: each.group or each.question for each in clashes}
    now = drawn_from(journey, questions.values())
    seen = {at: cell for at, cell in now.items() if _is_among(at, {each.at for each in clashes})}
    yield DRAWN, as_text({**drawn_in(form), **seen})
    yield from ((SHOWN, each.at) for each in clashes)


def _is_among(at: str, cells: Collection[str]) -> bool:
    """A whole group takes its rows along."""
    return at in cells or at.partition(".")[0] in cells


def _view(clash: Clash, typed: Typed | None, reader: Reader) -> ClashView:
    language = reader.language
    return ClashView(
        at=clash.at,
        name=f"{KEEP}{clash.at}",
        label=clash.question.label.for_reader(language),
        which=clash.group.nth(clash.row) if clash.group and clash.row else None,
        options=(
            OptionView(Side.MINE, _text(clash, clash.mine, language), HERE),
            OptionView(Side.THEIRS, _text(clash, clash.theirs, language), _told(typed, reader)),
        ),
    )


def _told(typed: Typed | None, reader: Reader) -> Message:
    if typed is None:
        return ELSEWHERE
    who = ELSEWHERE if typed.hand is reader.hand else typed.label
    return noted("{who}（{at}）", who=who, at=Moment(typed.at))


def _text(clash: Clash, answer: Any, language: Language) -> Any:
    question = clash.question
    if answer in (None, "", []):
        return NOT_ANSWERED
    if not isinstance(question, GroupQuestion):
        return question.show(answer, language)
    rows = (_row(question, row, language) for row in answer)
    return "／".join(f"{number}. {row}" for number, row in enumerate(rows, 1))


def _row(group: GroupQuestion, row: Mapping[str, Any], language: Language) -> str:
    told = [each.show(row[each.key], language) for each in group.questions if row.get(each.key) is not None]
    return "、".join(told)
