"""I-40. Everybody at every door, with every method: generated from the table of routes.

A new route is knocked at by itself; it fails here until `Furnished.fill` knows an example of its address.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.web.policies import Audience
from tests.hostile.actors import CANARIES, Knocker, Street, furnish_street, leaks, statements
from tests.hostile.furnished import Furnished
from tests.hostile.routes import Address, addresses_of
from tests.hostile.tables import contents

OWN = {"application_id", "number", "post_id", "mandate_id"}
OFFICE = {"account_id", "incident_id", "parameter_id"}  # what belongs to nobody outside
CASE = {"reference_number", "call_id"}
COUNTER = {"visit_id"}  # who is in front of another desk, or was
METHODS = {"GET", "POST"}
# 「次の案件へ」 leads on to one's own queue, whatever number it was asked from.
LEADS_ON = "/staff/cases/{reference_number}/next"
# The child of the two is his too, and he may ask her whether he may act for her.
OF_A_HUSBAND = {"/acting": {"湊"}, "/acting/ask": {"陽子"}}
SAME_FOR_ALL = {"date", "content-length", "set-cookie", "x-request-id"}
MAY_CHANGE = {"web_session", "audit_entry", "kept_post", "sign_in_transaction"}


@pytest.fixture(scope="module")
def street(furniture: Furnished) -> Iterator[Street]:
    furniture.come_in()
    opened = furnish_street(furniture)
    yield opened
    opened.close()


def routes(street: Street, method: str) -> list[Address]:
    return [each for each in addresses_of(street.world.app) if each.method == method]


def is_personal(address: Address) -> bool:
    return bool((OWN | CASE | OFFICE | COUNTER) & set(address.places))


def token_of(knocker: Knocker) -> str:
    page = "/staff/account" if knocker.is_staff else "/resume"
    knocker.visitor.opens(page)
    return str(knocker.visitor.page.xpath("//input[@name='form_token']/@value")[0])


def knock(knocker: Knocker, method: str, path: str, token: str = "") -> Any:
    files = [("photos", ("a.jpg", b"\xff\xd8\xff", "image/jpeg"))] if "/files/" in path else None
    given = {"data": {"form_token": token, "stage": "draft-0"}, "files": files} if method == "POST" else {}
    return knocker.visitor.client.request(method, path, follow_redirects=False, **given)


def compared(answer: Any, path: str) -> tuple[Any, ...]:
    """What must be the same for what is not theirs and for what never was."""
    headers = sorted((name, value) for name, value in answer.headers.items() if name not in SAME_FOR_ALL)
    words = answer.text.replace(path, "")
    location = answer.headers.get("location", "")
    return answer.status_code, words, [] if location else headers


def expected(knocker: Knocker, address: Address) -> set[int]:
    """What a stranger to the thing behind the door must be told."""
    if address.is_for_staff:
        if not knocker.is_staff:
            return {303}
        told = {409} if COUNTER & set(address.places) else {404}
        return told if knocker.may_enter(address) else {403}
    # A lapsed session is led to the page that says for whom one acts now; a guest, to the card.
    is_led_on = knocker.has_lapsed or (knocker.is_guest and address.policy.audience is Audience.RESIDENT)
    return {404} if knocker.has_key and not knocker.is_staff and not is_led_on else {303}


def test_nobody_gets_through_a_door_that_is_not_theirs(street: Street) -> None:
    """I-40. Must catch: one page of one case that does not ask whose it is; a name in an error, a header or a link."""
    knocked = 0
    for knocker in street.knockers:
        thorough = knocker.name in {"neighbour", "another section"}
        for address in routes(street, "GET"):
            if not is_personal(address) or (address.path == LEADS_ON and knocker.may_enter(address)):
                continue
            if (
                set(address.places) <= OFFICE
                and address.places
                and knocker.is_staff
                and knocker.may_enter(address)
            ):
                continue
            for path in street.doors(address, all_states=thorough):
                answer = knock(knocker, "GET", path)
                assert answer.status_code in expected(knocker, address), (knocker.name, path)
                assert leaks(answer) == [], (knocker.name, path)
                knocked += 1
    assert knocked > 700


def test_a_door_sounds_the_same_whether_there_is_something_behind_it(street: Street) -> None:
    """I-40. Must catch: a case looked up first and its owner compared afterwards: one statement more tells."""
    for knocker in street.knockers:
        token = token_of(knocker)
        for method in METHODS:
            for address in routes(street, method):
                if (
                    not (OWN | CASE | COUNTER) & set(address.places)
                    or address.is_for_staff is not knocker.is_staff
                ):
                    continue
                never = street.furnished.fill_with_nothing(address)
                theirs = street.furnished.fill(address)
                with statements(street.world) as for_never:
                    nothing = knock(knocker, method, never, token)
                with statements(street.world) as for_theirs:
                    something = knock(knocker, method, theirs, token)
                where = (knocker.name, method, address.path)
                assert for_theirs == for_never, where
                assert compared(something, theirs) == compared(nothing, never), where


def test_nobody_changes_anything_behind_a_door_that_is_not_theirs(street: Street) -> None:
    """I-40. Must catch: a verb that finds a case by its number and not by its owner or its section."""
    before = contents(street.world, but=MAY_CHANGE)
    for knocker in street.knockers:
        token = token_of(knocker)
        for address in routes(street, "POST"):
            if not (OWN | CASE | COUNTER) & set(address.places):
                continue
            for path in street.doors(address):
                answer = knock(knocker, "POST", path, token)
                # Whose words came too late is led to the door and finds them kept behind it.
                refused = expected(knocker, address) | {403, 409} | ({303} if not knocker.has_key else set())
                assert answer.status_code in refused, (knocker.name, path, answer.status_code)
                assert leaks(answer) == [], (knocker.name, path)
    assert contents(street.world, but=MAY_CHANGE) == before


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_no_other_method_opens_a_door(street: Street, method: str) -> None:
    """I-40. Must catch: a HEAD that tells how long another's document is; a DELETE of the framework."""
    doors = {street.furnished.fill(each) for each in routes(street, "GET") if is_personal(each)}
    for knocker in [each for each in street.knockers if each.has_key]:
        for path in sorted(doors):
            answer = knock(knocker, method, path)
            assert answer.status_code in {404, 405}, (knocker.name, path)
            assert leaks(answer) == [], (knocker.name, path)


