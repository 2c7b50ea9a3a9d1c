"""The other way round: somebody asks to act for an adult of their household, who then says yes or no by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import Response

from app.auth.attempts import check_allowed, record_failure, try_of
from app.auth.models import Scope
from app.clock import japan_date
from app.jobs.enqueue import enqueue
from app.jobs.kinds import SendApprovalCode
from app.language import Message, noted
from app.mandates import approval_codes, granting
from app.mandates.granting import Proxy, Wanted
from app.mandates.household import adults_of
from app.mandates.kinds import MandateKind
from app.mandates.parties import person_in_register
from app.mandates.telling import is_shielded
from app.prefill.household import Member
from app.web.mandate_form import MandateChoice, MandateChoices, boxes_of, choices_of, read_wanted
from app.web.offered import list_offered
from app.web.policies import RESIDENT
from app.web.resident.approval_address import code_address
from app.web.resident.on_behalf import own_account
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/acting")


@dataclass(frozen=True)
class AskPage:
    """`adults`: of one's own household, as the register shows it to oneself anyway."""

    choices: MandateChoices
    adults: tuple[MandateChoice, ...]
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("/ask", RESIDENT, signs_in=True)
def show_ask(visit: Visit) -> Response:
    choices, adults = _offered(visit)
    return visit.render("resident/acting/show_ask.html", AskPage(choices, _as_choices(adults)))


@pages.post("/ask", RESIDENT, outside=True)
def ask(visit: Visit) -> Response:
    """Nobody is told whether the person can be written to: it waits on their page in any case."""
    choices, adults = _offered(visit)
    wanted, errors = read_wanted(visit.form, choices, None, visit.language)
    member = adults.get(visit.form.one("who"))
    if member is None:
        errors["who"] = noted("だれの手続をするのかを選んでください。")
    if wanted is None or member is None or errors:
        page = AskPage(choices, _as_choices(adults), boxes_of(visit.form), errors)
        return visit.render("resident/acting/show_ask.html", page, status=422)
    _ask(visit, member, wanted)
    return visit.see_other("/acting?asked=1")


def _ask(visit: Visit, member: Member, wanted: Wanted) -> None:
    """How often one asks is limited, of whomever: who is asked too often is not written to, and nobody is told."""
    keys, me, now = visit.office.auth.keys, visit.resident, visit.now
    facts = visit.office.doors.prefill.facts_about(member.key)
    email = None if is_shielded(facts) else facts.value_of("person.email")
    person = person_in_register(keys, member.key, member.full_name)
    to = code_address(visit, facts, person.digest, wanted.email)
    proxy = Proxy(me.display_name, me.id, wanted.email)
    is_told = to is not None and to.target == email
    asked = replace(wanted, email=str(email) if email else None, is_told=is_told)
    asking = try_of(keys.attempts, Scope.MANDATE_APPROVAL, f"asked by {me.id}", visit.address)
    with visit.transaction() as session:
        check_allowed(session, asking, now=now)
        record_failure(session, asking, now=now)
        mandate = granting.request(session, person, proxy, asked, visit.office.town, now=now)
        if to is None:
            return
        born = member.date_of_birth
        code = approval_codes.send_code(session, keys.attempts, mandate, to, born, now=now)
        if code is not None:
            enqueue(session, SendApprovalCode(code_id=code.id))


def _offered(visit: Visit) -> tuple[MandateChoices, dict[str, Member]]:
    """By digest: what goes through the form names nobody."""
    with visit.office.database.read() as session:
        visit.opened = session
        own_key = own_account(visit).person_key
        choices = choices_of(visit.office.town, list_offered(visit))
        visit.opened = None
    family = tuple(each for each in choices.kinds if each.value == MandateKind.FAMILY)
    if own_key is None:
        return replace(choices, kinds=family), {}
    household = visit.office.doors.prefill.household_of(own_key)
    keys = visit.office.auth.keys
    adults = adults_of(household, own_key, japan_date(visit.now))
    return replace(choices, kinds=family), {person_in_register(keys, m.key).digest: m for m in adults}


def _as_choices(adults: Mapping[str, Member]) -> tuple[MandateChoice, ...]:
    return tuple(
        MandateChoice(digest, Message("{name}", {"name": each.full_name})) for digest, each in adults.items()
    )
