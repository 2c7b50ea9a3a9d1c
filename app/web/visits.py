"""One request as a page sees it: who, when, what was posted, and how to answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.audit.events import AuditEvent
from app.auth import form_tokens, sessions
from app.auth.form_tokens import Holder
from app.auth.identity import Acting, Anonymous, Resident, Screen, StaffMember, Visitor
from app.auth.queries import find_web_session
from app.auth.visitors import Visit as Entered
from app.auth.visitors import anonymous_holder
from app.counter.front import Front
from app.language import Language
from app.site import Site, WaysOut
from app.templating import render_block
from app.web.cookies import Cookies
from app.web.forms import PostedForm
from app.web.frame_ways import frame_ways
from app.web.menu import menu_of
from app.web.office import Office


@dataclass
class Visit:
    """`session` is the one transaction of this request; pages registered `outside` open their own.

    `stands_at`: the address to come back to, where that of the request is good once and holds a secret.
    """

    request: Request
    office: Office
    now: datetime
    form: PostedForm
    cookies: Cookies
    who: Visitor = field(default_factory=Anonymous)
    entered: Entered = field(default_factory=lambda: Entered(Anonymous()))
    opened: Session | None = None
    viewed: list[AuditEvent] = field(default_factory=list)
    stands_at: str = ""
    front: Front | None = None  # who is in front of the desk
    frame_holder: Holder | None = (
        None  # whose the forms of the frame are, where those of the page are the person's
    )
    lapsed: bool = False  # the session was opened to act for somebody, and may not any more

    @property
    def address(self) -> str:
        """The client's, as the town's own proxies tell it and nobody else."""
        return self.request.client.host if self.request.client else ""

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

    @contextmanager
    def looking(self) -> Iterator[None]:
        """For pages registered `outside`: what is in `session` meanwhile, for drawing a page."""
        with self.office.database.read() as session:
            self.opened = session
            try:
                yield
            finally:
                self.opened = None

    def forget_touch(self) -> None:
        """A page that asks by itself is no sign of life of whoever sits before it."""
        self.entered = replace(self.entered, needs_touch=False)

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
    def acting(self) -> Acting | None:
        """On whose behalf, where it is not one's own."""
        return self.who.acting if isinstance(self.who, Resident) else None

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
    def one_by_one(self) -> bool:
        """おおきい: a page asks one question."""
        return self.cookies.mode == "large"

    @property
    def language(self) -> Language:
        """A screen at a counter speaks as whoever is in front of it likes, and never as the one before."""
        if isinstance(self.who, Screen):
            return self.front.language if self.front else Language.JAPANESE
        return self.cookies.language

    @property
    def mode(self) -> str:
        if isinstance(self.who, Screen):
            return self.front.mode if self.front else ""
        return self.cookies.mode

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
        ways: WaysOut | None = None,
    ) -> HTMLResponse:
        """The whole page, or for htmx the named block of it."""
        site = self._site(section_phone, has_errors=status == 422, ways=ways)
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

    def _site(self, section_phone: str | None, *, has_errors: bool, ways: WaysOut | None = None) -> Site:
        town = self.office.town
        query = (
            f"?{self.request.url.query}" if self.request.url.query and self.request.method == "GET" else ""
        )
        is_staff = isinstance(self.who, StaffMember)
        return Site(
            town_name=town.name,
            town_phone=town.phone or "",
            section_phone=section_phone,
            path=self.stands_at or f"{self.request.url.path}{query}",
            language=self.language,
            mode=self.mode,
            signed_in_as=self.who.display_name if isinstance(self.who, Resident | StaffMember) else None,
            is_staff=is_staff,
            form_token=form_tokens.issue(self.office.secret, self.holder),
            banners=self.office.banners,
            title_prefix="エラー：" if has_errors else "",
            menu=menu_of(self.who) if isinstance(self.who, StaffMember) else (),
            shared_seconds=self._shared_seconds(),
            frame_token=form_tokens.issue(self.office.secret, self.frame_holder or self.holder),
            ways=frame_ways(self.who, self.front),
            acting_for=self.acting.name if self.acting else None,
            lapsed=self.lapsed,
            out=ways,
        )

    def _shared_seconds(self) -> int:
        if isinstance(self.who, Screen) and self.front:
            return max(0, int((self.front.rests_at - self.now).total_seconds()))
        minutes = self.office.auth.shared_terminal_idle_minutes
        return minutes * 60 if self.entered.is_shared_terminal else 0