def test_lists_show_only_what_is_ones_own(street: Street) -> None:
    """I-40. Must catch: a list or a count without its owner or its section."""
    for knocker in street.knockers:
        for address in routes(street, "GET"):
            if is_personal(address) or address.places or address.policy.audience is Audience.MACHINE:
                continue
            answer = knock(knocker, "GET", address.path)
            own = OF_A_HUSBAND.get(address.path, set()) if knocker.name == "husband" else set()
            assert leaks(answer, knocker.own_words | own) == [], (knocker.name, address.path)
            if "/staff/queue" in address.path and answer.status_code == 200:
                assert re.findall(r'<span class="count">(\d+)</span>', answer.text) == ["0"] * 6, knocker.name


def test_a_search_or_an_export_finds_only_what_is_ones_own(street: Street) -> None:
    """I-40. Must catch: a search through the cases of the whole town; an export that asks only for the procedure."""
    for knocker in street.knockers:
        if not (knocker.is_staff and knocker.roles & {"clerk", "approver"}):
            continue
        token = token_of(knocker)
        for words in (*CANARIES[:4], street.guest_number, ""):
            sent = {"form_token": token, "q": words, "state": "", "procedure": ""}
            answer = knocker.visitor.client.post("/staff/queue", data=sent)
            assert answer.status_code == 200
            assert set(leaks(answer)) <= {words}, knocker.name
            assert answer.text.count('href="/staff/cases/') == 0, (knocker.name, words)
        for key in street.world.office.town.offerings:
            sent = {"form_token": token, "procedure": key, "state": "", "purpose": "statistics"}
            for kind in ("csv", "json"):
                assert (
                    knocker.visitor.client.post(f"/staff/queue/export.{kind}", data=sent).status_code == 404
                )


def test_a_wrong_telephone_number_opens_no_receipt(street: Street) -> None:
    """I-40, I-45. Must catch: a receipt, or a code of a draft, that opens by itself."""
    world = street.world
    stranger = next(each for each in street.knockers if each.name == "anonymous").visitor
    said = set()
    for code in (street.guest_number, street.furnished.decided_number, "26-999999-X", "ACDEFGHJ"):
        stranger.opens("/resume")
        stranger.sends("開く", {"code": code, "phone": "090-1111-2222"}, 422)
        said.add(stranger.complaints["code"])
        assert leaks(stranger.answer) == []
    assert len(said) == 1, "the same words, whether the number is there or not"
    assert world.office.town.name in stranger.answer.text


def test_every_door_was_tried(street: Street) -> None:
    """I-40. Must catch: a route with a place for an id that the matrix leaves out because of its name."""
    public = {"key", "procedure_key", "digest", "name"}
    known = (
        OWN
        | CASE
        | COUNTER
        | public
        | {"step_key", "at", "question_key", "file_id", "upload_id", "position"}
        | OFFICE
    )
    for address in addresses_of(street.world.app):
        assert set(address.places) <= known, f"{address.path}: say in `Furnished.fill` what stands there"
        assert not address.places or is_personal(address) or set(address.places) <= public
