"""The town's values and what was proposed for them → the rows of the staff pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID

from app.applications.desk.queries import names_of_staff
from app.auth.permissions import Action
from app.clock import japan_date
from app.language import Message, noted
from app.municipality.kinds import ValueKind
from app.parameters.models import TownParameter
from app.parameters.places import Place, places_of
from app.web.staff.parameter_words import Wordbook
from app.web.staff.value_boxes import said
from app.web.visits import Visit

SET = Action.SET_PARAMETERS
IN_FILE = noted("町のファイル")


@dataclass(frozen=True)
class ValueRow:
    """A value as it is today. `since` is None where only the file says it. `later`: what will hold, from when."""

    name: str
    href: str
    group: str
    what: str
    value: str
    since: date | None
    source: str
    who: Message | str
    at: datetime | None
    confirmed: bool
    later: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class ValueGroup:
    title: str
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True)
class ProposalView:
    """`state`: waiting, confirmed or rejected. `decided_by` and `reason` are empty while it waits."""

    href: str
    group: str
    what: str
    value: str
    effective_from: date
    source: str
    proposed_by: str
    proposed_at: datetime
    state: str
    decided_by: str
    decided_at: datetime | None
    reason: str


def proposals_of(visit: Visit, book: Wordbook, rows: Sequence[TownParameter]) -> tuple[ProposalView, ...]:
    """In the order given."""
    names = _names(visit, rows)
    kinds = {name: place.kind for name, place in places_of(visit.office.town).items()}
    return tuple(_view(row, book, names, kinds.get(row.name)) for row in rows)


def _view(row: TownParameter, book: Wordbook, names: dict[UUID, str], kind: ValueKind | None) -> ProposalView:
    decided_by = row.confirmed_by or row.rejected_by
    return ProposalView(
        href=f"/staff/parameters/{row.id}",
        group=book.group(row.name),
        what=book.what(row.name),
        value=said(kind, row.value) if kind else str(row.value),
        effective_from=row.effective_from,
        source=row.source,
        proposed_by=names.get(row.proposed_by, ""),
        proposed_at=row.proposed_at,
        state="waiting" if row.is_open else "confirmed" if row.confirmed_at else "rejected",
        decided_by=names.get(decided_by, "") if decided_by else "",
        decided_at=row.confirmed_at or row.rejected_at,
        reason=row.reason or "",
    )


def rows_of(
    visit: Visit, book: Wordbook, rows: Sequence[TownParameter], only: Place | None = None
) -> tuple[ValueGroup, ...]:
    """Every value of the town by what it belongs to, in the order of the file; or one of them."""
    confirmed = [row for row in rows if row.confirmed_at]
    names, today = _names(visit, confirmed), japan_date(visit.now)
    places: Iterable[Place] = [only] if only else places_of(visit.office.town).values()
    found = [
        _row(place, book, [row for row in confirmed if row.name == place.name], names, today)
        for place in places
    ]
    return tuple(ValueGroup(title, tuple(part)) for title, part in groupby(found, key=lambda row: row.group))


def _row(
    place: Place, book: Wordbook, confirmed: list[TownParameter], names: dict[UUID, str], today: date
) -> ValueRow:
    begun = [row for row in confirmed if row.effective_from <= today]
    newest = max(begun, key=lambda row: (row.effective_from, row.confirmed_at), default=None)
    later = sorted((row.effective_from, said(place.kind, row.value)) for row in confirmed if row not in begun)
    return ValueRow(
        name=place.name,
        href=f"/staff/parameters/new?{urlencode({'name': place.name})}",
        group=book.group(place.name),
        what=book.what(place.name),
        value=said(place.kind, place.value),
        since=newest.effective_from if newest else place.fixed_from,
        source=place.source,
        who=names.get(newest.confirmed_by, "") if newest and newest.confirmed_by else IN_FILE,
        at=newest.confirmed_at if newest else None,
        confirmed=place.confirmed,
        later=tuple(later),
    )


def _names(visit: Visit, rows: Iterable[TownParameter]) -> dict[UUID, str]:
    ids = {by for row in rows for by in (row.proposed_by, row.confirmed_by, row.rejected_by) if by}
    return names_of_staff(visit.session, ids)
