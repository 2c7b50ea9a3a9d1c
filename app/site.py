"""The frame that every page stands in, as values."""

from dataclasses import dataclass
from typing import Any

from app.language import Language, Message


@dataclass(frozen=True)
class Ways:
    """Where the forms of the frame lead. `over`: to where a page that was left alone goes by itself."""

    display: str = "/display"
    keep_alive: str = "/keep-alive"
    sign_out: str = "/sign-out"
    over: str = "/terminal/over"


@dataclass(frozen=True)
class WaysOut:
    """On the way through a form: back, and to the telephone; always in the same place. `title`: of the procedure.

    `in_form`: the page draws them in its form, where 「やめて保存」 stands between them. `helped`: a clerk on the phone
    sees the page, or may with the number shown.
    """

    title: Any
    back_href: str | None
    phone_href: str | None
    in_form: bool = False
    helped: Any = None


@dataclass(frozen=True)
class Site:
    """What the frame around every page needs; the page itself stands in `page`.

    `mode` is standard, large, contrast or dark, empty while the reader has chosen none (the device decides).
    `path` is the path and query to come back to after a change of display, never with personal data.
    `menu`: address and name of every page that is offered to this member of staff.
    `title_prefix` is 「エラー：」 where the page reports errors, else empty.
    `frame_token`: for the forms of the frame, where those of the page are drawn for whoever is in front of a desk.
    `shared_seconds`: on a terminal of many, how long this session lives unless something is heard; 0 elsewhere.
    """

    town_name: str
    town_phone: str
    section_phone: str | None
    path: str
    language: Language
    mode: str
    signed_in_as: str | None
    is_staff: bool
    form_token: str
    banners: tuple[str, ...]
    title_prefix: str
    menu: tuple[tuple[str, Message], ...] = ()
    shared_seconds: int = 0
    frame_token: str = ""
    ways: Ways = Ways()
    out: WaysOut | None = None
    acting_for: str | None = None  # the name of the person on whose behalf one acts
    lapsed: bool = False  # one did, and may not any more

    @property
    def own_token(self) -> str:
        return self.frame_token or self.form_token

    @property
    def phone(self) -> str:
        """The nearest telephone: of the section where the page has one, else of the town."""
        return self.section_phone or self.town_phone

    @property
    def is_quiet(self) -> bool:
        """おおきい, on the way through a form: nothing stands above the question that it does not need."""
        return self.mode == "large" and self.out is not None

    @property
    def lang(self) -> str:
        """BCP 47: plain Japanese is Japanese."""
        return "en" if self.language is Language.ENGLISH else "ja"
