"""Staff come in on two pages, by keyboard, with a telephone in the other hand, and without scripts."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlencode

import pytest

from app.auth import second_factor
from app.auth.authenticator import code_at, step_at
from app.auth.identity import Role
from app.auth.queries import get_staff
from app.auth.staff_accounts import NewStaff, create_account
from app.auth.staff_idp import StaffIdp
from app.auth.staff_models import StaffIdentity
from tests.auth.town_peer import TownPeer, settings
from tests.browser.conftest import DESK, PHONE, Visiting
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser


def hired(world: World, login: str) -> str:
    """Somebody who uses a second factor; the secret of it, which the telephone has."""
    with world.office.database.write() as session:
        new = NewStaff(login, "新人 なお", PASSWORD, frozenset({Role.CLERK}), frozenset({"jumin"}))
        account = create_account(session, new, by=None, now=world.clock())
        get_staff(session, account.id).must_change_password = False
        factor = second_factor.begin_enrolment(session, account.id, now=world.clock())
        factor.confirmed_at = world.clock()
        return factor.secret


def types_codes(clerk: Any, secret: str, now: datetime) -> None:
    for away in (-1, 0):
        clerk.page.keyboard.type(code_at(secret, step_at(now) + away))
        clerk.page.keyboard.press("Tab")
    clerk.page.keyboard.press("Enter")


@pytest.mark.parametrize(("login", "context"), [("nao", DESK), ("nao2", PHONE)])
@pytest.mark.parametrize("scripted", [True, False])
def test_a_new_browser_is_let_in_by_keyboard(
    world: World, visiting: Visiting, login: str, context: dict[str, Any], scripted: bool
) -> None:
    """Must catch: a page of the door that needs a mouse or a script, or that readers of screens cannot use."""
    login = f"{login}{'s' if scripted else 'n'}"
    secret = hired(world, login)
    clerk = visiting(**context, java_script_enabled=scripted)
    clerk.opens("/staff/sign-in")
    clerk.page.locator("#login").focus()
    clerk.page.keyboard.type(login)
    clerk.page.keyboard.press("Tab")
    clerk.page.keyboard.type(PASSWORD)
    clerk.page.keyboard.press("Enter")
    clerk.page.wait_for_url(re.compile("/staff/sign-in/code$"))
    assert clerk.heading == "コードの入力"
    if scripted:
        clerk.looks_as_staff("code")
    clerk.page.locator("#code").focus()
    types_codes(clerk, secret, world.clock())
    clerk.page.wait_for_url(re.compile("/staff/queue$"))
    clerk.opens("/staff/account/sessions")
    assert clerk.heading == "サインインしている画面"
    if scripted:
        clerk.looks_as_staff("sessions")


class TownsPage(BaseHTTPRequestHandler):
    """Of the provider, on another host name than ours: whoever comes is known there, and may go back."""

    peer: TownPeer
    url: str

    def do_GET(self) -> None:
        query = urlencode(self.peer.person_signs_in(self.path))
        away = f"{self.url}/staff/sign-in/town/return?{query}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f'<link rel="icon" href="data:,"><a href="{escape(away)}">back</a>'.encode())

    def log_message(self, *_told: object) -> None:
        """Not to the terminal."""


@pytest.fixture
def town(world: World) -> Iterator[str]:
    """A provider is set up; where its page is."""
    peer, before = TownPeer(world.clock()), world.app.state.office
    page = type("Page", (TownsPage,), {"peer": peer, "url": world.url})
    with ThreadingHTTPServer(("127.0.0.1", 0), page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}"
        peer.issuer = f"{place}/realms/office"
        told = settings(issuer=peer.issuer, login_claim="preferred_username", login_domain="town.example")
        world.app.state.office = replace(before, staff_idp=StaffIdp(told, world.clock, peer.http()))
        yield place
        world.app.state.office = before
        server.shutdown()
    with world.office.database.write() as session:
        session.query(StaffIdentity).delete()  # the next one is another provider


@pytest.mark.parametrize("scripted", [True, False])
def test_the_way_back_from_the_towns_provider_ends_at_the_desk(
    visiting: Visiting, town: str, scripted: bool
) -> None:
    """Must catch: a redirect from the callback on to a desk, on which no browser sends the strict cookie."""
    clerk = visiting(**DESK, java_script_enabled=scripted)
    clerk.ours.add(town)
    clerk.opens("/staff/sign-in")
    clerk.page.get_by_role("button", name="組織のアカウントでサインイン").click()
    clerk.page.get_by_role("link", name="back").click()
    clerk.page.wait_for_url(re.compile("/staff/queue$"))
    assert "担当 はるか" in clerk.page.locator("header").inner_text()
