"""What is told at the desk is read, stood behind, signed and sent: by the right person, once, and each by itself."""

import pytest

from app.applications.lifecycle import State
from app.applications.models import Application
from app.applications.seen_queries import list_seen
from app.applications.signing.by_hand import ByHand, HandSignature, holds
from app.applications.signing.queries import find_by_hand
from app.counter.stages import Stage
from tests.hostile.asking_deeds import CERTIFICATE
from tests.people import Clerk, Resident
from tests.scenarios import at_the_desk, counter
from tests.world import PASSWORD, World

YOKO = "水野 陽子"


def asked(clerk: Clerk, tablet: Resident, *more: tuple[str, str]) -> str:
    """A certificate, told to the end; and whatever else."""
    visit_id = counter.receives(clerk, tablet)
    counter.adds(clerk)
    for words, key in more:
        counter.adds(clerk, words, key)
    clerk.opens("/staff/counter")
    at_the_desk.answers(clerk, {**CERTIFICATE, **at_the_desk.OF_CARD})
    if clerk.path.endswith("/collect"):
        at_the_desk.collects(clerk)
    return visit_id


def signature_of(world: World, case: Application) -> HandSignature | None:
    with world.office.database.read() as session:
        found = find_by_hand(session, case.versions[0].id)
        session.expunge_all()
        return found


