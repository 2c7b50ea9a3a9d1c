"""A page without a service behind it: the real templates and files, from memory at a made-up host."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment

from app.language import Language
from app.site import Site
from app.templating import build_environment
from app.web.static import Assets

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
LOCALE = ROOT / "locale"
HOST = "http://madoguchi.test"
MODES = ("standard", "large", "contrast", "dark")
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "txt": "text/plain"}

SITE = Site(
    town_name="みどり町",
    town_phone="0123-45-6789",
    section_phone=None,
    path="/design",
    language=Language.JAPANESE,
    mode="",
    signed_in_as="山田 花子",
    is_staff=False,
    form_token="token-of-the-form",  # no secret: it is looked for in the forms
    banners=("これは練習用の環境です。本物の申請はできません。",),
    title_prefix="",
)


@dataclass(frozen=True)
class DesignPage:
    """The living page of components needs nothing: its samples stand in its template."""


@dataclass(frozen=True)
class Step:
    label: str
    href: str


@dataclass(frozen=True)
class ErrorPage:
    status: int = 404
    title: str = "ページが見つかりませんでした"
    message: str = "アドレスがまちがっているか、ページがなくなりました。"
    next_steps: tuple[Step, ...] = (Step("最初のページへ", "/"),)
    again: Any = None
    lost_files: bool = False


def site(**changes: Any) -> Site:
    return replace(SITE, **changes)


def environment() -> Environment:
    return build_environment(TEMPLATES, LOCALE, Assets(STATIC).url)


def design(**changes: Any) -> str:
    return environment().get_template("design/index.html").render(page=DesignPage(), site=site(**changes))


def in_frame(main: str, scripts: str = "", **changes: Any) -> str:
    """A small page in the real frame; `main` and `scripts` are template source."""
    source = (
        '{% extends "base.html" %}{% block title %}試し{% endblock %}'
        f"{{% block scripts %}}{scripts}{{% endblock %}}{{% block main %}}<h1>試し</h1>{main}{{% endblock %}}"
    )
    return environment().from_string(source).render(page=None, site=site(**changes))


class Stage:
    """Answers every request of a browser page: static files, the given documents, and what was posted."""

    def __init__(self, documents: dict[str, str]) -> None:
        self.documents = documents
        self.answers: dict[str, tuple[int, str]] = {}
        self.posted: list[str] = []
        self.assets = Assets(STATIC)

    def answer(self, route: Any) -> None:
        request = route.request
        path = request.url.removeprefix(HOST).split("#")[0].split("?")[0]
        if path.startswith("/static/"):
            digest, name = path.removeprefix("/static/").split("/")
            file = self.assets.find_path(digest, name)
            if file is None:
                route.fulfill(status=404)
                return
            kind = KINDS[name.rsplit(".", maxsplit=1)[-1]]
            route.fulfill(body=file.read_bytes(), content_type=f"{kind}; charset=utf-8")
            return
        if request.method == "POST":
            self.posted.append(path)
        status, html = self.answers.get(f"{request.method} {path}", (200, self.documents.get(path, "")))
        headers = {"Content-Security-Policy": CONTENT_SECURITY}
        route.fulfill(status=status, body=html, content_type="text/html; charset=utf-8", headers=headers)
