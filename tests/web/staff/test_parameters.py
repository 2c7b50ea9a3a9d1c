"""Values of the town: one proposes, another confirms, and only then are they used."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.audit.models import AuditEntry
from app.auth.identity import Role
from app.auth.staff_accounts import NewStaff, create_account
from app.municipality.town import Municipality
from app.parameters.queries import list_all
from app.watching import Follower
from tests.web.staff.making import PASSWORD, Desk, Officer, open_desk

COPY = "offerings.certificate_of_residence.fees.copy"
DAYS = "offerings.disaster_certificate.standard_processing_days"
RESIDENCE, DISASTER = "/procedures/certificate_of_residence", "/procedures/disaster_certificate"


def second(desk: Desk) -> Officer:
    """Another administrator."""
    if "kanri2" not in desk.officers:
        with desk.office.database.write() as session:
            new = NewStaff("kanri2", "管理 みどり", PASSWORD, frozenset({Role.ADMIN}), frozenset())
            create_account(session, new, by=None, now=desk.clock()).must_change_password = False
    return desk.officer("kanri2")


def proposes(
    officer: Officer, name: str, value: str, day: str = "2026-04-01", source: str = "条例 第3条"
) -> None:
    officer.opens(f"/staff/parameters/new?name={name}")
    officer.sends("提案する", {"value": value, "effective_from": day, "source": source})


def proposed(desk: Desk) -> UUID:
    with desk.office.database.read() as session:
        return list_all(session)[0].id


def said(desk: Desk, page: str) -> str:
    anybody = Officer(desk.app, desk.office.public_url)
    anybody.opens(page)
    return anybody.text


def days_in(town: Municipality) -> int:
    days = town.offerings["disaster_certificate"].standard_processing_days
    assert days is not None
    return days.value


def states(desk: Desk) -> list[tuple[str, bool, bool]]:
    with desk.office.database.read() as session:
        rows = list_all(session)
        return [(row.name, row.confirmed_at is not None, row.rejected_at is not None) for row in rows]


def test_a_value_is_used_when_a_second_person_has_confirmed_it(desk: Desk) -> None:
    """I-102. Must catch: a value that holds as soon as it is typed."""
    assert "届いてから14日ほど（町の確認前）" in said(desk, DISASTER)
    admin = desk.officer("kanri")
    admin.opens("/staff/parameters")
    assert "町の確認前" in admin.text
    proposes(admin, DAYS, "２１")
    assert "1件の提案が、2人目の確認を待っています" in admin.text
    assert "届いてから14日ほど（町の確認前）" in said(desk, DISASTER)
    other = second(desk)
    other.opens("/staff/parameters")
    other.opens(f"/staff/parameters/{proposed(desk)}")
    assert "21日" in other.text
    assert "管理 あおい" in other.text
    other.sends("原本と同じなので、確かめた")
    start = said(desk, DISASTER)
    assert "届いてから21日ほど" in start
    assert "届いてから21日ほど（" not in start
    assert "管理 みどり" in other.text


def test_nobody_confirms_what_they_proposed_themselves(desk: Desk) -> None:
    """I-102. Must catch: a page without the button, and a verb that does it all the same."""
    admin = desk.officer("kanri")
    proposes(admin, COPY, "400")
    path = f"/staff/parameters/{proposed(desk)}"
    admin.opens(path)
    assert "自分が提案した値は、自分では確かめられません" in admin.text
    assert "確かめた" not in admin.text
    admin.posts(f"{path}/confirm", 403)
    assert "自分が提案した値は、自分では確かめられません" in admin.text
    assert states(desk) == [(COPY, False, False)]
    assert "300円" in said(desk, RESIDENCE)


def test_the_database_itself_wants_two_people_and_keeps_what_was_said(desk: Desk) -> None:
    """I-102. Must catch: a row that a line of the program, or somebody at a console, makes right afterwards."""
    proposes(desk.officer("kanri"), COPY, "400")
    once = "UPDATE town_parameter SET confirmed_by = proposed_by, confirmed_at = proposed_at"
    for statement in (once, "UPDATE town_parameter SET value = '900'", "DELETE FROM town_parameter"):
        with pytest.raises(DBAPIError), desk.office.database.write() as session:
            session.execute(text(statement))
    second(desk).opens(f"/staff/parameters/{proposed(desk)}")
    second(desk).sends("原本と同じなので、確かめた")
    for statement in (
        "UPDATE town_parameter SET confirmed_at = NULL, confirmed_by = NULL",
        "DELETE FROM town_parameter",
    ):
        with pytest.raises(DBAPIError), desk.office.database.write() as session:
            session.execute(text(statement))
    assert states(desk) == [(COPY, True, False)]


def test_only_administrators_propose_confirm_and_reject(desk: Desk) -> None:
    proposes(desk.officer("kanri"), COPY, "400")
    path = f"/staff/parameters/{proposed(desk)}"
    for login in ("tanto", "kessai", "both", "kansa"):
        officer = desk.officer(login)
        officer.posts(
            "/staff/parameters/new", 403, name=COPY, value="1", effective_from="2026-04-01", source="x"
        )
        for deed in ("confirm", "reject"):
            officer.posts(f"{path}/{deed}", 403, reason="x")
    assert states(desk) == [(COPY, False, False)]


def test_a_value_of_tomorrow_is_used_from_midnight_in_japan(desk: Desk) -> None:
    """I-101. Must catch: a day that begins at nine in the morning, with that of Greenwich."""
    desk.clock.at = datetime(2026, 5, 31, 14, 59, 59, tzinfo=UTC)  # 23:59:59 in Japan
    proposes(desk.officer("kanri"), COPY, "400", "2026-06-01")
    other = second(desk)
    other.opens(f"/staff/parameters/{proposed(desk)}")
    other.sends("原本と同じなので、確かめた")
    assert "から：400円" in other.text
    assert "300円" in said(desk, RESIDENCE)
    desk.clock.forward(seconds=1)
    assert "400円" in said(desk, RESIDENCE)


def test_what_was_submitted_keeps_the_values_of_its_moment(desk: Desk) -> None:
    """I-104. Must catch: 標準処理期間 of an old case by a rule of today, on the receipt printed again."""
    before = desk.clock()
    desk.clock.forward(days=1)
    proposes(desk.officer("kanri"), DAYS, "21", "2020-01-01")
    second(desk).opens(f"/staff/parameters/{proposed(desk)}")
    second(desk).sends("原本と同じなので、確かめた")
    assert days_in(desk.office.town_at(before)) == 14
    assert days_in(desk.office.town_at(desk.clock())) == 21


def test_a_rejected_proposal_stays_with_its_reason_and_is_never_used(desk: Desk) -> None:
    """I-104. Must catch: a proposal that disappears, and one that can be confirmed after all."""
    proposes(desk.officer("kanri"), COPY, "4000")
    path = f"/staff/parameters/{proposed(desk)}"
    other = second(desk)
    other.opens(path)
    other.sends("認めない", {"reason": " "}, expected=422)
    assert "認めない理由を入力してください" in other.text
    other.sends("認めない", {"reason": "桁が違います。"})
    assert "桁が違います。" in other.text
    other.posts(f"{path}/confirm", 409)
    assert "300円" in said(desk, RESIDENCE)
    proposes(desk.officer("kanri"), COPY, "400")
    assert states(desk) == [(COPY, False, False), (COPY, False, True)]


def test_one_proposal_at_a_time_waits_for_a_value_and_a_day(desk: Desk) -> None:
    """Must catch: two taps, or two people, who leave two proposals."""
    admin = desk.officer("kanri")
    proposes(admin, COPY, "400")
    admin.opens(f"/staff/parameters/new?name={COPY}")
    admin.sends("提案する", {"value": "500", "effective_from": "2026-04-01", "source": "条例"}, expected=422)
    assert "もう確認を待っています" in admin.text
    assert len(states(desk)) == 1


@pytest.mark.parametrize(
    ("name", "boxes", "message"),
    [
        (COPY, {"value": "たくさん"}, "数字だけを入力してください"),
        (COPY, {"value": "400", "effective_from": "いつか"}, "日付を入力してください"),
        (COPY, {"value": "400", "source": ""}, "根拠を入力してください"),
        (DAYS, {"value": "0"}, "この値は使えません"),
        (
            "offerings.certificate_of_residence.deadlines.extend_to_next_business_day",
            {"value": "maybe"},
            "「はい」か「いいえ」",
        ),
        ("offerings.certificate_of_residence.appeal.defendant", {"value": ""}, "新しい値を入力してください"),
        (
            "offerings.certificate_of_residence.postage_yen",
            {"value.letter.0.yen": "x"},
            "数字だけを入力してください",
        ),
        (
            "offerings.certificate_of_residence.postage_yen",
            {"value.letter.0.up_to_copies": "50"},
            "この値は使えません",
        ),
    ],
)
def test_what_does_not_fit_is_said_at_its_box(
    desk: Desk, name: str, boxes: dict[str, str], message: str
) -> None:
    """Must catch: a value that is kept and that the town's file cannot take."""
    admin = desk.officer("kanri")
    admin.opens(f"/staff/parameters/new?name={name}")
    given = {"effective_from": "2026-04-01", "source": "条例 第3条", **boxes}
    token = admin.page.xpath("//input[@name='form_token']/@value")[0]
    whole = {**{k: v[0] for k, v in admin.fields_of(admin.form("提案する")).items() if v}, **given}
    answer = admin.client.post("/staff/parameters/new", data={**whole, "form_token": token})
    assert answer.status_code == 422
    assert message in answer.text
    assert states(desk) == []


