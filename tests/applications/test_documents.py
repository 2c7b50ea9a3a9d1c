"""A case → the papers a resident holds."""

import pytest
from sqlalchemy.orm import Session

from app.applications import identity
from app.applications.decision_words import appeal_of, document_name, notice_of
from app.applications.documents import (
    attachments_in,
    contact_of,
    copy_of,
    receipt_of,
    rows_of,
    sections_of,
)
from app.applications.identity_queries import find_check
from app.applications.lifecycle import Action, State
from app.applications.models import ActorKind
from app.documents.shapes import Outcome
from app.municipality.offering import Contact
from tests import make
from tests.papers import ALL, by_papers, hands_in

URL = "https://tetsuzuki.example"


def test_the_receipt_is_that_of_the_first_arrival(session: Session) -> None:
    """Must catch: a receipt that changes with every correction."""
    case = make.a_case(session, State.CORRECTION_REQUESTED)
    definition = make.catalog()[make.ALLOWANCE]
    first = receipt_of(case.application, definition, make.town(), fee="無料", papers=None, public_url=URL)
    case.resubmit(applicant_phone="09000000999")
    again = receipt_of(case.application, definition, make.town(), fee="無料", papers=None, public_url=URL)
    assert again.arrived_at == first.arrived_at == "2026年5月12日 10時31分00秒"
    assert first.reference_number == case.application.reference_number
    assert first.applicant_name == "水野 陽子"
    assert first.identity == "マイナンバーカードによる本人確認"
    assert first.processing_period == "届いてから30日"
    assert first.expected_on == "令和8年(2026年)6月11日(木)"
    assert first.check_url == f"{URL}/resume"
    assert first.contact.name == "子育て支援課"


def test_where_the_town_has_set_no_days_none_are_promised(session: Session) -> None:
    """Must catch: 「届いてから日」; Must catch: a guest told that they were identified."""
    town = make.a_town(make.DISASTER, standard_processing_days=None)
    case = make.a_case(session, State.ARRIVED, make.DISASTER, None, town=town)
    receipt = receipt_of(
        case.application, make.catalog()[make.DISASTER], town, fee="無料", papers=None, public_url=URL
    )
    assert (receipt.processing_period, receipt.expected_on) == ("", "")
    assert "本人確認はしていません" in receipt.identity


def identified(case: make.Case) -> str:
    town, papers = make.town(), find_check(case.session, case.application.id)
    definition = make.catalog()[make.ALLOWANCE]
    return receipt_of(case.application, definition, town, fee="", papers=papers, public_url=URL).identity


def test_papers_in_place_of_the_card_are_told_as_they_stand(session: Session) -> None:
    """Must catch: whoever handed papers in told that nobody asked who they are; papers told checked before they were."""
    case, officer = by_papers(session), make.CLERK
    assert "これから確かめます" in identified(case)
    identity.ask_again(session, case.application, ["blurred"], "", by=officer, now=case.tick())
    assert "もう一度お送りください" in identified(case)
    hands_in(session, case, "driving_licence")
    identity.hand_in_again(session, case.application, by=case.owner, now=case.tick())
    assert "これから確かめます" in identified(case)
    identity.accept(session, case.application, ALL, by=officer, now=case.tick())
    assert identified(case).endswith("（令和8年(2026年)5月12日(火)に確かめました）")
    case.application.owner_kind = ActorKind.RESIDENT
    assert identified(case) == "マイナンバーカードによる本人確認"


def test_papers_that_nobody_looked_at_in_the_end_are_told_so(session: Session) -> None:
    """Must catch: a case that was taken back and is still to be checked."""
    case = by_papers(session)
    case.withdraw()
    assert "確かめる前に" in identified(case)


def test_each_version_has_its_copy(session: Session) -> None:
    """Must catch: the corrected answer printed in the copy of what was sent first."""
    case = make.a_case(session, State.CORRECTION_REQUESTED)
    case.resubmit(applicant_phone="09000000999")
    definition = make.catalog()[make.ALLOWANCE]
    copies = [copy_of(case.application, definition, make.town(), number) for number in (1, 2)]
    rows = [row for each in copies for part in each.sections for row in part.rows]
    phones = [row.value for row in rows if row.label == "電話番号"]
    assert phones == ["090-0000-0101", "090-0000-0999"]
    assert [each.version for each in copies] == ["1回目", "2回目"]
    assert copies[0].content_fingerprint != copies[1].content_fingerprint


def test_people_of_a_group_have_sections_of_their_own(session: Session) -> None:
    given = {"revision_kind": "increase", "has_students": False}
    case = make.a_draft(session, person="kobayashi_daisuke", given=given)
    both = [
        {"key": key, "family_name": "小林", "given_name": name, "date_of_birth": "2026-04-28"}
        for key, name in (("kobayashi_aoi", "葵"), ("kobayashi_sora", "空"))
    ]
    row = {**case.application.answers["inc_children"][0]}
    case.submit(joining=both, inc_children=[row, {**row, "child_name": {"family": "小林", "given": "空"}}])
    rows = rows_of(make.catalog()[make.ALLOWANCE], case.application.versions[0], make.town())
    titles = [section.title for section in sections_of(rows)]
    assert "お子さまのこと（1人目）" in titles
    assert "お子さまのこと（2人目）" in titles
    assert len(titles) == len(set(titles))


