"""Every cookie of the service: what it holds, how long, and with which flags."""

import secrets
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from app.language import Language

MODES = ("standard", "large", "contrast", "dark")
YEAR = 365 * 24 * 3600


@dataclass
class Cookies:
    """Session cookies carry `__Host-` where the service speaks HTTPS, as browsers demand; none holds personal data."""

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
    def sign_in_secret(self) -> str | None:
        return self.request.cookies.get(self._name("signin"))

    @property
    def mode(self) -> str:
        mode = self.request.cookies.get("mode", "")
        return mode if mode in MODES else ""

    @property
    def language(self) -> Language:
        try:
            return Language(self.request.cookies.get("lang", "ja"))
        except ValueError:
            return Language.JAPANESE

    def visit_token(self) -> str:
        """Binds the forms of somebody without a session to their browser."""
        if not self._visit:
            self._visit = self.request.cookies.get(self._name("visit"), "")
        if not self._visit:
            self._visit = secrets.token_urlsafe(24)
            self._put(self._name("visit"), self._visit, "lax")
        return self._visit

    def keep_resident(self, token: str) -> None:
        self._put(self._name("sid"), token, "lax")

    def keep_staff(self, token: str) -> None:
        self._put(self._name("staff"), token, "strict")

    def keep_sign_in(self, secret: str) -> None:
        self._put(self._name("signin"), secret, "lax", 900)

    def forget(self, *names: str) -> None:
        for name in names:
            self._put(self._name(name), "", "lax", 0)

    def keep_display(self, mode: str | None, language: str | None) -> None:
        if mode in (*MODES, ""):
            self._put("mode", mode or "", "lax", YEAR)
        if language in set(Language):
            self._put("lang", str(language), "lax", YEAR)

    def _put(self, name: str, value: str, samesite: str, max_age: int | None = None) -> None:
        self._set.append({"key": name, "value": value, "samesite": samesite, "max_age": max_age})

    def apply(self, response: Response) -> None:
        for cookie in self._set:
            response.set_cookie(path="/", secure=self.is_https, httponly=True, **cookie)  # type: ignore[arg-type]  # one dict, many types
