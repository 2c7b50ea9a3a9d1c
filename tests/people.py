"""People who use the service over HTTP, as a browser without JavaScript would: they read forms and send them."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html

Given = Mapping[str, str | Sequence[str]]


class Visitor:
    """`page` is what is on the screen. Cookies are kept per host name, as browsers keep them."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.client = httpx.Client(base_url=base_url, follow_redirects=True, timeout=30)
        self.answer: httpx.Response
        self.page: Any = None

    def close(self) -> None:
        self.client.close()

    def opens(self, path: str, expected: int = 200) -> None:
        self._shows(self.client.get(urljoin(self.base_url, path)), expected)

    def _shows(self, answer: httpx.Response, expected: int) -> None:
        assert answer.status_code == expected, f"{answer.status_code} at {answer.url}: {answer.text[-1500:]}"
        self.answer = answer
        if "html" in answer.headers.get("content-type", ""):
            self.page = html.fromstring(answer.text, base_url=str(answer.url))

    @property
    def path(self) -> str:
        return urlsplit(str(self.answer.url)).path

    @property
    def text(self) -> str:
        main = self.page.xpath("//main") or [self.page]
        return " ".join(main[0].text_content().split())

    @property
    def heading(self) -> str:
        return " ".join(self.page.xpath("//main//h1")[0].text_content().split())

    def form(self, button: str) -> Any:
        """The form that holds a button with these words."""
        for form in self.page.forms:
            if any(button in found.text_content() for found in form.xpath(".//button[not(@aria-hidden)]")):
                return form
        raise AssertionError(f"no button {button!r} on {self.path}: {self.text[:600]}")

    def sends(self, button: str, given: Given | None = None, expected: int = 200, **more: Any) -> None:
        """Fills boxes of the button's form and presses it; boxes left out keep what the page put in them."""
        form = self.form(button)
        fields = self.fields_of(form)
        fields.update(
            {
                name: [value] if isinstance(value, str) else list(value)
                for name, value in (given or {}).items()
            }
        )
        pressed = next(b for b in form.xpath(".//button[not(@aria-hidden)]") if button in b.text_content())
        if pressed.get("name"):
            fields[pressed.get("name")] = [pressed.get("value", "")]
        action = urljoin(
            str(self.answer.url), pressed.get("formaction") or form.action or str(self.answer.url)
        )
        self._shows(self._send(form, action, fields, more), expected)

    def fields_of(self, form: Any) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        return fields

    def _send(
        self, form: Any, action: str, fields: dict[str, list[str]], more: dict[str, Any]
    ) -> httpx.Response:
        files = more.get("files")
        if form.get("enctype") == "multipart/form-data":
            return self.client.post(action, data=fields, files=files or [("none", ("", b""))])
        return self.client.post(action, data=fields)

    def follows(self, words: str, expected: int = 200) -> None:
        for link in self.page.xpath("//a[@href]"):
            if words in link.text_content():
                self._shows(self.client.get(urljoin(str(self.answer.url), link.get("href"))), expected)
                return
        raise AssertionError(f"no link {words!r} on {self.path}: {self.text[:600]}")

    def links(self) -> list[str]:
        return [link.get("href") for link in self.page.xpath("//a[@href]")]


class Resident(Visitor):
    def signs_in(self, person: str, pin: str, start: str = "/sign-in") -> None:
        """From any page that offers it, through the card reader and back."""
        self.opens(start)
        self.sends("マイナンバーカードでサインインする")
        form = next(f for f in self.page.forms if f.xpath(f".//button[@value='{person}']"))
        fields = self.fields_of(form) | {"person": [person]}
        self._shows(self.client.get(urljoin(str(self.answer.url), form.action), params=fields), 200)
        self.sends("カードを読み取る", {"pin": pin})


class Clerk(Visitor):
    def signs_in(self, login: str, password: str) -> None:
        self.opens("/staff/sign-in")
        self.sends("サインイン", {"login": login, "password": password})
