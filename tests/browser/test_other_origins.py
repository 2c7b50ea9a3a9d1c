"""I-44. A page on another origin, in the same browser as somebody who is signed in: nothing it sends does anything."""

import html
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.browser.conftest import Visiting
from tests.hostile.furnished import PIN, WHO, Furnished, furnish
from tests.hostile.routes import addresses_of
from tests.hostile.tables import contents
from tests.sampling import rest_is_wide
from tests.world import World, free_ports, served

pytestmark = pytest.mark.browser
ENCODINGS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
MAY_CHANGE = {"web_session", "audit_entry", "attempt"}


def attack(request: Request) -> HTMLResponse:
    """A form that sends itself to the victim's service, in the encoding that was asked for."""
    target, kind = request.query_params["to"], request.query_params["as"]
    boxes = "".join(
        f'<input name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in request.query_params.multi_items()
        if name not in {"to", "as"}
    )
    return HTMLResponse(
        f'<meta charset="utf-8"><form method="post" enctype="{kind}" action="{html.escape(target)}">{boxes}</form>'
        "<script>document.forms[0].submit()</script>"
    )


@pytest.fixture(scope="module")
def evil() -> Iterator[str]:
    """On another host name, so that browsers take it for another site."""
    port = free_ports().first
    with served({port: Starlette(routes=[Route("/", attack)])}):
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def furnished(world: World) -> Iterator[Furnished]:
    everything = furnish(world)
    yield everything
    everything.owner.close()
    everything.officer.close()


@pytest.mark.parametrize("kind", rest_is_wide(ENCODINGS, ENCODINGS[:1]))
def test_no_form_of_another_site_changes_anything(
    world: World, furnished: Furnished, visiting: Visiting, evil: str, kind: str
) -> None:
    """I-44. Must catch: SameSite=None on a cookie together with a form that is taken without its token."""
    walker = visiting()
    walker.ours.add(evil.rstrip("/"))
    walker.opens("/sign-in")
    walker.signs_in(WHO, PIN)
    walker.comes_in("zenbu")
    world.finish_jobs()
    before = contents(world, but=MAY_CHANGE)
    tried = 0
    for address in addresses_of(world.app):
        if address.method != "POST" or address.path in {"/display", "/webhooks/payjp"}:
            continue  # how a page looks is no secret; the provider has a proof of its own
        target = f"{world.url}{furnished.fill(address)}"
        with walker.page.expect_response(target) as answered:
            walker.page.goto(
                evil + "?" + "&".join((f"to={target}", f"as={kind}", "form_token=x", "stage=draft-0"))
            )
        assert answered.value.status in {303, 403, 409, 413, 422}, address.path
        tried += 1
    walker.page.wait_for_load_state()
    walker.complaints.clear()
    assert tried > 25
    world.finish_jobs()
    assert contents(world, but=MAY_CHANGE) == before
    walker.opens("/my")
    assert walker.path == "/my", "not even signed out"


def test_another_site_cannot_read_a_page_or_call_a_function(
    world: World, furnished: Furnished, visiting: Visiting, evil: str
) -> None:
    """I-44. Must catch: CORS headers that let others read; pages that can be framed and clicked through."""
    walker = visiting()
    walker.ours.add(evil.rstrip("/"))
    walker.opens("/sign-in")
    walker.signs_in(WHO, PIN)
    walker.page.goto(f"{evil}?to={world.url}/my&as=text/plain")
    walker.page.wait_for_load_state()
    walker.page.goto(f"{evil}?to=about:blank&as=text/plain")
    read = walker.page.evaluate(
        "url => fetch(url, {credentials: 'include'}).then(answer => answer.text(), error => 'refused')",
        f"{world.url}/my",
    )
    assert read == "refused"
    framed = walker.page.evaluate(
        """url => new Promise(done => {
            const frame = Object.assign(document.createElement('iframe'), {src: url});
            frame.onload = () => {
                try { done(frame.contentDocument?.body?.innerText ?? 'closed') } catch { done('closed') }
            };
            document.body.append(frame); setTimeout(done, 3000, 'closed');
        })""",
        f"{world.url}/my",
    )
    assert framed in {"closed", ""}
    walker.complaints.clear()
