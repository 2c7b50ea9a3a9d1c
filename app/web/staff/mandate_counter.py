"""A mandate written down at the counter, from the person or from the paper that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.responses import Response

from app.clock import japan_date
from app.japan import NotUnderstood
from app.japan.names import read_name
from app.language import Message, noted
from app.mandates import granting
from app.mandates.granting import Proxy, Wanted
from app.mandates.kinds import MandateKind, MandateProof
from app.mandates.parties import Person, person_in_register
from app.mandates.telling import is_shielded
from app.web.at_desk import DeskPages
from app.web.mandate_form import MandateChoice, MandateChoices, boxes_of, choices_of, read_wanted
from app.web.offered import list_offered
from app.web.staff.mandate_desk_words import AT_COUNTER, CHECKS, PROOFS
from app.web.staff.mandates import MANAGE
from app.web.visits import Visit

pages = DeskPages("/staff/mandates")
NOT_HERE = noted("この氏名と生年月日の人を登録できません。書類をもう一度確かめてください。")


@dataclass(frozen=True)
class CounterPage:
    choices: MandateChoices
    proofs: tuple[MandateChoice, ...]
    checks: tuple[tuple[str, Message], ...]
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class SlipPage:
    """`code` is shown here and nowhere else, ever."""

    person: str
    proxy: str
    code: str
    until: date


@pages.get("/new", MANAGE)
def show_new(visit: Visit) -> Response:
    return _render(visit, _choices(visit), {})


@pages.post("/new", MANAGE, outside=True)
def register(visit: Visit) -> Response:
    """The register is asked before anything is written. Of a person under protection it says what it says of nobody."""
    with visit.office.database.read() as session:
        visit.opened = session
        choices = _choices(visit)
        visit.opened = None
    form = visit.form
    errors: dict[str, Message] = {}
    proof = next((each for each in AT_COUNTER if each == form.one("proof")), None)
    wanted, misread = read_wanted(form, choices, proof, "ja")
    names = {box: _read(form.one(box), box, errors) for box in ("person", "proxy")}
    person = _find(visit, names["person"], errors)
    errors |= misread
    errors |= {name: text for name, (_, text) in CHECKS.items() if form.one(name) != "yes"}
    if proof is None or not _proves(proof, wanted):
        errors["proof"] = noted("確かめ方を選んでください。成年後見人は、登記事項証明書で確かめます。")
    if wanted is None or person is None or errors:
        return _render(visit, choices, errors)
    noted_as = replace(wanted, registered_by=visit.staff.id, proof_note=form.one("proof_note")[:200] or None)
    proxy = Proxy(names["proxy"], office_name=form.one("office_name")[:100] or None)
    with visit.transaction() as session:
        mandate, code = granting.offer(session, person, proxy, noted_as, visit.office.town, now=visit.now)
        until = japan_date(mandate.code_until or visit.now)
    return visit.render("staff/mandates/show_slip.html", SlipPage(person.name, names["proxy"], code, until))


def _proves(proof: MandateProof, wanted: Wanted | None) -> bool:
    is_guardian = wanted is not None and wanted.kind is MandateKind.GUARDIAN
    return not is_guardian or proof is MandateProof.REGISTRY_CERTIFICATE


def _find(visit: Visit, name: str, errors: dict[str, Message]) -> Person | None:
    try:
        born = date.fromisoformat(visit.form.one("born"))
    except ValueError:
        errors["born"] = noted("生年月日を入力してください。例：1946-01-15")
        return None
    prefill = visit.office.doors.prefill
    key = prefill.find_person(name, born) if name else None
    if key is None or is_shielded(prefill.facts_about(key)):
        errors.setdefault("person", NOT_HERE)
        return None
    return person_in_register(visit.office.auth.keys, key, name)


def _read(text: str, box: str, errors: dict[str, Message]) -> str:
    try:
        return read_name(text)
    except NotUnderstood:
        errors[box] = noted("氏名を入力してください。")
        return ""


def _choices(visit: Visit) -> MandateChoices:
    """Only what one's own sections answer for."""
    town, mine = visit.office.town, visit.staff.sections
    offered = [each for each in list_offered(visit) if town.offering_of(each.key).section in mine]
    return choices_of(town, offered, at_counter=True)


def _render(visit: Visit, choices: MandateChoices, errors: Mapping[str, Message]) -> Response:
    page = CounterPage(
        choices=choices,
        proofs=tuple(MandateChoice(each, PROOFS[each]) for each in AT_COUNTER),
        checks=tuple((name, label) for name, (label, _) in CHECKS.items()),
        boxes=boxes_of(visit.form),
        errors=errors,
    )
    return visit.render("staff/mandates/register.html", page, status=422 if errors else 200)
