"""The end of a visit: what has arrived, what comes next; on paper, on the phone, as days; and then the next person."""

from datetime import date
from urllib.parse import urlsplit

from icalendar import Calendar

from app.counter.lifecycle import VisitState
from app.documents.reading import texts_in
from tests.people import Clerk, Resident
from tests.scenarios import counter
from tests.world import World

FEE, FREE = "certificate_of_residence", "child_allowance_amount_revision"


def file_of(visitor: Clerk | Resident, path: str) -> bytes:
    answer = visitor.client.get(path, follow_redirects=False)
    assert answer.status_code == 200, path
    assert answer.headers["cache-control"] == "no-store"
    return bytes(answer.content)


def test_both_screens_tell_what_comes_next(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: an end that only staff see; a number that nobody takes home."""
    visit_id = counter.receives(clerk, tablet)
    (number,) = counter.arrived(world, visit_id, FREE)
    clerk.opens("/staff/counter")
    tablet.opens("/screen")
    for visitor in (clerk, tablet):
        assert visitor.heading == "これからのこと"
        assert number in visitor.text
        assert "次は役場の番です" in visitor.text


def test_the_paper_has_everything_of_the_visit(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: a sheet without one of the applications, of somebody else, or with an address of staff in its code."""
    visit_id = counter.receives(clerk, tablet)
    numbers = counter.arrived(world, visit_id, FREE, FEE)
    text = "".join("".join(texts_in(file_of(clerk, f"/staff/counter/visits/{visit_id}/sheet.pdf"))).split())
    for expected in (*numbers, "水野陽子", "本庁舎", "きょうの手続の控え", "住民票の写し", "お支払い前"):
        assert expected in text, expected
    assert f"{world.url}/resume" in text
    assert "/staff/" not in text


def test_the_phone_takes_paper_and_days_with_it_and_the_tablet_nothing(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: a printer that is down and leaves people with nothing; a file of somebody left on the tablet."""
    visit_id = counter.receives(clerk, tablet)
    (number,) = counter.arrived(world, visit_id, FREE)
    clerk.opens("/staff/counter")
    clerk.sends("印刷しないで、スマホに渡す")
    phone = counter.a_screen(world, counter.code_on(clerk))
    assert number in "".join(texts_in(file_of(phone, "/screen/sheet.pdf")))
    assert file_of(phone, "/screen/days.ics").startswith(b"BEGIN:VCALENDAR")
    for path in ("/screen/sheet.pdf", "/screen/days.ics"):
        assert tablet.client.get(path).status_code == 404
    counter.calls(clerk)
    for path in ("/screen/sheet.pdf", "/screen/days.ics"):
        assert number not in phone.client.get(path).text
    phone.close()


def test_days_are_whole_days_and_say_nothing_of_what_it_was(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: a deadline on the day before, west of Japan; a procedure in a calendar that the family shares."""
    visit_id = counter.receives(clerk, tablet)
    numbers = counter.arrived(world, visit_id, FEE)
    phone = counter.a_phone(world, clerk)
    first, again = (file_of(phone, "/screen/days.ics") for _ in range(2))
    (entry, *_) = Calendar.from_ical(first).walk("VEVENT")
    assert [str(each["uid"]) for each in Calendar.from_ical(again).walk("VEVENT")] == [
        str(each["uid"]) for each in Calendar.from_ical(first).walk("VEVENT")
    ]
    assert str(entry["uid"]) == f"{numbers[0]}-pay@{urlsplit(world.url).hostname}"
    assert type(entry.decoded("dtstart")) is date
    assert (entry.decoded("dtend") - entry.decoded("dtstart")).days == 1
    assert entry.decoded("dtstamp").utcoffset().total_seconds() == 0
    text = first.decode()
    assert "DTSTART;VALUE=DATE:" in text
    assert not any(word in text for word in ("住民票", "水野", "ミズノ", "手数料"))
    assert f"支払いの期限（{numbers[0]}）" in text.replace("\r\n ", "")
    phone.close()


def test_next_person_finishes_who_is_done_and_leaves_who_is_not(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: every visit counted as given up, or one that was given up counted as finished."""
    done = counter.receives(clerk, tablet)
    counter.arrived(world, done, FREE)
    clerk.opens("/staff/counter")
    clerk.sends("おえて、次の方")
    assert counter.visit_of(world, done).state is VisitState.FINISHED
    owing = counter.receives(clerk, tablet)
    counter.arrived(world, owing, FEE)
    counter.calls(clerk)
    assert counter.visit_of(world, owing).state is VisitState.LEFT
    tablet.opens("/screen")
    assert "水野" not in tablet.answer.text
