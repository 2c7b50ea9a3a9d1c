"""I-84, I-85, I-89. The exact headers and cookies of every answer: each route, each kind of error, static files."""

from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from app.cli.serving import _server
from app.jobs.settings import JobsSettings
from app.main import create_app
from app.settings import Settings
from tests.hostile.furnished import Furnished, furnished_town
from tests.hostile.routes import Address, addresses_of
from tests.people import Clerk, Resident, Visitor
from tests.world import PASSWORD, World, a_world

# Written out, not taken from the code: a change there has to be made here as well, by somebody who means it.
OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'{}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
    "manifest-src 'self'; worker-src 'self'"
)
INERT = "sandbox; default-src 'none'"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(self), usb=()",
}
FOR_EVER = "public, max-age=31536000, immutable"
HSTS = "max-age=63072000; includeSubDomains"
# Says which program answers, or lets a cache tell one person's page from another's.
NEVER = ("x-powered-by", "etag", "last-modified", "x-aspnet-version", "access-control-allow-origin", "via")
# For programs of other people, on other sites too: nothing in it belongs to anybody.
PUBLISHED = {
    "/.well-known/madoguchi-keys.json": ("public, max-age=3600", "cross-origin"),
    "/procedures/{key}/form.pdf": ("public, max-age=3600", "same-origin"),
}
TO_THE_CARD = {"/sign-in", "/sign-in/return", "/procedures/{key}", "/apply/{application_id}/identity"}
TO_THE_TILL = {"/my/{number}/pay"}
SEALED = {
    "/staff/cases/{reference_number}/identity/photos/{file_id}",
    "/staff/cases/{reference_number}/files/{file_id}",
    "/staff/cases/{reference_number}/files/{file_id}/thumbnail",
    "/staff/paper/{application_id}/scans/{file_id}",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture(scope="module")
def furnished(world: World) -> Iterator[Furnished]:
    with furnished_town(world) as everything:
        yield everything


@pytest.fixture
def stranger(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


def wrong_with(
    answer: Any, policy: str, caching: str = "no-store", sharing: str = "same-origin"
) -> list[str]:
    """What differs from the exact values, one line each; nothing where all is as it must be."""
    told = answer.headers
    wanted = {
        **ALWAYS,
        "content-security-policy": policy,
        "cache-control": caching,
        "cross-origin-resource-policy": sharing,
    }
    found = [f"{name}: {told.get(name)}" for name, value in wanted.items() if told.get_list(name) != [value]]
    found += [f"{name} is there" for name in NEVER if name in told and caching == "no-store"]
    return found


def policies(world: World, address: Address, status: int) -> set[str]:
    if address.path in SEALED and status == 200:
        return {INERT}
    if address.path in TO_THE_CARD:
        return {OWN.format(f" {world.ports.card_url}"), OWN.format("")}
    if address.path in TO_THE_TILL:
        return {OWN.format(f" {world.ports.payments_url}"), OWN.format("")}
    return {OWN.format("")}


def test_every_route_answers_everybody_with_the_exact_headers(
    world: World, furnished: Furnished, stranger: Resident
) -> None:
    """I-84, I-89. Must catch: a page, a redirect, a refusal, a file or an export that brings headers of its own."""
    complaints = []
    people: dict[str, Visitor] = {"o": furnished.owner, "s": furnished.officer, "-": stranger}
    for address in addresses_of(world.app):
        for who, visitor in people.items():
            if address.method == "POST" and who != "-":
                continue  # a form without a token: refused, and nothing is done
            for path in (furnished.fill(address), furnished.fill_with_nothing(address)):
                answer = visitor.client.request(address.method, path, follow_redirects=False)
                policy = answer.headers.get("content-security-policy", "")
                published = PUBLISHED.get(address.path, ()) if answer.status_code == 200 else ()
                wrong = wrong_with(answer, policy, *published)
                if policy not in policies(world, address, answer.status_code):
                    wrong.append(policy)
                complaints += [(who, address.method, path, answer.status_code, wrong)] if wrong else []
    assert complaints == []


def broken(world: World, path: str, client: httpx.Client, failure: Exception) -> httpx.Response:
    def fail(_session: Any) -> None:
        raise failure

    event.listen(world.office.database.sessions, "before_commit", fail)
    try:
        return client.get(path)
    finally:
        event.remove(world.office.database.sessions, "before_commit", fail)


Asking = Callable[[World, Furnished, httpx.Client], httpx.Response]
ERRORS: dict[str, tuple[int, Asking]] = {
    "redirect to a door": (303, lambda _w, _f, c: c.get("/my")),
    "redirect to the canonical host": (307, lambda _w, _f, c: c.get("/my", headers={"host": "evil.example"})),
    "no such page": (404, lambda _w, _f, c: c.get("/nowhere")),
    "no such id": (404, lambda _w, _f, c: c.get("/procedures/nothing")),
    "NUL in an address": (404, lambda _w, _f, c: c.get("/procedures/%00")),
    "another method": (405, lambda _w, _f, c: c.put("/my")),
    "TRACE": (405, lambda _w, _f, c: c.request("TRACE", "/")),
    "a form without a token": (403, lambda _w, _f, c: c.post("/resume")),
    "a body without end": (413, lambda _w, _f, c: c.post("/resume", content=b"a" * 1_100_000)),
    "a body that is none": (422, lambda _w, _f, c: c.post("/resume", content=b"\xff", headers=FORM)),
    "a page for the unknown": (404, lambda _w, f, _c: f.owner.client.get("/my/26-999999-X")),
    "not one's role": (403, lambda w, _f, _c: knock_as(w, "kanri", "/staff/queue")),
    "database gone": (
        503,
        lambda w, f, _c: broken(w, f"/staff/cases/{f.decided_number}", f.officer.client, GONE),
    ),
    "a surprise": (
        500,
        lambda w, f, _c: broken(w, f"/staff/cases/{f.decided_number}", f.officer.client, RuntimeError("x")),
    ),
}
FORM = {"content-type": "application/x-www-form-urlencoded"}
GONE = OperationalError("COMMIT", {}, Exception("disk full"))


def knock_as(world: World, login: str, path: str) -> httpx.Response:
    clerk = Clerk(world.url)
    clerk.signs_in(login, PASSWORD)
    answer = clerk.client.get(path)
    clerk.close()
    return answer


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_has_the_exact_headers_too(
    world: World, furnished: Furnished, stranger: Resident, kind: str
) -> None:
    """I-84. Must catch: headers set by the pages instead of around them; an error that a cache may keep."""
    status, ask = ERRORS[kind]
    stranger.client.follow_redirects = False
    answer = ask(world, furnished, stranger.client)
    assert answer.status_code == status
    assert wrong_with(answer, OWN.format("")) == []


def test_a_file_that_never_changes_may_be_kept_for_ever_and_a_missing_one_may_not(
    world: World, stranger: Resident
) -> None:
    """I-84, I-89. Must catch: no-store on the style sheet; a cached 404; a directory that lists itself."""
    stranger.opens("/")
    files = {
        str(found)
        for found in stranger.page.xpath("//@href | //@src")
        if str(found).startswith("/static/") and "#" not in str(found)
    }
    assert len(files) >= 3
    for path in files:
        answer = stranger.client.get(path)
        assert answer.status_code == 200
        assert wrong_with(answer, OWN.format(""), FOR_EVER) == []
    for path in ("/static/x/app.css", "/static/", "/static", "/static/00000000/../../pyproject.toml"):
        answer = stranger.client.get(path)
        assert answer.status_code == 404, path
        assert wrong_with(answer, OWN.format("")) == [], path


@pytest.fixture(scope="module")
def https(tmp_path_factory: pytest.TempPathFactory, world: World) -> Iterator[TestClient]:
    """The same pages as browsers see them behind TLS, on the database of the town."""
    settings = world.settings.model_copy(update={"public_url": "https://madoguchi.test"})
    quiet = settings.model_copy(update={"jobs": JobsSettings(embedded=False)})
    app = create_app(Settings.model_validate(quiet.model_dump()), world.clock)
    yield TestClient(app, base_url="https://madoguchi.test", follow_redirects=False)
    app.state.office.doors.close()  # some routes have gone out to the card and come back
    app.state.office.database.engine.dispose()


def test_behind_tls_every_answer_says_never_to_come_without_it(
    world: World, furnished: Furnished, https: TestClient
) -> None:
    """I-84. Must catch: HSTS on pages and not on redirects, errors or files."""
    for address in addresses_of(world.app):
        answer = https.request(address.method, furnished.fill(address))
        assert answer.headers.get_list("strict-transport-security") == [HSTS], address.path
    for path in ("/nowhere", "/static/x/app.css", furnished.world.office.assets.url("app.css")):
        assert https.get(path).headers.get_list("strict-transport-security") == [HSTS], path
    assert "strict-transport-security" not in furnished.owner.client.get("/").headers, "not over plain HTTP"


def cookies_of(answer: Any) -> list[Any]:
    given = [SimpleCookie(line) for line in answer.headers.get_list("set-cookie")]
    return [morsel for jar in given for morsel in jar.values()]


def test_every_cookie_is_locked_to_this_host_and_out_of_reach_of_scripts(
    world: World, https: TestClient
) -> None:
    """I-85. Must catch: a cookie without one of its flags, with a Domain, or with a person in it."""
    https.cookies.clear()
    page = https.get("/staff/sign-in")
    token = page.text.partition('name="form_token" value="')[2].partition('"')[0]
    said = {"form_token": token}
    answers = [
        page,
        https.post("/sign-in", data=said),
        https.post("/procedures/disaster_certificate/start", data=said),
        https.post("/display", data={"mode": "large", "language": "en", "back": "/"}),
        https.post("/staff/sign-in", data={**said, "login": "tanto", "password": PASSWORD}),
        https.get("/terminal/over"),
        https.get("/sign-in/return"),
    ]
    seen = {}
    for morsel in [each for answer in answers for each in cookies_of(answer)]:
        seen[morsel.key] = morsel
        assert morsel.key.startswith("__Host-"), morsel.key
        assert morsel["secure"], morsel.key
        assert morsel["httponly"], morsel.key
        assert morsel["path"] == "/", morsel.key
        assert morsel["domain"] == "", morsel.key
        wanted = "strict" if morsel.key == "__Host-staff" else "lax"
        assert morsel["samesite"] == wanted, morsel.key
        assert "担当" not in morsel.value
    assert {
        "__Host-visit",
        "__Host-signin",
        "__Host-sid",
        "__Host-mode",
        "__Host-lang",
        "__Host-staff",
    } <= set(seen)
    assert len({len(seen[f"__Host-{name}"].value) for name in ("sid", "staff")}) == 1
    assert len(seen["__Host-sid"].value) >= 32, "at least 128 random bits"


def test_signing_out_empties_the_browser(world: World, furnished: Furnished) -> None:
    """I-84, I-38. Must catch: a sign-out that leaves pages in the cache, or a cookie of the person."""
    visitor = Resident(world.url)
    visitor.signs_in("inoue_fumi", "2001")
    visitor.client.follow_redirects = False
    form, token = visitor.form("サインアウト"), str(visitor.client.cookies["sid"])
    answer = visitor.client.post(form.action, data=visitor.fields_of(form))
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    gone = {morsel.key for morsel in cookies_of(answer) if morsel["max-age"] == "0"}
    assert {"sid", "visit", "signin"} <= gone
    assert "mode" not in gone, "how somebody likes to read stays on their own device"
    again = httpx.get(f"{world.url}/my", cookies={"sid": token}, follow_redirects=False)
    assert again.headers["location"].startswith("/sign-in"), "whoever kept the cookie finds it dead"
    clerk = Clerk(world.url)
    clerk.signs_in("tanto", PASSWORD)
    clerk.client.follow_redirects = False
    answer = clerk.client.post("/staff/sign-out", data=clerk.fields_of(clerk.form("サインアウト")))
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert [m.key for m in cookies_of(answer) if m["max-age"] == "0"] == ["staff"]
    for each in (visitor, clerk):
        each.close()


def test_the_program_does_not_say_its_name(tmp_path: Path) -> None:
    """I-87. Must catch: a banner with the name and version of the server."""
    server = _server(create_app(Settings(data=tmp_path, jobs=JobsSettings(embedded=False))), "127.0.0.1", 0)
    assert server.config.server_header is False
