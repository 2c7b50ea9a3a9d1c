"""滞在時間 for the town: each place and month, as a table and as a file. Of places, never of people."""

from dataclasses import dataclass
from datetime import datetime, time

from starlette.responses import Response

from app.applications.export.csv import as_csv
from app.auth.permissions import Action
from app.clock import JST
from app.counter.measuring import FEWEST, OTHERS, Cell, first_of_month, measure, months_told
from app.counter.queries import list_stays
from app.language import Message, noted
from app.web.at_desk import DeskPages
from app.web.counter.staff.words import STAGES
from app.web.policies import staff_who_may
from app.web.visits import Visit

pages = DeskPages("/staff/counter-times")
LOOK = staff_who_may(Action.VIEW_COUNTER_TIMES)
MONTHS = 13  # a year, and the same month of the year before
WHOLE, SMALL_PLACES = noted("全体"), noted("席が1つの場所（まとめて）")
FEW = noted("{count}件より少ない", count=FEWEST)


@dataclass(frozen=True)
class Column:
    label: Message
    align: str | None = "end"


COLUMNS = (
    Column(noted("段階"), None),
    Column(noted("件数")),
    Column(noted("中央値")),
    Column(noted("10件のうち9件はこれより短い")),
)


@dataclass(frozen=True)
class Table:
    caption: str
    rows: tuple[tuple[Message | str, ...], ...]


@dataclass(frozen=True)
class TimesPage:
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    fewest: int


@pages.get("", LOOK)
def show_times(visit: Visit) -> Response:
    rows: dict[str, list[tuple[Message | str, ...]]] = {}
    for cell in _cells(visit):
        caption = f"{cell.month:%Y年%-m月}　{_place(visit, cell.place)}"
        rows.setdefault(caption, []).append(_row(cell))
    tables = tuple(Table(caption, tuple(each)) for caption, each in rows.items())
    return visit.render("counter/staff/times.html", TimesPage(COLUMNS, tables, FEWEST))


@pages.get("/times.csv", LOOK)
def give_times(visit: Visit) -> Response:
    """Seconds, so that they can be reckoned with; empty where there are too few."""
    file = as_csv([_line(visit, each) for each in _cells(visit)])
    headers = {"Content-Disposition": 'attachment; filename="counter-times.csv"'}
    return Response(file, media_type="text/csv; charset=utf-8", headers=headers)


def _cells(visit: Visit) -> tuple[Cell, ...]:
    since = months_told(visit.now, MONTHS)[-1]
    until = first_of_month(visit.now)
    stays = list_stays(visit.session, *(datetime.combine(day, time(), JST) for day in (since, until)))
    return measure(stays, {place.key: len(place.desks) for place in visit.office.town.places})


def _place(visit: Visit, key: str) -> str | Message:
    found = visit.office.town.find_place(key)
    return SMALL_PLACES if key == OTHERS else found.name if found else key


def _row(cell: Cell) -> tuple[Message | str, ...]:
    stage = STAGES[cell.stage] if cell.stage else WHOLE
    count = FEW if cell.visits is None else str(cell.visits)
    return stage, count, _minutes(cell.median), _minutes(cell.ninth_tenth)


def _minutes(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds // 60}分{seconds % 60:02}秒"


def _line(visit: Visit, cell: Cell) -> dict[str, str]:
    def told(value: int | None) -> str:
        return "" if value is None else str(value)

    return {
        "月": f"{cell.month:%Y-%m}",
        "場所": str(_place(visit, cell.place)),
        "段階": str(STAGES[cell.stage] if cell.stage else WHOLE),
        "件数": told(cell.visits),
        "中央値（秒）": told(cell.median),
        "90パーセンタイル（秒）": told(cell.ninth_tenth),
        "備考": "" if cell.visits else str(FEW),
    }
