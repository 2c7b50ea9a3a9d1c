"""Every cookie of the service: what it holds, how long, and with which flags."""

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from app.language import Language

MODES = ("standard", "large", "contrast", "dark")
YEAR = 365 * 24 * 3600
STRICT = {"staff", "known", "screen"}  # no link from elsewhere leads to a desk
OF_A_PERSON = ("sid", "visit", "signin", "signing", "help")
OF_TASTE = ("mode", "lang")
SHARED = "shared"


@dataclass
class Cookies:
    """They carry `__Host-` where the service speaks HTTPS, as browsers demand; none holds personal data."""

    request: Request
    is_https: bool
    _set: list[dict[str, object]] = field(default_factory=list)
    _visit: str = ""

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self.is_https else name

    @property
    def resident_token(self) -> str | None:
        return self.request.cookies.get(self._name("sid"))

    @property
    def staff_token(self) -> str | None:
        return self.request.cookies.get(self._name("staff"))

    @property
    def screen_token(self) -> str | None:
        return self.request.cookies.get(self._name("screen"))

    def keep_screen(self, token: str) -> None:
        self._put("screen", token)

    @property
    def sign_in_secret(self) -> str | None:
        return self.request.cookies.get(self._name("signin"))

    @property
    def signing_secret(self) -> str | None:
        return self.request.cookies.get(self._name("signing"))

    @property
    def mode(self) -> str:
        mode = self._given("mode")
        return mode if mode in MODES else ""

    @property
    def language(self) -> Language:
        try:
            return Language(self._given("lang") or "ja")
        except ValueError:
            return Language.JAPANESE

    def visit_token(self) -> str:
        """Binds the forms of somebody without a session to their browser."""
        if not self._visit:
            self._visit = self._given("visit")
        if not self._visit:
            self._visit = secrets.token_urlsafe(24)
            self._put("visit", self._visit)
        return self._visit

    def keep_resident(self, token: str) -> None:
        self._put("sid", token)

    def keep_staff(self, token: str) -> None:
        self._put("staff", token)

    @property
    def known_browser(self) -> str | None:
        return self.request.cookies.get(self._name("known"))

    def keep_known_browser(self, token: str) -> None:
        """In which staff have shown their second factor: a secret of the browser, and no session."""
        self._put("known", token, 90 * 24 * 3600)

    def keep_sign_in(self, secret: str) -> None:
        self._put("signin", secret, 900)

    def keep_signing(self, secret: str) -> None:
        self._put("signing", secret, 900)

    @property
    def help_call(self) -> str:
        """Which call this browser shows its pages in; it is no secret, and opens nothing."""
        return self._given("help")

    def keep_help_call(self, call_id: UUID, seconds: int) -> None:
        self._put("help", str(call_id), seconds)

    def forget(self, *names: str) -> None:
        for name in names:
            self._put(name, "", 0)

    @property
    def is_shared_terminal(self) -> bool:
        """Whether this browser has been declared one that several people use."""
        return self._given("terminal") == SHARED

    def keep_terminal(self, *, shared: bool) -> None:
        self._put("terminal", SHARED if shared else "", YEAR if shared else 0)

    def forget_person(self) -> None:
        """On a terminal of many, the next person does not even find how the one before liked to read."""
        self.forget(*OF_A_PERSON, *(OF_TASTE if self.is_shared_terminal else ()))

    def keep_display(self, mode: str | None, language: str | None) -> None:
        if mode in (*MODES, ""):
            self._put("mode", mode or "", YEAR)
        if language in set(Language):
            self._put("lang", str(language), YEAR)

    def _given(self, name: str) -> str:
        return self.request.cookies.get(self._name(name), "")

    def _put(self, name: str, value: str, max_age: int | None = None) -> None:
        samesite = "strict" if name in STRICT else "lax"
        self._set.append({"key": self._name(name), "value": value, "samesite": samesite, "max_age": max_age})

    def apply(self, response: Response) -> None:
        for cookie in self._set:
            response.set_cookie(path="/", secure=self.is_https, httponly=True, **cookie)  # type: ignore[arg-type]  # one dict, many types