def test_what_was_sent_is_judged_as_of_its_day(session: Session) -> None:
    """Must catch: an old copy without the child, who has grown too old to be offered since."""
    case = make.a_case(session, State.ARRIVED)
    version = case.application.versions[0]
    rows = rows_of(make.catalog()[make.ALLOWANCE], version, make.town())
    assert "水野 湊" in [row.text for row in rows]


def test_files_are_listed_with_size_and_fingerprint() -> None:
    photos = [
        {"id": "1", "name": "一.jpg", "sha256": "ab" * 32, "bytes": 1_234_567},
        {"id": "2", "name": "二.jpg", "sha256": "cd" * 32, "bytes": 12},
        {"id": "3", "name": "三.jpg", "sha256": "ef" * 32, "bytes": 99_999},
    ]
    found = attachments_in(make.catalog()[make.DISASTER], {"photos": photos, "repair_docs": None})
    assert [(each.name, each.size) for each in found] == [
        ("一.jpg", "1.2MB"),
        ("二.jpg", "1KB"),
        ("三.jpg", "99KB"),
    ]
    assert found[0].fingerprint == "ab" * 8


def test_what_the_town_has_not_told_is_left_empty() -> None:
    bare = make.a_town(make.ALLOWANCE, contact=Contact(name="係"))
    contact = contact_of(bare, make.catalog()[make.ALLOWANCE])
    assert contact.name == "係"
    assert contact.phone == "0261-00-1010"


RULINGS = [
    (State.GRANTED, "児童手当額改定通知書", "を認めます。", Outcome.GRANTED),
    (State.PARTIALLY_GRANTED, "児童手当額改定通知書", "の一部を認めます。", Outcome.PARTIALLY_GRANTED),
    (State.REFUSED, "児童手当額改定請求却下通知書", "認められません。", Outcome.REFUSED),
    (State.ACKNOWLEDGED, "児童手当額改定通知書", "手続を終えました。", Outcome.ACKNOWLEDGED),
]


@pytest.mark.parametrize(("state", "title", "ruling", "outcome"), RULINGS)
def test_a_decision_has_its_paper(
    session: Session, state: State, title: str, ruling: str, outcome: Outcome
) -> None:
    """Must catch: 却下 on the paper of a grant; a refusal that says neither why nor where to turn."""
    case = make.a_case(session, state)
    definition = make.catalog()[make.ALLOWANCE]
    notice = notice_of(case.application, definition, make.town(), contact_of(make.town(), definition))
    assert notice.title == title
    assert notice.outcome is outcome
    assert notice.ruling[0].startswith(
        "令和8年(2026年)5月12日(火)に届いた「児童手当の額の改定の請求及び届出」"
    )
    assert notice.ruling[0].endswith(ruling)
    assert notice.document_number == "み子第2026-1号"
    assert notice.issuer.title == "みどり野町長"
    assert notice.addressee.name
    assert bool(notice.appeal.paragraphs) is (outcome is not Outcome.ACKNOWLEDGED)
    needs_reasons = outcome in {Outcome.REFUSED, Outcome.PARTIALLY_GRANTED}
    assert not needs_reasons or notice.reasons == ("要件を満たさないため。",)


def test_without_a_symbol_the_number_stands_alone(session: Session) -> None:
    town = make.a_town(make.ALLOWANCE, document_symbol=None)
    case = make.a_case(session, State.GRANTED, town=town)
    definition = make.catalog()[make.ALLOWANCE]
    notice = notice_of(case.application, definition, town, contact_of(town, definition))
    assert notice.document_number == "第2026-1号"


def test_the_letter_goes_to_the_address_in_the_answers(session: Session) -> None:
    case = make.a_case(session, State.IN_REVIEW, make.CERTIFICATE)
    case.pay()
    case.propose(Action.GRANT)
    definition = make.catalog()[make.CERTIFICATE]
    notice = notice_of(case.application, definition, make.town(), contact_of(make.town(), definition))
    assert notice.addressee.postal_code == "3999901"
    assert notice.addressee.lines == ("長野県若葉郡みどり野町若葉台一丁目2番3号", "みどり野ハイツ201号室")


@pytest.mark.parametrize(
    ("key", "words"),
    [(make.ALLOWANCE, "長野県知事"), (make.CERTIFICATE, "みどり野町長"), (make.DISASTER, "再調査")],
)
def test_a_decision_says_where_to_turn(key: str, words: str) -> None:
    """行政不服審査法82条. Must catch: the prefecture named for what the mayor reviews."""
    told = appeal_of(make.catalog()[key], make.town(), Action.REFUSE)
    assert words in "".join(told.paragraphs)
    assert appeal_of(make.catalog()[key], make.town(), Action.ACKNOWLEDGE).paragraphs == ()


def test_a_paper_without_a_name_of_its_own_is_that_of_the_grant(session: Session) -> None:
    definition = make.catalog()[make.DISASTER]
    outcome = definition.outcome.model_copy(update={"refused": None})
    case = make.a_case(session, State.REFUSED)
    bare = definition.model_copy(update={"outcome": outcome})
    assert document_name(bare, case.application.decisions[-1]) == "罹災証明書"