def test_postage_is_proposed_part_by_part(desk: Desk) -> None:
    admin = desk.officer("kanri")
    admin.opens("/staff/parameters/new?name=offerings.certificate_of_residence.postage_yen")
    admin.sends(
        "提案する", {"value.letter.0.yen": "120", "value.registered": "", "source": "郵便料金"}, expected=422
    )
    admin.opens("/staff/parameters/new?name=offerings.certificate_of_residence.postage_yen")
    admin.sends("提案する", {"value.letter.0.yen": "120", "source": "郵便料金"})
    second(desk).opens(f"/staff/parameters/{proposed(desk)}")
    second(desk).sends("原本と同じなので、確かめた")
    postage = desk.office.town.offerings["certificate_of_residence"].postage_yen
    assert postage is not None
    assert (postage.value.yen_for(3), postage.value.yen_for(4)) == (120, 180)


def test_every_value_is_on_the_page_with_who_said_it(desk: Desk) -> None:
    admin = desk.officer("kanri")
    admin.opens("/staff/parameters")
    listed = admin.page.xpath("//a[starts-with(@href, '/staff/parameters/new')]/@href")
    for known in (
        "fees.copy",
        "postage_yen",
        "draft_days",
        "appeal.defendant",
        "sections.kosodate",
        "parameters.",
    ):
        assert any(known in href for href in listed), known
    assert "口座の変更が支払いに間に合う日" in admin.text
    admin.opens("/staff/parameters/new?name=name", expected=404)


