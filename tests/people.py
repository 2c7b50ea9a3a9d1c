"""People who use the service over HTTP, as a browser without JavaScript would: they read forms and send them."""

import ssl
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit
from weakref import finalize

import httpx
from lxml import html

_TRUST = ssl.create_default_context()  # read once: each client would read the list of authorities again
Given = Mapping[str, str | Sequence[str]]


class Visitor:
    """`page` is what is on the screen. Cookies are kept per host name, as browsers keep them."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.client = httpx.Client(base_url=base_url, follow_redirects=True, timeout=30, verify=_TRUST)
        finalize(self, self.client.close)  # somebody met in passing hangs up as well
        self.answer: httpx.Response
        self.page: Any = None

    def close(self) -> None:
        self.client.close()

    def opens(self, path: str, expected: int = 200) -> None:
        self._shows(self.client.get(urljoin(self.base_url, path)), expected)

    def _shows(self, answer: httpx.Response, expected: int | tuple[int, ...]) -> None:
        self.answer = answer
        if "html" in answer.headers.get("content-type", ""):
            self.page = html.fromstring(answer.text, base_url=str(answer.url))
        wanted = expected if isinstance(expected, tuple) else (expected,)
        assert answer.status_code in wanted, f"{answer.status_code} at {answer.url}: {self.text[:800]}"

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
        """The form that a button with these words sends."""
        for form in self.page.forms:
            if any(button in found.text_content() for found in self._buttons_of(form)):
                return form
        raise AssertionError(f"no button {button!r} on {self.path}: {self.text[:600]}")

    def _buttons_of(self, form: Any) -> list[Any]:
        """Those within it that belong to no other, and those elsewhere that name it."""
        inside = form.xpath(".//button[not(@aria-hidden) and not(@form)]")
        return [*inside, *self.page.xpath("//button[@form=$id]", id=form.get("id") or "no form")]

    def sends(
        self, button: str, given: Given | None = None, expected: int | tuple[int, ...] = 200, **more: Any
    ) -> None:
        """Fills boxes of the button's form and presses it; boxes left out keep what the page put in them."""
        form = self.form(button)
        fields = self.fields_of(form)
        for name, value in (given or {}).items():
            fields[name] = [value] if isinstance(value, str) else list(value)
        pressed = next(each for each in self._buttons_of(form) if button in each.text_content())
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
        # A line break right behind the tag belongs to the tag.
        for area in form.xpath(".//textarea[@name]"):
            fields[area.name] = [str(area.value or "").removeprefix("\n")]
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

    @property
    def boxes(self) -> set[str]:
        """Names of everything that can be filled in on the page, hidden boxes left out."""
        found = self.page.xpath(
            "//main//*[self::input or self::select or self::textarea][not(@type='hidden')]/@name"
        )
        return set(found)

    def typed(self, box: str) -> str:
        """What stands in a box now."""
        element = self.page.xpath("//main//*[@name=$box]", box=box)[0]
        value = str(element.value or "")
        return value.removeprefix("\n") if element.tag == "textarea" else value

    @property
    def complaints(self) -> dict[str, str]:
        """Box → message, as the summary at the top of the page lists them; a link to another page included."""
        links = self.page.xpath("//main//*[contains(@class, 'error-summary')]//a")
        return {link.get("href").partition("#")[2]: " ".join(link.text_content().split()) for link in links}

    def said_at(self, box: str) -> str:
        """The message that is read out with a box: its own, or that of the group it stands in."""
        boxes = self.page.xpath("//main//*[@id=$box]", box=box)
        assert len(boxes) == 1, f"{len(boxes)} elements have the id {box}"
        described = boxes[0].xpath("ancestor-or-self::*/@aria-describedby")
        ids = {name for names in described for name in names.split() if name.endswith("-error")}
        return " ".join(self.page.get_element_by_id(name).text_content().strip() for name in sorted(ids))


class Resident(Visitor):
    def signs_in(self, person: str, pin: str, start: str = "/sign-in") -> None:
        """From any page that offers it, through the card reader and back."""
        self.opens(start)
        self.reads_card(person, pin)

    def reads_card(self, person: str, pin: str, expected: int = 200) -> None:
        """From the page on the screen."""
        self.sends("マイナンバーカードでサインインする")
        self.chooses_card(person)
        self.lets_go()
        self.sends("カードを読み取る", {"pin": pin}, expected)

    def chooses_card(self, person: str) -> None:
        form = next(f for f in self.page.forms if f.xpath(f".//button[@value='{person}']"))
        fields = self.fields_of(form) | {"person": [person]}
        self._shows(self.client.get(urljoin(str(self.answer.url), form.action), params=fields), 200)

    def signs_card(self, person: str, pin: str, expected: int = 200) -> None:
        """From the choice of cards that a button 「署名して…」 leads to, and back."""
        self.chooses_card(person)
        self.sends("署名する", {"pin": pin}, expected)

    def lets_go(self, *what: str) -> None:
        """Of these of the four; of all where none is named."""
        form = self.form("すべて渡して進む")
        chosen = {"let": list(what)} if what else {"everything": ["yes"]}
        fields = self.fields_of(form) | chosen
        self._shows(self.client.get(urljoin(str(self.answer.url), form.action), params=fields), 200)


class Clerk(Visitor):
    def signs_in(self, login: str, password: str) -> None:
        self.opens("/staff/sign-in")
        self.sends("サインイン", {"login": login, "password": password})
