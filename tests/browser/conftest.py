"""A headless browser of the machine, a town to visit with it, and people who walk through it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pylopdf_fonts_jp
import pytest

from tests.browser.at_counter import TABLET, ByKeys
from tests.browser.walker import Walker
from tests.world import World, a_world

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=ja-JP",
]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "ja-JP",
    "timezone_id": "Asia/Tokyo",
}
DESK = {"viewport": {"width": 1366, "height": 768}, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}
MISSING = "NO BROWSER: apt-get install -y --no-install-recommends chromium-headless-shell"
Visiting = Callable[..., Walker]


def find_browser() -> str | None:
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def fonts_of(folder: Path) -> dict[str, str]:
    """The system's fonts, and those of the documents where the system has no Japanese one."""
    ours = Path(pylopdf_fonts_jp.__file__).parent
    config = folder / "fonts.conf"
    config.write_text(
        "<fontconfig><include ignore_missing='yes'>/etc/fonts/fonts.conf</include>"
        f"<dir>{ours}</dir><cachedir>{folder / 'fonts'}</cachedir></fontconfig>"
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    found = find_browser()
    if found is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    env = fonts_of(tmp_path_factory.mktemp("browser"))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS, env=env)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture
def visiting(chromium: Any, world: World) -> Iterator[Visiting]:
    """visiting(kind, **context options) → somebody with a phone of their own; what was wrong on the way fails."""
    opened: list[Walker] = []

    def visit(kind: type[Walker] = Walker, **options: Any) -> Walker:
        context = chromium.new_context(**{**PHONE, **options})
        context.set_default_timeout(15_000)
        walker = kind(context.new_page(), world, scripted=options.get("java_script_enabled", True))
        opened.append(walker)
        return walker

    yield visit
    complaints = [complaint for walker in opened for complaint in walker.complaints]
    for walker in opened:
        with suppress(Exception):  # a page under way may be torn down with its context
            walker.page.context.close()
    if complaints:
        pytest.fail("\n".join(complaints))


@pytest.fixture
def resident(visiting: Visiting) -> Walker:
    return visiting()


@pytest.fixture
def officer(visiting: Visiting) -> Visiting:
    """officer(login) → somebody signed in at a desk."""

    def sign_in(login: str) -> Walker:
        walker = visiting(**DESK, is_mobile=False, has_touch=False, device_scale_factor=1)
        walker.comes_in(login)
        return walker

    return sign_in


@pytest.fixture
def desk(visiting: Visiting, request: pytest.FixtureRequest) -> ByKeys:
    walker = visiting(ByKeys, **DESK, is_mobile=False, has_touch=False, device_scale_factor=1)
    assert isinstance(walker, ByKeys)
    walker.comes_in("tanto")
    walker.opens("/staff/counter/desks")
    walker.presses_key("4")  # whoever was in front at another desk has gone
    walker.opens("/staff/counter/desks")
    walker.presses_key("1")
    return walker


@pytest.fixture
def tablet(visiting: Visiting, desk: ByKeys) -> Walker:
    """Joined to the desk, with the code that staff see."""
    desk.presses_key("F7")
    screen = visiting(**TABLET)
    screen.opens("/screen")
    screen.types("code", desk.code())
    screen.presses("つなぐ")
    desk.presses_key("Enter")
    desk.keys = 0
    return screen
