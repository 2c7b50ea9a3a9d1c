"""Desks, screens and the people at them: joining, taking over, and what is left for the next."""

from app.applications.models import Application
from app.counter.lifecycle import VisitState
from app.counter.queries import list_cases
from app.prefill.facts import Facts
from app.prefill.sources import Source
from app.web.policies import Audience
from tests.people import Clerk, Resident
from tests.scenarios import counter
from tests.world import World


def test_a_code_joins_one_screen_once(world: World, clerk: Clerk) -> None:
    """I-45. Must catch: a code that works twice, or for ever, or after the person has gone."""
    counter.calls(clerk)
    clerk.sends("スマホをつなぐ")
    code = counter.code_on(clerk)
    phone = counter.a_screen(world, code.lower().replace("-", " "))
    assert phone.path == "/screen"
    second = Resident(world.url)
    for again, wait in ((code, 0), ("ABCD-EFGH", 0), ("", 0)):
        world.clock.forward(minutes=wait)
        second.opens("/screen/pair")
        second.sends("つなぐ", {"code": again}, 422)
    clerk.opens("/staff/counter")
    clerk.sends("スマホをつなぐ")
    late = counter.code_on(clerk)
    world.clock.forward(minutes=6)
    second.opens("/screen/pair")
    second.sends("つなぐ", {"code": late}, 422)
    clerk.opens("/staff/counter")
    clerk.sends("スマホをつなぐ")
    gone = counter.code_on(clerk)
    counter.calls(clerk)
    second.opens("/screen/pair")
    second.sends("つなぐ", {"code": gone}, 422)
    phone.opens("/screen")
    assert phone.path == "/screen/pair", "whose visit is over shows nothing any more"
    phone.close()
    second.close()


def test_guessing_codes_ends(world: World) -> None:
    """I-45. Must catch: a code that can be tried for as long as one likes."""
    guesser = Resident(world.url)
    guesser.opens("/screen/pair")
    statuses = []
    for number in range(40):
        token = str(guesser.page.xpath("//input[@name='form_token']/@value")[0])
        sent = {"form_token": token, "code": f"ACDE-FG{number:02}"}
        statuses.append(guesser.client.post("/screen/pair", data=sent).status_code)
    assert statuses.count(422) < 31
    assert statuses[-1] == 429
    world.clock.forward(minutes=16)
    guesser.close()


def test_how_one_likes_to_read_is_not_left_for_the_next(clerk: Clerk, tablet: Resident) -> None:
    """I-38b. Must catch: a cookie of the tablet that remembers the language of the person before."""
    counter.receives(clerk, tablet)
    tablet.opens("/screen")
    tablet.sends("English")
    assert tablet.heading == "What we are doing now"
    tablet.sends("おおきい" if "おおきい" in tablet.answer.text else "Large")
    assert 'data-mode="large"' in tablet.answer.text
    counter.calls(clerk)
    tablet.opens("/screen")
    assert tablet.heading == "こんにちは"
    assert "data-mode" not in tablet.answer.text
    assert {cookie.name for cookie in tablet.client.cookies.jar} <= {"screen", "visit"}


def test_without_a_screen_it_is_read_out_and_with_one_it_is_not(clerk: Clerk, world: World) -> None:
    """Must catch: staff who say 「私です」 for somebody whose screen could have asked."""
    counter.calls(clerk)
    counter.identifies(clerk)
    clerk.opens("/staff/counter")
    token, visit_id = counter.token_on(clerk), clerk.path.split("/")[4]
    counter.a_phone(world, clerk).close()
    path = f"/staff/counter/visits/{visit_id}/confirm"
    assert clerk.client.post(path, data={"form_token": token}).status_code == 409
    clerk.opens("/staff/counter")
    clerk.sends("切りはなす")
    clerk.sends("読み上げて")
    assert clerk.heading == "手続を選ぶ"


def test_a_colleague_who_takes_the_desk_finds_nobody(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: the person in front handed on with the chair."""
    visit_id = counter.receives(clerk, tablet)
    other = counter.a_clerk(world, "yosho")
    assert other.heading == "本庁舎 1番窓口"
    counter.shows_nothing_of(counter.OF_YOKO, other)
    assert counter.visit_of(world, visit_id).state is VisitState.LEFT
    clerk.opens("/staff/counter")
    assert clerk.heading == "席を選ぶ"
    other.close()


def test_two_tabs_call_the_next_person_once(clerk: Clerk) -> None:
    """Must catch: the person just called sent away by a second press."""
    clerk.opens("/staff/counter")
    form = clerk.form("次の方")
    sent = clerk.fields_of(form)
    statuses = [
        clerk.client.post(form.action, data=sent, follow_redirects=False).status_code for _ in range(2)
    ]
    assert statuses == [303, 409]


def test_a_protected_person_is_served_without_an_address(clerk: Clerk, tablet: Resident) -> None:
    """Must catch: an address on a screen that somebody may stand behind."""
    counter.calls(clerk)
    counter.identifies(clerk, "アオキリナ 19900525")
    tablet.opens("/screen")
    assert "青木 里奈" in tablet.text
    for visitor in (clerk, tablet):
        visitor.opens("/staff/counter" if visitor is clerk else "/screen")
        counter.shows_nothing_of(("北沢", "501番地"), visitor)


def test_a_newcomer_is_typed_from_the_papers(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: a name and a birthday that staff have typed from a paper, and that a form asks once more."""
    visit_id = counter.calls(clerk)
    clerk.follows("住民記録にない方")
    clerk.sends("次へ", {"name": "", "kana": "x", "born": "いつか", "address": ""}, 422)
    assert set(clerk.complaints) == {"name", "kana", "born", "address"}
    typed = {
        "name": "湖東 みさき",
        "kana": "ことう みさき",
        "born": "H10.3.4",
        "address": "長野県かえで市1-2",
    }
    clerk.sends("次へ", typed)
    clerk.sends("運転免許証")
    tablet.opens("/screen")
    assert "コトウ ミサキ" in tablet.text
    tablet.sends("はい、私です")
    counter.adds(clerk)
    visit = counter.visit_of(world, visit_id)
    with world.office.database.read() as session:
        ((_, case),) = list_cases(session, visit.id)
        known = Facts.from_json(case.facts)
    assert known.plain() == {
        "person.family_name": "湖東",
        "person.given_name": "みさき",
        "person.family_name_kana": "コトウ",
        "person.given_name_kana": "ミサキ",
        "person.date_of_birth": "1998-03-04",
    }
    assert {fact.source for fact in known.values()} == {Source.PAPERS}


def test_a_case_that_is_dropped_is_gone(world: World, clerk: Clerk, tablet: Resident) -> None:
    visit_id = counter.receives(clerk, tablet)
    counter.adds(clerk)
    clerk.follows("手続を足す・やめる")
    clerk.sends("やめる")
    visit = counter.visit_of(world, visit_id)
    with world.office.database.read() as session:
        assert list_cases(session, visit.id) == []
        assert session.query(Application).where(Application.owner_id == visit.subject_id).all() == []
    assert "まだありません" in clerk.text


def test_only_a_screen_opens_pages_of_the_screen(world: World, clerk: Clerk) -> None:
    """Must catch: a page of the screen for whoever is signed in."""
    visitors = (clerk, Resident(world.url))
    for address in counter.counter_addresses(world, "GET"):
        if address.policy.audience is Audience.SCREEN:
            for visitor in visitors:
                answer = visitor.client.get(address.path, follow_redirects=False)
                assert (answer.status_code, answer.headers["location"]) == (303, "/screen/pair")
    visitors[1].close()
