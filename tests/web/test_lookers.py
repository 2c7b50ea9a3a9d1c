"""だれが見たか: every deed in plain words, by section, one's own apart, and nothing of anybody else's."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.applications.lifecycle import FULFILMENT, OUTCOMES, State
from app.applications.queries import get_by_number
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.audit.models import AuditEntry
from app.auth.identity import Assurance
from app.auth.models import SessionKind
from app.auth.sessions import open_session
from app.database import new_id
from app.settings import ROOT
from app.web.resident.looker_words import DEEDS
from tests import make
from tests.hostile.actors import statements
from tests.people import Clerk, Resident
from tests.world import PASSWORD, World, a_world

NAMED = re.compile(r"[a-z][a-z_]*\Z")
# Whoever writes an entry about a case does it through one of these.
WRITERS = {"note": 2, "event_of": 1}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def clerk(world: World) -> Iterator[Clerk]:
    found = Clerk(world.url)
    found.signs_in("tanto", PASSWORD)
    yield found
    found.close()


def arrives(world: World, who: Resident, *of: Any, **more: Any) -> str:
    """A case of whoever comes in now; `of` and `more` as in `make.a_case`."""
    account = new_id()
    by = make.as_sure(make.ActorKind.RESIDENT, account)
    with world.office.database.write() as session:
        here = {"by": by, "town": world.office.town, "now": world.clock()}
        case = make.a_case(session, State.ARRIVED, *of, **here, **more)
        session.flush()
        extra = {"display_name": "見本 花子", "assurance": Assurance.AUTHENTICATED}
        opened = open_session(session, SessionKind.RESIDENT, account, now=world.clock(), extra=extra)
        number = case.application.reference_number or ""
    who.client.cookies.set("sid", opened.token)
    return number


@pytest.fixture
def owner(world: World) -> Iterator[Resident]:
    found = Resident(world.url)
    yield found
    found.close()


def said_in_the_code() -> set[str]:
    """Every literal action that `note`, `event_of`, `seen_by` and `note_look` are given about a case."""
    found: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        text = path.read_text("utf-8")
        if "auditing" not in text and "note_look" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                found |= set(_actions(node))
    return found


def _actions(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    literals = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    if name in WRITERS and len(call.args) > WRITERS[name] - 1:
        yield from (each for each in literals if isinstance(each, str) and NAMED.match(each))
    looks = [*literals, *(key.value.value for key in call.keywords if isinstance(key.value, ast.Constant))]
    if name in {"seen_by", "note_look"}:
        yield from (f"view_{each}" for each in looks if isinstance(each, str) and each != "staff")


def test_every_deed_that_can_be_written_about_a_case_has_words() -> None:
    """I-74. Must catch: a new action that its owner would read as a code, or not at all."""
    steps = {step for _, step in FULFILMENT}
    about_staff = {"list_own", "list_papers", "queue"}
    wanted = said_in_the_code() | {outcome.value for outcome in OUTCOMES} | steps | {"check_items", "begin"}
    assert len(wanted) > 40
    assert sorted(wanted - set(DEEDS) - about_staff) == []


def test_looks_and_deeds_are_told_with_section_and_reason(
    world: World, owner: Resident, clerk: Clerk
) -> None:
    """I-74. Must catch: an officer's name; a deed that changed something and is left out."""
    number = arrives(world, owner)
    clerk.opens(f"/staff/cases/{number}")
    clerk.sends("審査を始める")
    owner.opens(f"/my/{number}/lookers")
    section = world.office.town.contact_of(make.ALLOWANCE).name
    for words in ("内容を見ました", "審査を始めました", "申請を審査するため", section):
        assert words in owner.text
    assert "担当 はるか" not in owner.answer.text
    assert "申請しました" not in owner.text, "one's own doings stand apart"
    owner.follows("自分がしたことを見る")
    assert "申請しました" in owner.text
    assert section not in owner.text


def test_what_is_hidden_is_seen_on_purpose_only_and_its_owner_is_told(
    world: World, owner: Resident, clerk: Clerk
) -> None:
    """What the pages of 妊娠の届出 promise. Must catch: a look at one's health that leaves no trace for its owner."""
    health = {"submitter_kind": "self", "tb_checkup": "not_done"}
    number = arrives(world, owner, "pregnancy_notification", "mori_ayaka", given=health)
    opened = "ふだん隠す答えを見ました"
    clerk.opens(f"/staff/cases/{number}")
    owner.opens(f"/my/{number}/lookers")
    assert "内容を見ました" in owner.text
    assert opened not in owner.text
    clerk.follows("見る（結核に関する健康診断の有無）")
    owner.opens(f"/my/{number}/lookers")
    assert opened in owner.text


def test_all_cases_on_one_page_and_nothing_of_others(world: World, owner: Resident, clerk: Clerk) -> None:
    """I-40, I-74. Must catch: somebody else's case in the record of one's own."""
    stranger = Resident(world.url)
    mine, theirs = arrives(world, owner), arrives(world, stranger)
    clerk.opens(f"/staff/cases/{theirs}")
    owner.opens("/my/lookers")
    assert "まだ、だれも見ていません" in owner.text
    owner.opens(f"/my/{theirs}/lookers", 404)
    clerk.opens(f"/staff/cases/{mine}")
    owner.opens("/my")
    owner.follows("だれが見たか")
    assert mine in owner.text
    assert theirs not in owner.answer.text
    stranger.close()


def test_a_representative_is_told_as_one(world: World, owner: Resident) -> None:
    number = arrives(world, owner)
    with world.office.database.write() as session:
        case_id = get_by_number(session, number).id
        seen = AuditEvent(world.clock(), "proxy", new_id(), "view_case", "application", case_id, number)
        record(session, seen)
    owner.opens(f"/my/{number}/lookers")
    assert "代理の人" in owner.text


def test_long_records_have_pages_and_cost_no_more(world: World, owner: Resident) -> None:
    """Must catch: a statement for each entry; entries between two pages lost."""
    number = arrives(world, owner)
    actions = ("view_case", "view_attachment")
    with world.office.database.write() as session:
        case_id = get_by_number(session, number).id
        for turn in range(120):
            seen = AuditEvent(
                world.clock(), "staff", new_id(), actions[turn % 2], "application", case_id, number
            )
            record(session, seen)
    with statements(world) as few:
        owner.opens(f"/my/{number}/lookers")
    assert len([each for each in few if "FROM audit_entry" in each and "actor_kind IN" in each]) == 1
    shown = len(owner.page.xpath("//tbody/tr"))
    while "これより前を見る" in owner.text:
        owner.follows("これより前を見る")
        shown += len(owner.page.xpath("//tbody/tr"))
    assert shown == 120


def test_no_code_is_shown_for_a_word(world: World, owner: Resident) -> None:
    number = arrives(world, owner)
    with world.office.database.read() as session:
        written = {entry.action for entry in session.query(AuditEntry) if entry.subject_kind == "application"}
    assert written - {"list_own"} <= set(DEEDS)
    owner.opens(f"/my/{number}/lookers?whose=own")
    assert re.search("[a-z]+_[a-z]+", owner.text) is None