def test_another_process_learns_of_it_within_seconds(desk: Desk, tmp_path: Path) -> None:
    """I-101. Must catch: a town that is read once, by each process for itself."""
    neighbour = open_desk(tmp_path)
    neighbour.clock.at = desk.clock.at
    assert days_in(neighbour.office.town) == 14
    proposes(desk.officer("kanri"), DAYS, "21")
    second(desk).opens(f"/staff/parameters/{proposed(desk)}")
    second(desk).sends("原本と同じなので、確かめた")
    follower = Follower(neighbour.office, 0.02)
    follower.start()
    deadline = datetime.now(UTC) + timedelta(seconds=10)
    found = 14
    while found == 14 and datetime.now(UTC) < deadline:
        found = days_in(neighbour.office.town)
    follower.stop()
    neighbour.office.database.engine.dispose()
    assert found == 21


def test_each_step_is_in_the_trail(desk: Desk) -> None:
    proposes(desk.officer("kanri"), COPY, "400")
    second(desk).opens(f"/staff/parameters/{proposed(desk)}")
    second(desk).sends("原本と同じなので、確かめた")
    with desk.office.database.read() as session:
        about = session.query(AuditEntry).where(AuditEntry.subject_id == proposed(desk))
        told = [(entry.action, entry.fields) for entry in about.order_by(AuditEntry.sequence)]
    assert [action for action, _ in told] == ["propose_parameter", "view_parameter", "confirm_parameter"]
    assert told[0][1] == [COPY]
