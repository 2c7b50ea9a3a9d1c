"""One request as a page sees it: who, when, what was posted, and how to answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.audit.events import AuditEvent
from app.auth import form_tokens, sessions
from app.auth.form_tokens import Holder
from app.auth.identity import Anonymous, Resident, StaffMember, Visitor
from app.auth.queries import find_web_session
from app.auth.visitors import Visit as Entered
from app.auth.visitors import anonymous_holder
from app.language import Language
from app.templating import Site, render_block
from app.web.cookies import Cookies
from app.web.forms import PostedForm
from app.web.menu import menu_of
from app.web.office import Office


@dataclass
class Visit:
    """`session` is the one transaction of this request; pages registered `outside` open their own."""

    request: Request
    office: Office
    now: datetime
    form: PostedForm
    cookies: Cookies
    who: Visitor = field(default_factory=Anonymous)
    entered: Entered = field(default_factory=lambda: Entered(Anonymous()))
    opened: Session | None = None
    viewed: list[AuditEvent] = field(default_factory=list)

    @property
    def session(self) -> Session:
        if self.opened is None:
            raise RuntimeError("this page opens its own transactions: use visit.transaction()")
        return self.opened

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """For pages registered `outside`: short, and never around a call to the outside."""
        with self.office.database.write() as session:
            yield session

    @cached_property
    def holder(self) -> Holder:
        """Whom the forms of this page are drawn for."""
        return self.entered.holder or anonymous_holder(self.cookies.visit_token())

    @property
    def resident(self) -> Resident:
        if not isinstance(self.who, Resident):
            raise TypeError("the policy of this page does not ask for a resident")
        return self.who

    @property
    def staff(self) -> StaffMember:
        if not isinstance(self.who, StaffMember):
            raise TypeError("the policy of this page does not ask for staff")
        return self.who

    def end_session(self) -> None:
        """The one this request came with, in this request's transaction."""
        if self.entered.holder is not None:
            web_session = find_web_session(self.session, self.entered.holder.session_hash)
            if web_session is not None:
                sessions.end(web_session, now=self.now)
        self.entered = Entered(Anonymous())

    @property
    def language(self) -> Language:
        return self.cookies.language

    @property
    def wants_block(self) -> bool:
        return self.request.headers.get("hx-request") == "true"

    def record_view(self, event: AuditEvent) -> None:
        """Written, in a transaction of its own, before the page leaves the house: no row, no page."""
        self.viewed.append(event)

    def render(
        self,
        template: str,
        page: Any,
        *,
        status: int = 200,
        block: str | None = None,
        section_phone: str | None = None,
    ) -> HTMLResponse:
        """The whole page, or for htmx the named block of it."""
        site = self._site(section_phone, has_errors=status == 422)
        found = self.office.pages.get_template(template)
        context = {"page": page, "site": site}
        part = block if self.wants_block else None
        html = render_block(found, part, context) if part else found.render(context)
        return HTMLResponse(html, status, headers={"Vary": "HX-Request, Cookie"})

    def see_other(self, path: str) -> Response:
        """htmx would follow a 303 by itself and put a whole page into a part of one: it is told to go there."""
        if self.wants_block:
            return Response(status_code=200, headers={"HX-Redirect": path})
        return RedirectResponse(path, status_code=303)

    def _site(self, section_phone: str | None, *, has_errors: bool) -> Site:
        town = self.office.town
        query = (
            f"?{self.request.url.query}" if self.request.url.query and self.request.method == "GET" else ""
        )
        is_staff = isinstance(self.who, StaffMember)
        return Site(
            town_name=town.name,
            town_phone=town.phone or "",
            section_phone=section_phone,
            path=f"{self.request.url.path}{query}",
            language=self.language,
            mode=self.cookies.mode,
            signed_in_as=self.who.display_name if isinstance(self.who, Resident | StaffMember) else None,
            is_staff=is_staff,
            form_token=form_tokens.issue(self.office.secret, self.holder),
            banners=self.office.banners,
            title_prefix="エラー：" if has_errors else "",
            menu=menu_of(self.who) if isinstance(self.who, StaffMember) else (),
            shared_seconds=self._shared_seconds(),
        )

    def _shared_seconds(self) -> int:
        minutes = self.office.auth.shared_terminal_idle_minutes
        return minutes * 60 if self.entered.is_shared_terminal else 0
