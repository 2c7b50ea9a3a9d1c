"""I-86, I-48, I-14. Any text in any box, boxes missing or twice, boxes nobody offered: generated from the definitions."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from app.applications.models import Application
from tests.hostile.places import PLACES, Place

pytestmark = pytest.mark.parametrize("place", PLACES, indirect=True)

# What a form may never decide, by the names of the columns and by those people would guess.
GRASPED_AT = (
    *(column.key for column in Application.__table__.columns),
    *(
        "status",
        "approved",
        "is_admin",
        "role",
        "roles[]",
        "user_id",
        "versions",
        "decision",
        "answers[state]",
    ),
    *("__proto__", "__class__", "application.state", "fee_yen", "assurance", "stage"),
)
MAY_CHANGE = {"answers", "typed_by", "unread", "lock", "saved_at", "expires_at", "expiry_notice_at"}
EDGES = (
    "",
    " ",
    "　",
    "0",
    "-1",
    "1e309",
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    "granted",
    "9" * 400,
    "あ" * 4001,
)
TEXT = st.text(max_size=60) | st.sampled_from(EDGES) | st.from_regex(r"[0-9０-９]{1,12}", fullmatch=True)
# Making a found form smaller takes longer than a test may: the whole form is told instead.
FEW = settings(
    max_examples=12, suppress_health_check=list(HealthCheck), database=None, phases=[Phase.generate]
)
MANY = settings(FEW, max_examples=60)


def columns_of(place: Place) -> dict[str, Any]:
    with place.world.office.database.read() as session:
        row = session.get_one(Application, place.application_id)
        return {column.key: getattr(row, column.key) for column in Application.__table__.columns}


def protected(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if name not in MAY_CHANGE}


def boxes_of(place: Place) -> dict[str, list[str]]:
    place.resident.opens(place.path)
    form = next(each for each in place.resident.page.forms if "/apply/" in (each.action or ""))
    return place.resident.fields_of(form)


def attack(boxes: dict[str, list[str]]) -> st.SearchStrategy[dict[str, list[str]]]:
    """The form with some boxes filled with anything, left out or doubled, and boxes beside them."""
    names = sorted(set(boxes) - {"form_token"})
    values = st.lists(TEXT, min_size=0, max_size=3)
    changed = st.dictionaries(st.sampled_from(names or ["none"]), values, max_size=len(names))
    grasped = st.dictionaries(st.sampled_from(GRASPED_AT) | st.text(max_size=12), values, max_size=4)
    return st.builds(
        lambda one, other: {**boxes, **other, **one, "form_token": boxes["form_token"]}, changed, grasped
    )


def send(place: Place, sent: dict[str, list[str]]) -> None:
    """Whatever it was: an answer, never half of it stored, and a message at a field of this page."""
    before = columns_of(place)
    form = [(name, value) for name, values in sent.items() for value in values]
    files = (
        [("none", ("", b""))] if place.resident.page.xpath("//form[@enctype='multipart/form-data']") else None
    )
    path = place.path.replace("/steps/", "/files/") if files else place.path
    data: dict[str, list[str]] = {}
    for name, value in form:
        data.setdefault(name, []).append(value)
    answer = place.resident.client.post(path, data=encodable(data), files=files, follow_redirects=False)
    assert answer.status_code in {200, 303, 422, 409}, answer.status_code
    after = columns_of(place)
    assert protected(after) == protected(before)
    if answer.status_code != 303:
        assert after["answers"] == before["answers"], "what was refused is not half stored"
    if answer.status_code == 422:
        page = html.fromstring(answer.text)
        ids = set(page.xpath("//main//@id"))
        links = page.xpath("//*[contains(@class, 'error-summary')]//a/@href")
        assert links
        assert all(link.partition("#")[2] in ids for link in links)
    place.resident.client.post(path, data=encodable(place.valid), files=files)


def encodable(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """A lone surrogate cannot be sent by any browser."""
    return {
        name.encode("utf-8", "replace").decode(): [
            value.encode("utf-8", "replace").decode() for value in values
        ]
        for name, values in fields.items()
    }


def fuzz(place: Place, how: settings) -> None:
    boxes = boxes_of(place)
    place.valid = boxes

    @how
    @given(attack(boxes))
    def any_form(sent: dict[str, list[str]]) -> None:
        send(place, sent)

    any_form()


def test_no_form_breaks_a_page_or_decides_what_is_not_asked(place: Place) -> None:
    """I-86, I-48, I-14. Must catch: a 500 for any body; `state=granted` believed; half of a refused page stored."""
    fuzz(place, FEW)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_ten_thousand_forms_break_nothing(place: Place) -> None:
    """I-86. The same at length: with all pages of all procedures more than ten thousand."""
    assert len(PLACES) * MANY.max_examples >= 10_000
    fuzz(place, MANY)
