"""What somebody takes home: what has arrived, what comes next and until when; on screens, on paper, as days."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from app.applications.lifecycle import FINAL, State
from app.applications.models import Application
from app.applications.statuses import Status, status_of
from app.clock import japan_date
from app.counter.models import CounterVisit, Refusal, VisitCase
from app.counter.queries import list_cases
from app.counter.telling import found_for
from app.documents import shapes
from app.documents.calendar_file import DayToKeep, as_calendar
from app.documents.pdf import render
from app.documents.visit_sheet import SheetCase, VisitSheet
from app.japan.eras import full_date
from app.japan.numbers import yen
from app.language import Language, Message, noted
from app.municipality.offering import Contact
from app.payments.joining import standing
from app.payments.labels import STATE_LABELS
from app.payments.models import Payment
from app.payments.queries import get_payment
from app.procedures.event_interview import Found
from app.procedures.publication import get_procedure
from app.procedures.wording import Wording
from app.templating import speaker
from app.web.offered import list_offered
from app.web.visits import Visit


@dataclass(frozen=True)
class Arrived:
    """One application that has arrived. `fee` is where it costs something, and `pay_by` while that is owed."""

    title: Wording
    number: str
    status: Status
    contact: Contact
    fee: Payment | None
    fee_state: Message | None
    pay_by: date | None
    expected_on: date | None


@dataclass(frozen=True)
class Left:
    """Begun and not arrived: `why` is None where it was not sent at all."""

    title: Wording
    why: Message | None


# What could not be sent stays, and can be gone on with at home or another day.
WHY: dict[Refusal, Message] = {
    Refusal.CLOSED: noted("いまは受け付けていません。"),
    Refusal.STOPPED: noted("この手続は、いまの答えでは出せません。"),
    Refusal.FILED: noted("同じ手続が、もう出ています。"),
    Refusal.UNSURE: noted("本人確認の書類を見てから、出せます。"),
    Refusal.INCOMPLETE: noted("まだ答えていないところがあります。"),
    Refusal.UNSIGNED: noted("署名がまだです。"),
}


@dataclass(frozen=True)
class Elsewhere:
    """What is done at another place, and where."""

    title: Wording
    at: Wording | None
    note: Wording | None


@dataclass(frozen=True)
class Ending:
    """`left`: what was begun and has not arrived; `found`: what the event of this visit asks for beside it."""

    arrived: tuple[Arrived, ...]
    left: tuple[Left, ...]
    found: Found

    @property
    def elsewhere(self) -> tuple[Elsewhere, ...]:
        items = self.found.elsewhere
        return tuple(Elsewhere(each.elsewhere, each.at, each.note) for each in items if each.elsewhere)

    @property
    def has_days(self) -> bool:
        return any(each.expected_on or each.pay_by for each in self.arrived)


def ending_of(visit: Visit, found: CounterVisit) -> Ending:
    cases = list_cases(visit.session, found.id)
    return Ending(
        arrived=tuple(_arrived(visit, each) for _, each in cases if each.state is not State.DRAFT),
        left=tuple(_left(visit, entry, each) for entry, each in cases if each.state is State.DRAFT),
        found=_found(visit, found),
    )


def _left(visit: Visit, entry: VisitCase, case: Application) -> Left:
    title = get_procedure(visit.session, case.revision_id).short_title
    return Left(title, WHY[entry.refused] if entry.refused else None)


def _arrived(visit: Visit, case: Application) -> Arrived:
    procedure = get_procedure(visit.session, case.revision_id)
    fee = get_payment(visit.session, case.payment_id) if case.payment_id else None
    stands = standing(visit.session, fee) if fee else None
    today = japan_date(visit.now)
    return Arrived(
        title=procedure.short_title,
        number=case.reference_number or "",
        status=status_of(case, stands.state if stands else None, fee.due_on if fee else None, today=today),
        contact=visit.office.town.contact_of(procedure.key),
        fee=fee,
        fee_state=STATE_LABELS[stands.state] if stands else None,
        pay_by=fee.due_on if fee and fee.is_owed else None,
        expected_on=None if case.state in FINAL else case.due_on,
    )


def _found(visit: Visit, found: CounterVisit) -> Found:
    """As answered at the start of the visit; nothing where no event was chosen."""
    if found.event is None or found.event_answers is None:
        return Found()
    offered = {each.key: each for each in list_offered(visit)}
    return found_for(found, offered, visit.office.town, visit.now)


def sheet_of(visit: Visit, found: CounterVisit) -> bytes:
    """One paper for all of it, in Japanese, as the paper is for whoever helps at home too. Raises NotWhole."""
    town, ending = visit.office.town, ending_of(visit, found)
    place = town.find_place(found.place)
    phones = visit.office.phones_url
    sheet = VisitSheet(
        reference_number=found.number,
        municipality=town.name,
        made_at=visit.now,
        contact=shapes.Contact(town.name, town.phone or "", "", town.address or ""),
        applicant_name=found.told.name if found.told else "",
        day=full_date(japan_date(visit.now)),
        place=place.name if place else found.place,
        cases=tuple(_on_paper(visit, each) for each in ending.arrived),
        collect=tuple(each.ja for each in ending.found.collect),
        elsewhere=tuple(_row(each) for each in ending.elsewhere),
        check_url=f"{phones}/resume" if phones else "",
    )
    return render(sheet).pdf


def _on_paper(visit: Visit, each: Arrived) -> SheetCase:
    say = speaker(visit.office.pages, Language.JAPANESE)
    said = [each.contact.name, each.contact.phone or "", each.contact.hours or ""]
    return SheetCase(
        number=each.number,
        procedure=each.title.ja,
        next_step=say(each.status.next_step),
        due=say(each.status.due) if each.status.due else "",
        fee=f"{yen(each.fee.amount_yen)}（{each.fee_state}）" if each.fee else "",
        section="　".join(part for part in said if part),
    )


def _row(each: Elsewhere) -> shapes.Row:
    said = [each.at.ja if each.at else "", each.note.ja if each.note else ""]
    return shapes.Row(each.title.ja, "\n".join(part for part in said if part))


PAY_BY, EXPECTED = noted("{town}：支払いの期限（{number}）"), noted("{town}：結果の目安（{number}）")
MORE = noted("くわしくは、受付番号と電話番号で見られます。{page}")


def calendar_of(visit: Visit, found: CounterVisit) -> bytes:
    """The days that are known, in the words of whoever is in front; what was applied for is not in it."""
    town, url = visit.office.town.name, visit.office.phones_url or visit.office.public_url
    say, host = speaker(visit.office.pages, visit.language), urlsplit(url).hostname
    days = []
    for each in ending_of(visit, found).arrived:
        for kind, on, title in (("pay", each.pay_by, PAY_BY), ("result", each.expected_on, EXPECTED)):
            if on is not None:
                told = say(Message(title.template, {"town": town, "number": each.number}))
                more = say(Message(MORE.template, {"page": f"{url}/resume"}))
                days.append(DayToKeep(f"{each.number}-{kind}@{host}", on, told, more))
    return as_calendar(days, made_at=visit.now, language=visit.language)