def test_what_is_signed_is_kept_with_each_case_and_sealed(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: a case without its signature; a signature that would hold for other answers; a seal that does not."""
    visit_id = asked(clerk, tablet)
    at_the_desk.stands_behind(tablet)
    tablet.sends("署名して出す", {"name": "", "strokes": "[[[10,10],[500,300],[900,20]]]"})
    (case,) = at_the_desk.cases_of(world, visit_id)
    signed, keys = signature_of(world, case), world.office.stamp.signer.known
    assert signed is not None
    assert (signed.how, signed.identified_by) == (ByHand.DRAWN, "photo")
    assert signed.covers == {str(case.id): case.versions[0].content_hash}
    assert holds(signed, case.versions[0], keys)
    signed.drawing = "[]"
    assert not holds(signed, case.versions[0], keys)
    officer = Clerk(world.url)
    officer.signs_in("kessai", PASSWORD)
    officer.opens(f"/staff/cases/{case.reference_number}")
    assert "窓口の画面に、手で署名しました" in officer.text
    assert "窓口で、書類を見て確かめた本人です" in officer.text
    officer.close()


@pytest.mark.parametrize(
    "sent",
    [{"name": "", "strokes": ""}, {"name": "水野 健", "strokes": ""}, {"name": "", "strokes": "[[[5,5]]]"}],
)
def test_nothing_is_sent_without_a_signature(
    world: World, clerk: Clerk, tablet: Resident, sent: dict[str, str]
) -> None:
    visit_id = asked(clerk, tablet)
    at_the_desk.stands_behind(tablet)
    tablet.sends("署名して出す", sent, expected=422)
    assert "name" in tablet.complaints
    assert [each.state for each in at_the_desk.cases_of(world, visit_id)] == [State.DRAFT]


def test_a_second_tap_files_nothing_twice(world: World, clerk: Clerk, tablet: Resident) -> None:
    visit_id = asked(clerk, tablet)
    at_the_desk.stands_behind(tablet)
    form = tablet.form("署名して出す")
    fields = {**tablet.fields_of(form), "name": [YOKO]}
    for _ in range(2):
        tablet._shows(tablet.client.post("/screen/sign", data=fields), 200)
    (case,) = at_the_desk.cases_of(world, visit_id)
    assert (len(case.versions), case.state) == (1, State.ARRIVED)


def test_a_sentence_that_was_not_ticked_holds_everything_back(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: a consent that nobody gave; one that stands there ticked already."""
    visit_id = asked(clerk, tablet)
    tablet.opens("/screen")
    assert at_the_desk.sentences_on(tablet)
    tablet.sends("この内容でまちがいありません", expected=422)
    assert set(at_the_desk.sentences_on(tablet)) <= tablet.complaints.keys()
    assert not tablet.page.xpath("//main//input[@checked]")
    (case,) = at_the_desk.cases_of(world, visit_id)
    assert "consent_truth" not in case.answers


def test_what_is_wrong_is_asked_again_and_read_again(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-39f. Must catch: a sentence stood behind for one answer and kept for another."""
    visit_id = asked(clerk, tablet)
    at_the_desk.stands_behind(tablet)
    assert tablet.heading == "署名する"
    before = tablet.fields_of(tablet.form("署名して出す"))
    clerk.opens("/staff/counter")
    line = next(
        each for each in clerk.page.xpath("//button[@name='which']/@value") if each.endswith("copies")
    )
    at_the_desk.presses_one(clerk, "which", str(line))
    assert clerk.path.endswith("/mend")
    clerk.sends("次へ", {"copies": "2"})
    tablet._shows(tablet.client.post("/screen/sign", data={**before, "name": [YOKO]}), 200)
    assert tablet.heading == "内容を確かめる"
    assert "2通" in tablet.text
    assert at_the_desk.cases_of(world, visit_id)[0].state is State.DRAFT


def test_the_person_points_at_a_line_and_staff_land_on_its_question(clerk: Clerk, tablet: Resident) -> None:
    asked(clerk, tablet)
    tablet.opens("/screen")
    (mark,) = tablet.page.xpath("//div[dt[contains(., '何通')]]//button[@name='line']/@value")
    at_the_desk.presses_one(tablet, "line", str(mark))
    clerk.opens("/staff/counter")
    assert clerk.path.endswith("/mend")
    assert "copies" in clerk.boxes


def test_money_asks_once_more_who_it_is_and_another_officer_whose_account_it_is(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """I-39e. Must catch: somebody else's account, written down by one member of staff alone or for whoever sits there."""
    visit_id = asked(clerk, tablet, ("子ども医療費", "child_medical_card"))
    at_the_desk.stands_behind(tablet)
    assert tablet.heading == "もう一度、あなたですか"
    tablet.sends("はい、私です")
    assert tablet.heading == "お待ちください"
    clerk.opens("/staff/counter/second")
    assert "自分の窓口の方なので" in clerk.text
    officer = Clerk(world.url)
    officer.signs_in("kessai", PASSWORD)
    officer.opens("/staff/counter/second")
    assert "ミズノ ケン" in officer.text
    officer.sends("この口座でよい")
    tablet.opens("/screen")
    at_the_desk.signs(tablet, YOKO)
    assert {each.state for each in at_the_desk.cases_of(world, visit_id)} == {State.ARRIVED}
    officer.close()


def test_whoever_serves_the_person_is_no_second_officer(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-39e. Must catch: a form of one's own sent to the page of the second."""
    visit_id = asked(clerk, tablet, ("子ども医療費", "child_medical_card"))
    at_the_desk.stands_behind(tablet)
    clerk.opens("/staff/counter/second")
    number = counter.visit_of(world, visit_id).number
    data = {"form_token": counter.token_of_frame(clerk), "number": number}
    assert clerk.client.post("/staff/counter/second", data=data).status_code == 403
    assert counter.visit_of(world, visit_id).second_at is None


def test_one_that_cannot_be_sent_is_told_and_leaves_the_others_alone(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: a visit that is lost because one procedure of it is not taken today."""
    visit_id = counter.receives(clerk, tablet)
    clerk.opens("/staff/counter")
    counter.adds(clerk)
    counter.adds(clerk, "犬", "dog_registration")
    clerk.opens("/staff/counter")
    told = {**CERTIFICATE, "matter": ["death"], "dog_name": ["ポチ"], "microchip_no": [], "tag_no": []}
    told |= {
        "death_date.era": ["reiwa"],
        "death_date.year": ["8"],
        "death_date.month": ["5"],
        "death_date.day": ["1"],
    }
    at_the_desk.answers(clerk, told)
    at_the_desk.stands_behind(tablet)
    with at_the_desk.closed(world, "dog_registration"):
        at_the_desk.signs(tablet, YOKO)
    states = {each.procedure_key: each.state for each in at_the_desk.cases_of(world, visit_id)}
    assert states == {"certificate_of_residence": State.ARRIVED, "dog_registration": State.DRAFT}
    clerk.opens(f"/staff/counter/visits/{visit_id}/procedures")
    assert "いまは受け付けていません" in clerk.text


def test_a_paper_that_was_seen_needs_no_photo(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: a photo asked for of what lies on the desk; a paper that nobody saw, taken as seen."""
    sent: dict[str, State] = {}
    for papers in ("マイナンバーカード", "受給資格証明書"):  # what has arrived is not filed again
        counter.sits(clerk, counter.BRANCH)
        counter.sits(clerk)
        visit_id = counter.receives(clerk, tablet, "arai 0707")
        at_the_desk.begins(clerk, "moving_in")
        at_the_desk.tells_event(clerk, at_the_desk.MOVING_IN)
        clerk.sends("この手続を始める")
        at_the_desk.answers(clerk, at_the_desk.OF_MOVING_IN)
        at_the_desk.collects(clerk, papers)
        at_the_desk.stands_behind(tablet)
        at_the_desk.signs(tablet, "新井 大地")
        cases = {each.procedure_key: each for each in at_the_desk.cases_of(world, visit_id)}
        sent[papers] = cases["kaigo_certification_transfer"].state
        with world.office.database.read() as session:
            seen = list_seen(session, cases["kaigo_certification_transfer"].id)
        assert bool(seen) is (papers == "受給資格証明書")
    assert sent == {"受給資格証明書": State.ARRIVED, "マイナンバーカード": State.DRAFT}


def test_the_seconds_of_each_stage_are_kept(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: a visit that stands at its first question for ever."""
    visit_id = asked(clerk, tablet)
    at_the_desk.stands_behind(tablet)
    at_the_desk.signs(tablet, YOKO)
    stages = at_the_desk.stages_of(world, visit_id)
    wanted = [Stage.IDENTIFY, Stage.CONFIRM, Stage.INTERVIEW, Stage.ASK, Stage.READ, Stage.SIGN, Stage.PAY]
    assert [each for each in stages if each in wanted] == wanted


def test_a_screen_that_breaks_while_somebody_reads_is_parted(clerk: Clerk, tablet: Resident) -> None:
    """Must catch: a visit that can go no further because a tablet does not work; a second officer without a way there."""
    asked(clerk, tablet)
    assert clerk.heading == "読み合わせ"
    clerk.sends("画面が使えないので、切りはなす")
    assert "画面がないので、下の内容と文を読み上げてください" in clerk.text
    tablet.opens("/screen")
    assert tablet.path == "/screen/pair"
    clerk.follows("もう一人の確認")
    assert clerk.heading == "もう一人の確認"
