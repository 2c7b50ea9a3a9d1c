"""I-41. Whatever somebody else hands in, nothing anybody can reach changes by it: no answer, no number, no "3 people".

Everybody walks over every page before and after; the pages must be the same to the letter. So a count that is shown
somewhere is found as well as a name, whatever it is called.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from app.estimates.catalog import ESTIMATES
from app.web.policies import Audience
from tests.hostile.actors import cases_in_every_state, owner_of
from tests.hostile.furnished import furnished_town
from tests.hostile.places import CATALOG
from tests.hostile.routes import addresses_of
from tests.people import Resident
from tests.scenarios import certificate, disaster
from tests.world import World, a_world

# Drawn anew for every page: the seal of a form.
SEAL = re.compile(r'(?<=name="form_token" value=")[^"]*')
# One's own doing: when the very browser that walks about was last used.
LAST_USED = re.compile(r'(?<=data-label="最後に使ったとき"><span class="number">)[^<]*')
PLACE = re.compile(r"{(\w+)(?::\w+)?}")
# The door of the staff, the way back from a card reader, what needs a token, and what rings (see below).
NOT_WALKED = {"/sign-in/return", "/sign/return", "/metrics", "/healthz"}
Pages = dict[str, tuple[int, bytes]]


@dataclass
class Walker:
    """`own` fills the gaps of addresses with what belongs to the visitor."""

    visitor: Resident
    own: dict[str, list[str]]

    def walks(self, world: World) -> Pages:
        """Path → status and body: every address that is not for staff, and every link of ours on them."""
        seen: Pages = {}
        ahead = list(self._starts(world))
        while ahead:
            path = ahead.pop()
            if path in seen or path.startswith(("/staff", "/static")):
                continue
            answer = self.visitor.client.get(path, follow_redirects=False)
            text = LAST_USED.sub("", SEAL.sub("", answer.text)) if is_text(answer) else ""
            seen[path] = answer.status_code, text.encode() or answer.content
            found = re.findall(r'(?:href|action|src)="([^"#]+)', text)
            ahead += filter(
                None, (self._ours(path, link) for link in [*found, answer.headers.get("location", "")])
            )
        return seen

    def _starts(self, world: World) -> Iterator[str]:
        for address in addresses_of(world.app):
            if address.method == "GET" and not address.is_for_staff and address.path not in NOT_WALKED:
                paths = [address.path]
                for place in address.places:
                    given = self.own.get(place, [])
                    paths = [re.sub(rf"{{{place}(:\w+)?}}", each, path) for path in paths for each in given]
                yield from paths

    def _ours(self, path: str, link: str) -> str:
        whole = urlsplit(urljoin(self.visitor.base_url + path, link.replace("&amp;", "&")))
        is_ours = link and f"{whole.scheme}://{whole.netloc}" == self.visitor.base_url
        return f"{whole.path}?{whole.query}".rstrip("?") if is_ours else ""


def is_text(answer: httpx.Response) -> bool:
    return answer.headers.get("content-type", "").startswith(("text/", "application/json"))


@pytest.fixture(scope="module")
def quiet_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("quiet"), jobs=False) as running:
        yield running


@pytest.fixture(scope="module")
def people(quiet_town: World) -> Iterator[dict[str, Walker]]:
    """Nobody in particular; a guest, a neighbour and the husband of whoever will come, each with a case and a draft."""
    keys = {"key": list(CATALOG), "name": [each.name for each in ESTIMATES]}
    found = {"anybody": Walker(Resident(quiet_town.url), keys)}
    guest = Resident(quiet_town.url)
    disaster.begin(guest)
    draft = guest.path.split("/")[2]
    found["guest"] = walker_of(guest, disaster.arrive(guest), draft, "disaster_certificate")
    for name, person, pin in (("neighbour", "inoue_fumi", "2001"), ("husband", "mizuno_ken", "1102")):
        visitor = Resident(quiet_town.url)
        certificate.reach_check(visitor, person, pin)
        visitor.sends("この内容で申請する", {"consent_truth": "yes"})
        number = visitor.path.split("/")[2]
        certificate.reach_check(visitor, person, pin, sign_in=False)
        found[name] = walker_of(visitor, number, visitor.path.split("/")[2], "certificate_of_residence")
    yield found
    for each in found.values():
        each.visitor.close()


def walker_of(visitor: Resident, number: str, draft_id: str, key: str) -> Walker:
    steps = [step.key for step in CATALOG[key].steps]
    first = [CATALOG[key].steps[0].questions[0].key]
    own = {
        "number": [number],
        "application_id": [draft_id],
        "step_key": steps,
        "at": first,
        "key": list(CATALOG),
    }
    return Walker(visitor, own)


@pytest.fixture(scope="module")
def before(quiet_town: World, people: dict[str, Walker]) -> dict[str, Pages]:
    """What each sees while nobody else has come."""
    return {name: walker.walks(quiet_town) for name, walker in people.items()}


def test_nothing_that_anybody_can_reach_tells_of_others(
    quiet_town: World, people: dict[str, Walker], before: dict[str, Pages]
) -> None:
    """I-41. Must catch: a list or a count over everybody's cases, in a page, the API or a paper."""
    with furnished_town(quiet_town) as furnished:
        cases_in_every_state(quiet_town, owner_of(furnished))
        quiet_town.clock.forward(minutes=2)  # what changes by time alone shows every time, not now and then
        after = {name: walker.walks(quiet_town) for name, walker in people.items()}
    for name, pages in before.items():
        assert sum(status == 200 for status, _ in pages.values()) > 15, f"{name} sees something"
        assert sorted(after[name]) == sorted(pages), name
        changed = [path for path, page in pages.items() if after[name][path] != page]
        # What one does oneself is written down there, and walking about is doing.
        assert [path for path in changed if not path.endswith("/lookers?whose=own")] == [], name


def test_what_rings_is_said_without_a_number(quiet_town: World, people: dict[str, Walker]) -> None:
    """I-41. Must catch: how many cases wait or failed, on the one page of the machine that anybody can ask for."""
    told = people["anybody"].visitor.client.get("/healthz").json()
    assert set(told) <= {"status", "serves", "version", "commit", "alarms"}
    assert all(re.fullmatch("[a-z_]+", alarm) for alarm in told["alarms"])


def test_everything_there_is_was_walked_over(quiet_town: World, before: dict[str, Pages]) -> None:
    """I-41. Must catch: a page that nothing leads to, and that nobody looked at therefore."""
    walked = {urlsplit(path).path for pages in before.values() for path in pages}
    for address in addresses_of(quiet_town.app):
        if address.method == "GET" and address.policy.audience in {Audience.PUBLIC, Audience.APPLICANT}:
            shape = PLACE.sub("[^/]+", address.path)
            passed_over = address.path in NOT_WALKED or address.path.startswith("/staff")
            assert passed_over or any(re.fullmatch(shape, path) for path in walked), address.path
