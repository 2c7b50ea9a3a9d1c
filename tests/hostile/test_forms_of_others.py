"""Forms drawn for somebody else, forms of an earlier sign-in, forged forms: nothing is ever written."""

import re
from collections.abc import Callable

import pytest

from app.applications.queries import get_by_number
from tests.hostile.furnished import PIN, WHO, Furnished
from tests.hostile.routes import Address, addresses_of
from tests.hostile.tables import contents
from tests.people import Clerk, Resident
from tests.scenarios import certificate
from tests.world import PASSWORD, World

# What a refused form may leave behind: nothing. Sessions are touched once a minute.
MAY_CHANGE = {"web_session", "audit_entry"}


def token_of(visitor: Resident | Clerk, page: str) -> str:
    visitor.opens(page)
    return str(visitor.page.xpath("//input[@name='form_token']/@value")[0])


def forms(world: World) -> list[Address]:
    """Every address that takes a form of a page; machines bring a proof of their own, and estimates change nothing."""
    posts = [each for each in addresses_of(world.app) if each.method == "POST"]
    return [each for each in posts if each.policy.takes_form]


def test_few_addresses_take_what_comes_from_no_form(furnished: Furnished) -> None:
    """I-44. Must catch: a policy without a token on a page that changes something."""
    posts = {each.path for each in addresses_of(furnished.world.app) if each.method == "POST"}
    tokenless = posts - {each.path for each in forms(furnished.world)}
    assert tokenless == {"/display", "/webhooks/payjp", "/api/v1/estimates/{name}"}


def sends_everywhere(furnished: Furnished, token: str | None, sender: Resident | Clerk) -> dict[str, int]:
    """Address → status of a form with this token."""
    found = {}
    for address in forms(furnished.world):
        if address.path.startswith("/staff") is isinstance(sender, Clerk):
            sent = {} if token is None else {"form_token": token}
            given = [("photos", ("a.jpg", b"x"))] if "/files/" in address.path else None
            answer = sender.client.post(
                furnished.fill(address), data=sent, files=given, follow_redirects=False
            )
            found[address.path] = answer.status_code
    return found


@pytest.mark.parametrize("who", ["owner", "officer"])
@pytest.mark.parametrize(
    "forged", ["", "x", "A" * 64, "あ", None], ids=["empty", "short", "long", "kana", "none"]
)
def test_a_forged_token_opens_no_form(furnished: Furnished, who: str, forged: str | None) -> None:
    """I-44. Must catch: one POST that does not look at the token."""
    before = contents(furnished.world, but=MAY_CHANGE)
    statuses = sends_everywhere(furnished, forged, getattr(furnished, who))
    assert {path: status for path, status in statuses.items() if status != 403} == {}
    assert contents(furnished.world, but=MAY_CHANGE) == before


def test_a_form_drawn_for_somebody_else_is_refused(
    furnished: Furnished, visitor: Callable[[], Resident]
) -> None:
    """I-37. What a site of an attacker can send with the victim's cookies: a token of the attacker's own."""
    attacker = visitor()
    attacker.signs_in("inoue_fumi", "2001")
    token = token_of(attacker, "/my")
    before = contents(furnished.world, but=MAY_CHANGE)
    statuses = sends_everywhere(furnished, token, furnished.owner)
    assert {path: status for path, status in statuses.items() if status != 409} == {}
    assert contents(furnished.world, but=MAY_CHANGE) == before


def test_a_tab_of_an_earlier_sign_in_is_refused(
    furnished: Furnished, visitor: Callable[[], Resident]
) -> None:
    """I-37. Must catch: a tab left open that still acts after somebody has signed in anew, be it the same person."""
    earlier = visitor()
    earlier.signs_in(WHO, PIN)
    token = token_of(earlier, "/my")
    earlier.sends("サインアウト")
    earlier.signs_in(WHO, PIN)
    before = contents(furnished.world, but=MAY_CHANGE)
    statuses = sends_everywhere(furnished, token, earlier)
    assert {path: status for path, status in statuses.items() if status != 409} == {}
    assert contents(furnished.world, but=MAY_CHANGE) == before


def test_a_form_of_staff_is_worth_nothing_in_the_hands_of_another(furnished: Furnished) -> None:
    """Must catch: an approval sent with the form of the proposer."""
    other = Clerk(furnished.world.url)
    other.signs_in("tanto", PASSWORD)
    token = token_of(other, "/staff/queue")
    before = contents(furnished.world, but=MAY_CHANGE)
    statuses = sends_everywhere(furnished, token, furnished.officer)
    assert {path: status for path, status in statuses.items() if status != 409} == {}
    assert contents(furnished.world, but=MAY_CHANGE) == before
    other.close()


def test_a_site_without_our_cookies_gets_nothing(
    furnished: Furnished, visitor: Callable[[], Resident]
) -> None:
    """A cross-site POST carries no Lax cookie: the owner's own token is then nobody's."""
    token = token_of(furnished.owner, "/my")
    stranger = visitor()
    stranger.client.headers["Origin"] = "https://evil.example"
    before = contents(furnished.world, but=MAY_CHANGE | {"kept_post"})
    statuses = sends_everywhere(furnished, token, stranger)
    assert set(statuses.values()) <= {303, 403, 409}
    assert contents(furnished.world, but=MAY_CHANGE | {"kept_post"}) == before


def test_passwords_and_farewells_are_not_kept(world: World, visitor: Callable[[], Resident]) -> None:
    """Must catch: a password waiting in the table of kept words; 「サインアウト」 waiting behind the next sign-in."""
    clerk, resident = Clerk(world.url), visitor()
    clerk.signs_in("tanto", PASSWORD)
    clerk.opens("/staff/account/password")
    resident.signs_in("inoue_fumi", "2001")
    before = contents(world, but=MAY_CHANGE)
    world.clock.forward(minutes=61)
    clerk.sends("パスワードを変える", {"current": PASSWORD, "new": "a" * 20, "again": "a" * 20})
    assert clerk.path == "/staff/sign-in"
    resident.sends("サインアウト")
    assert contents(world, but=MAY_CHANGE) == before
    clerk.close()


def test_a_resident_may_not_knock_at_the_desk(furnished: Furnished, visitor: Callable[[], Resident]) -> None:
    """Must catch: a resident's session looked up for a page of staff."""
    resident = visitor()
    resident.signs_in("inoue_fumi", "2001")
    resident.opens("/staff/queue")
    assert resident.path == "/staff/sign-in"


def test_two_taps_are_one_application(world: World, visitor: Callable[[], Resident]) -> None:
    """Must catch: a second number or a second version for a form that was sent twice, or from two tabs."""
    resident = visitor()
    certificate.reach_check(resident, "takahashi_yumiko", "1502")
    form = resident.form("この内容で申請する")
    sent = {**resident.fields_of(form), "consent_truth": ["yes"]}
    answers = [resident.client.post(form.action, data=sent, follow_redirects=False) for _ in range(3)]
    numbers = {re.findall(r"/my/([^/?]+)", answer.headers["location"])[0] for answer in answers}
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    (number,) = numbers
    with world.office.database.read() as session:
        assert [version.number for version in get_by_number(session, number).versions] == [1]


def test_everything_was_looked_at(furnished: Furnished) -> None:
    """So that an address that is skipped by mistake is noticed: staff and residents together are all of them."""
    looked_at = {*sends_everywhere(furnished, "", furnished.owner)}
    looked_at |= {*sends_everywhere(furnished, "", furnished.officer)}
    assert looked_at == {each.path for each in forms(furnished.world)}
