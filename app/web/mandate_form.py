"""What is entrusted, as boxes → what is wanted, or a message at each box. Nothing is ticked beforehand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.japan import NotUnderstood
from app.japan.emails import read_email
from app.language import Message, noted
from app.mandates.granting import Wanted
from app.mandates.kinds import CHOSEN, COUNTER_ONLY, MandateArea, MandateDeed, MandateKind, MandateProof
from app.municipality.town import Municipality
from app.procedures.definition import Procedure
from app.web.forms import PostedForm
from app.web.mandate_words import AREAS, DEEDS, KINDS

PERIODS = (1, 3, 6, 12, 24, 36)


@dataclass(frozen=True)
class MandateChoice:
    value: str
    label: Message


@dataclass(frozen=True)
class MandateChoices:
    kinds: tuple[MandateChoice, ...]
    areas: tuple[MandateChoice, ...]
    deeds: tuple[MandateChoice, ...]
    periods: tuple[MandateChoice, ...]


def choices_of(
    town: Municipality, procedures: Iterable[Procedure], *, at_counter: bool = False
) -> MandateChoices:
    """Areas in which the town offers something. `at_counter`: a paper of the court can be shown."""
    there = {each.category for each in procedures}
    return MandateChoices(
        kinds=tuple(
            MandateChoice(kind, KINDS[kind]) for kind in CHOSEN if at_counter or kind not in COUNTER_ONLY
        ),
        areas=tuple(MandateChoice(area, AREAS[area]) for area in MandateArea if area in there),
        deeds=tuple(MandateChoice(deed, DEEDS[deed]) for deed in MandateDeed),
        periods=tuple(
            MandateChoice(str(months), noted("{months}か月", months=months))
            for months in PERIODS
            if months <= town.longest_mandate_months
        ),
    )


def read_wanted(
    form: PostedForm, choices: MandateChoices, proof: MandateProof | None, language: str
) -> tuple[Wanted | None, dict[str, Message]]:
    """What was chosen among what was offered; whatever else was sent counts as nothing."""
    areas, deeds = _ticked(form, "areas", choices.areas), _ticked(form, "deeds", choices.deeds)
    kind = next((each.value for each in choices.kinds if each.value == form.one("kind")), None)
    months = next((each.value for each in choices.periods if each.value == form.one("months")), None)
    errors: dict[str, Message] = {}
    if kind is None:
        errors["kind"] = noted("どんな人かを選んでください。")
    if not areas:
        errors["areas"] = noted("たのむ手続を、1つ以上選んでください。")
    if not deeds:
        errors["deeds"] = noted("たのむことを、1つ以上選んでください。")
    if months is None:
        errors["months"] = noted("いつまでかを選んでください。")
    email = read_address(form.one("email"), errors)
    if kind is None or months is None or errors:
        return None, errors
    wanted = Wanted(
        MandateKind(kind),
        frozenset(MandateArea(area) for area in areas),
        frozenset(MandateDeed(deed) for deed in deeds),
        int(months),
        email=email,
        proof=proof,
        language=language,
    )
    return wanted, errors


def read_address(text: str, errors: dict[str, Message]) -> str | None:
    """Empty is allowed: then there are no mails."""
    if not text:
        return None
    try:
        return read_email(text)
    except NotUnderstood:
        errors["email"] = noted("メールアドレスを確かめてください。例：hanako@mail.example")
        return None


def _ticked(form: PostedForm, box: str, offered: Iterable[MandateChoice]) -> list[str]:
    sent = set(form.fields.get(box, ()))
    return [each.value for each in offered if each.value in sent]


def boxes_of(form: PostedForm) -> Mapping[str, list[str]]:
    return {name: list(values) for name, values in form.fields.items()}
