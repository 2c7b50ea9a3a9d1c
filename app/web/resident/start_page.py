"""The start page of a procedure: who, how long, what it costs, what to have at hand, and other ways."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.applications import accepting, queries
from app.applications.assurance import needs_card, takes_papers
from app.auth.identity import Guest, Resident, StaffMember
from app.clock import japan_date
from app.estimates.catalog import estimates_for
from app.language import Message, noted
from app.municipality.offering import Channel
from app.municipality.town import Municipality
from app.procedures.definition import PaperNeeded, Procedure
from app.procedures.wording import Wording
from app.web.offered import offered_procedure
from app.web.policies import PUBLIC
from app.web.resident.estimates import link_to
from app.web.resident.forms_on_paper import form_href
from app.web.resident.needs import Need, needs_of
from app.web.resident.page_hrefs import ways_outside
from app.web.resident.prices import fee_rows, may_be_for_the_counter, ways_with_prices, ways_without_price
from app.web.resident.shelves import Card, card_of_procedure
from app.web.resident.waiting_values import deadline_text, waiting_row
from app.web.routing import Pages
from app.web.security import allow_form_target
from app.web.visits import Visit

pages = Pages()


@dataclass(frozen=True)
class StartPage:
    """`needs`: what shows who one is. `papers_action`: where somebody begins who has no card.

    `elsewhere`: where it is taken instead, because it cannot be done here; `booking`: where one books a time for that.
    """

    title: Wording
    summary: Wording
    action: str
    next: str
    button: Message
    draft_href: str | None
    closed: Message | None
    elsewhere: Message | None
    booking: Card | None
    needs: tuple[Need, ...]
    papers_action: str | None
    facts: tuple[tuple[Any, Any], ...]
    papers: tuple[PaperNeeded, ...]
    ways: tuple[tuple[Any, Any], ...]
    other_ways: tuple[Wording, ...]
    some_at_counter: bool
    purpose: Any
    resume: bool
    legal_basis: tuple[str, ...]
    section_name: str
    form_href: str
    estimates: tuple[tuple[Message, Wording, str], ...]
    whose_href: str | None


@pages.get("/procedures/{key}", PUBLIC)
def show_start(visit: Visit, key: str) -> Response:
    procedure = offered_procedure(visit, key)
    town = visit.office.town
    signs_in = needs_card(procedure, town) and not isinstance(visit.who, Resident)
    page = _page(visit, procedure, town, signs_in=signs_in)
    return _drawn(visit, page, town.contact_of(key).phone, signs_in=signs_in)


def _page(visit: Visit, procedure: Procedure, town: Municipality, *, signs_in: bool) -> StartPage:
    key, with_card = procedure.key, needs_card(procedure, town)
    draft = _own_draft(visit, key)
    elsewhere = accepting.wrong_way(town, procedure, Channel.WEB)
    return StartPage(
        title=procedure.title,
        summary=procedure.summary,
        action="/sign-in" if signs_in else f"/procedures/{key}/start",
        next=f"/procedures/{key}",
        button=_button(visit, with_card=with_card, has_draft=draft is not None),
        draft_href=f"/apply/{draft.id}" if draft else None,
        closed=closed_reason(town, procedure, visit),
        elsewhere=elsewhere,
        booking=_booking(visit, procedure) if elsewhere else None,
        needs=needs_of(procedure, town, None if isinstance(visit.who, StaffMember) else visit.who),
        papers_action=f"/procedures/{key}/start" if signs_in and takes_papers(procedure, town) else None,
        facts=_facts(procedure, town),
        papers=procedure.papers,
        ways=ways_with_prices(procedure, town),
        other_ways=ways_without_price(procedure),
        some_at_counter=may_be_for_the_counter(procedure, town),
        purpose=procedure.purpose_of_use,
        resume=not with_card and elsewhere is None,
        legal_basis=procedure.legal_basis,
        section_name=town.section_of(key).name,
        form_href=form_href(f"/procedures/{key}/form.pdf", visit.language),
        estimates=tuple(link_to(each) for each in estimates_for(key)),
        whose_href=f"/acting?next=/procedures/{key}" if isinstance(visit.who, Resident) else None,
    )


def _drawn(visit: Visit, page: StartPage, phone: str | None, *, signs_in: bool) -> Response:
    ways = ways_outside("", "/", phone)
    response = visit.render("resident/start/show_start.html", page, section_phone=phone, ways=ways)
    return allow_form_target(response, visit.office.doors.sign_in.origin) if signs_in else response


def closed_reason(town: Municipality, procedure: Procedure, visit: Visit) -> Message | None:
    """Why nobody can begin it today, None when they can."""
    today = japan_date(visit.now)
    if reason := accepting.closed_reason(town, procedure.key, today):
        return reason
    if procedure.deadline.rule == "disaster" and not town.list_open_disasters(today):
        return noted("いま受付をしている災害はありません。くわしくは担当へお問い合わせください。")
    return None


def _booking(visit: Visit, procedure: Procedure) -> Card | None:
    """Where the town lets people book a time over these pages."""
    key = procedure.booked_with
    if key is None or key not in visit.office.town.list_enabled():
        return None
    return card_of_procedure(offered_procedure(visit, key), visit.office.town)


def _own_draft(visit: Visit, key: str) -> Any:
    if not isinstance(visit.who, Guest | Resident):
        return None
    return queries.find_draft(visit.session, visit.who.party, key)


def _button(visit: Visit, *, with_card: bool, has_draft: bool) -> Message:
    if with_card and not isinstance(visit.who, Resident):
        return noted("マイナンバーカードでサインインする")
    return noted("新しく始める") if has_draft else noted("始める")


def _facts(procedure: Procedure, town: Municipality) -> tuple[tuple[Any, Any], ...]:
    offering = town.offering_of(procedure.key)
    days = offering.standard_processing_days
    facts: list[tuple[Any, Any]] = [
        (noted("できる方"), procedure.who),
        (noted("かかる時間"), noted("約{minutes}分", minutes=procedure.minutes)),
        *(() if ways_with_prices(procedure, town) else fee_rows(procedure, town)),
        (noted("期限"), deadline_text(procedure, town)),
    ]
    if days:
        text = noted("届いてから{days}日ほど", days=days.value)
        if not days.confirmed:
            text = noted(
                "届いてから{days}日ほど（{unconfirmed}）", days=days.value, unconfirmed=town.unconfirmed_words
            )
        facts.append((noted("結果が出るまで"), text))
    return (*facts, *waiting_row(procedure, town))
