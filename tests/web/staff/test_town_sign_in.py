"""Signing in at the town's own identity provider: who is let in, and everything that never opens a session."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from pydantic import SecretStr

from app.audit.queries import list_latest
from app.auth.models import StaffAccount
from app.auth.staff_accounts import disable
from app.auth.staff_idp import StaffIdp
from tests.auth.digital_auth.peer import an_ec_key
from tests.auth.town_peer import CLIENT, ISSUER, TownPeer, settings
from tests.web.staff.making import PASSWORD, Desk, Officer

DOOR, BACK = "/staff/sign-in", "/staff/sign-in/town/return"
BY_CLAIM = {"login_claim": "preferred_username", "login_domain": "town.example"}


@dataclass
class Town:
    desk: Desk
    peer: TownPeer

    def officer(self) -> Officer:
        return Officer(self.desk.app, self.desk.office.public_url)

    def leaves(self, officer: Officer, path: str = DOOR) -> dict[str, str]:
        """As far as the provider, who sends the browser back with these."""
        officer.opens(path)
        officer.client.follow_redirects = False
        officer.sends("組織のアカウントでサインイン", expected=303)
        officer.client.follow_redirects = True
        return self.peer.person_signs_in(officer.answer.headers["location"])

    def comes_back(self, officer: Officer, params: dict[str, str], expected: int = 200) -> None:
        officer.opens(f"{BACK}?{urlencode(params)}", expected)

    def signs_in(self, officer: Officer, expected: int = 200) -> None:
        self.comes_back(officer, self.leaves(officer), expected)


@pytest.fixture
def town(desk: Desk) -> Callable[..., Town]:
    def made(**changes: Any) -> Town:
        peer = TownPeer(desk.clock())
        idp = StaffIdp(settings(**changes), desk.clock, peer.http())
        desk.app.state.office = replace(desk.office, staff_idp=idp)
        return Town(desk, peer)

    return made


def is_outside(officer: Officer) -> bool:
    officer.opens("/staff/queue")
    return officer.path == DOOR


def test_whoever_is_bound_by_the_claim_comes_in_over_a_page_of_ours(town: Callable[..., Town]) -> None:
    """Mutation: redirect at once; browsers then leave the strict cookie at home, and the desk sends people away."""
    here = town(**BY_CLAIM)
    officer = here.officer()
    here.comes_back(officer, here.leaves(officer, f"{DOOR}?back=/staff/account"))
    assert officer.answer.history == []
    assert officer.page.xpath("//meta[@http-equiv='refresh']/@content") == ["0;url=/staff/account"]
    assert (
        "samesite=strict"
        in next(
            each for each in officer.answer.headers.get_list("set-cookie") if each.startswith("staff=")
        ).lower()
    )
    officer.follows("次の画面へ進む")
    assert officer.path == "/staff/account"
    with here.desk.office.database.read() as session:
        told = [entry.action for entry in list_latest(session)]
    assert told[:2] == ["sign_in", "bind_identity"]


def test_the_door_sends_the_browser_away_with_all_that_must_come_back(town: Callable[..., Town]) -> None:
    here = town(acr=("urn:town:two",))
    officer = here.officer()
    officer.opens(DOOR)
    assert (
        "form-action 'self' https://login.town.example" in officer.answer.headers["content-security-policy"]
    )
    here.leaves(officer)
    asked = here.peer.asked
    assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", CLIENT, "openid profile")
    assert (asked["code_challenge_method"], asked["acr_values"]) == ("S256", "urn:town:two")
    assert asked["redirect_uri"] == f"{here.desk.office.public_url}{BACK}"
    assert len(asked["nonce"]) > 30


@pytest.mark.parametrize("changes", [{}, {"client_auth": "private_key_jwt", "key_id": "client"}])
@pytest.mark.parametrize("key", ["town", "rsa"])
def test_both_ways_to_know_the_client_and_both_kinds_of_keys(
    town: Callable[..., Town], changes: dict[str, Any], key: str
) -> None:
    pem = SecretStr(an_ec_key("client").as_pem(private=True).decode())
    here = town(**BY_CLAIM, **changes, private_key=pem)
    here.peer.key = key
    officer = here.officer()
    here.signs_in(officer)
    assert not is_outside(officer)


FIELDS = TownPeer.__dataclass_fields__
WRONG: dict[str, dict[str, Any]] = {
    "another nonce": {"says": {"nonce": "of-somebody-else"}},
    "no nonce": {"says": {"nonce": None}},
    "for another client": {"says": {"aud": "another"}},
    "for several, given to another": {"says": {"aud": [CLIENT, "another"], "azp": "another"}},
    "another issuer": {"says": {"iss": "https://login.evil.example"}},
    "about nobody": {"says": {"sub": None}},
    "over since long": {"says": {"exp": 1}},
    "without a signature": {"unsigned": True},
    "another key": {"key": "stranger"},
    "another key under the known name": {"key": "stranger", "header": {"kid": "town"}},
    "not strong enough": {"says": {"acr": "urn:town:one"}},
    "without the second factor": {"says": {"amr": ["pwd"]}},
    "a document of another issuer": {"document": {"issuer": "https://login.evil.example"}},
    "keys over an open line": {"document": {"jwks_uri": "http://login.town.example/certs"}},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_gives_a_page_that_says_so_and_no_session(
    town: Callable[..., Town], wrong: str
) -> None:
    """Must catch: any check of the ID token left out."""
    here = town(**BY_CLAIM, acr=("urn:town:two",), amr=("otp",))
    for name, value in WRONG[wrong].items():
        assert name in FIELDS
        setattr(here.peer, name, value)
    officer = here.officer()
    if "document" in WRONG[wrong]:
        officer.opens(DOOR)
        officer.sends("組織のアカウントでサインイン", expected=403)
    else:
        here.signs_in(officer, expected=403)
    assert "サインインできませんでした" in officer.text
    assert officer.client.cookies.get("staff") is None
    assert is_outside(officer)


def test_a_way_back_is_gone_once_and_in_the_same_browser(town: Callable[..., Town]) -> None:
    """Mutation: do not use the state up, or take it from anybody."""
    here = town(**BY_CLAIM)
    officer, other = here.officer(), here.officer()
    params = here.leaves(officer)
    here.comes_back(other, params, 403)
    assert is_outside(other)
    secret = officer.client.cookies["signin"]
    here.comes_back(officer, params)
    replayed = here.officer()
    replayed.client.cookies.set("signin", secret)
    here.comes_back(replayed, params, 403)
    assert is_outside(replayed)


@pytest.mark.parametrize(
    "changed", [{"state": "another"}, {"code": ""}, {"iss": "https://login.evil.example"}, {"error": "no"}]
)
def test_an_answer_that_was_changed_on_the_way_opens_nothing(
    town: Callable[..., Town], changed: dict[str, str]
) -> None:
    here = town(**BY_CLAIM)
    officer = here.officer()
    here.comes_back(officer, {**here.leaves(officer), **changed}, 403)
    assert is_outside(officer)


def test_a_way_back_after_ten_minutes_is_too_late(town: Callable[..., Town]) -> None:
    here = town(**BY_CLAIM)
    officer = here.officer()
    params = here.leaves(officer)
    here.desk.clock.at += timedelta(minutes=10)
    here.comes_back(officer, params, 403)


def test_nobody_there_is_said_and_the_password_still_opens(town: Callable[..., Town]) -> None:
    here = town(**BY_CLAIM)
    here.peer.down = True
    officer = here.officer()
    officer.opens(DOOR)
    officer.sends("組織のアカウントでサインイン", expected=403)
    assert "ただいま利用できません" in officer.text
    officer.signs_in("tanto", PASSWORD)
    assert officer.path == "/staff/queue"


def test_no_account_is_made_and_an_administrator_binds_whoever_shows_the_number(
    town: Callable[..., Town],
) -> None:
    """Mutation: make an account for whoever the provider knows."""
    here = town()
    officer, admin = here.officer(), here.desk.officer("kanri")
    here.signs_in(officer, expected=403)
    assert "subject-of-haruka" in officer.text
    admin.opens(f"/staff/accounts/{here.desk.member().id}")
    admin.sends("結びつける", {"subject": "subject-of-haruka"})
    assert "結びついています" in admin.text
    here.signs_in(officer)
    officer.follows("次の画面へ進む")
    assert officer.path == "/staff/queue"
    admin.opens(f"/staff/accounts/{here.desk.member('both').id}")
    admin.sends("結びつける", {"subject": "subject-of-haruka"}, expected=422)
    assert "ほかの職員に結びついています" in admin.text
    admin.opens(f"/staff/accounts/{here.desk.member().id}")
    admin.sends("結びつける", {"subject": ""})
    here.signs_in(here.officer(), expected=403)


def test_nobody_binds_their_own_account(town: Callable[..., Town]) -> None:
    here = town()
    admin = here.desk.officer("kanri")
    own = f"/staff/accounts/{here.desk.member('kanri').id}"
    admin.opens(own)
    admin.posts(f"{own}/identity", 403, subject="mine")


@pytest.mark.parametrize(
    "says",
    [
        {"preferred_username": "tanto@elsewhere.example"},
        {"preferred_username": "nobody@town.example"},
        {"preferred_username": ["tanto@town.example"]},
        {"preferred_username": None},
    ],
)
def test_a_claim_opens_only_what_it_names(town: Callable[..., Town], says: dict[str, Any]) -> None:
    here = town(**BY_CLAIM)
    here.peer.says = says
    here.signs_in(here.officer(), expected=403)


def test_a_mail_address_that_is_not_verified_names_nobody(town: Callable[..., Town]) -> None:
    here = town(login_claim="email", login_domain="town.example")
    for verified, status in ((None, 403), ("true", 403), (True, 200)):
        here.peer.says = {"email": "tanto@town.example", "email_verified": verified}
        here.signs_in(here.officer(), expected=status)


def test_another_subject_with_the_same_login_does_not_take_the_account(town: Callable[..., Town]) -> None:
    """Mutation: go by the claim every time; a login that is given to somebody else there brings the rights along."""
    here = town(**BY_CLAIM)
    here.signs_in(here.officer())
    here.peer.says = {"sub": "somebody-newer"}
    here.signs_in(here.officer(), expected=403)


def test_a_disabled_account_stays_outside(town: Callable[..., Town]) -> None:
    here = town(**BY_CLAIM)
    here.signs_in(here.officer())
    with here.desk.office.database.write() as session:
        account = session.get_one(StaffAccount, here.desk.member().id)
        disable(session, account, by=None, now=here.desk.clock())
    officer = here.officer()
    here.signs_in(officer, expected=403)
    assert is_outside(officer)


def test_without_a_provider_there_is_no_such_door(desk: Desk) -> None:
    officer = Officer(desk.app, desk.office.public_url)
    officer.opens(DOOR)
    assert "組織のアカウント" not in officer.text
    officer.opens(BACK, expected=404)


def test_production_takes_no_issuer_over_an_open_line() -> None:
    assert settings().faults_in_production() == []
    assert settings(issuer=ISSUER.replace("https", "http")).faults_in_production() == [
        "STAFF_OIDC__ISSUER must be an https address"
    ]
    assert len(settings(client_secret=SecretStr("")).faults_in_production()) == 1
