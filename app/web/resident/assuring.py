"""What is still missing before something may be sent, and where it is made up for."""

from urllib.parse import urlencode

from starlette.responses import Response

from app.applications.assurance import needed_for, takes_papers
from app.applications.identity import has_handed_in
from app.auth import form_tokens, kept_posts
from app.auth.assurance import enough
from app.auth.identity import Assurance
from app.web.entering import UNKEPT
from app.web.resident.cases import Case, actor_of


def href_of_missing(case: Case) -> str | None:
    """None where nothing is. A signature is asked for on the check page itself, so it is not missed before."""
    town, by = case.visit.office.town, actor_of(case.visit)
    needed = min(needed_for(case.procedure, town), Assurance.AUTHENTICATED)
    if enough(needed, by):
        return None
    # Who has handed in papers went that way already; on another device the address alone is proven anew.
    has_papers = takes_papers(case.procedure, town) and has_handed_in(case.visit_session, case.application)
    if enough(needed, by, has_papers=has_papers):
        return None
    if has_papers or needed is Assurance.CONTACT:
        return code_href(f"/apply/{case.application.id}/check")
    return f"/apply/{case.application.id}/identity"


def lead_through(case: Case) -> Response:
    """What was sent waits for the same person behind it; the verb has written nothing."""
    visit = case.visit
    fields = visit.form.fields.items()
    words = [(name, value) for name, values in fields for value in values if name not in UNKEPT]
    digest = form_tokens.subject_digest(visit.office.secret, visit.who.id)
    kept_posts.keep(visit.session, digest, visit.request.url.path, words, now=visit.now)
    return visit.see_other(href_of_missing(case) or f"/apply/{case.application.id}/check")


def code_href(back: str) -> str:
    return f"/contact-code?{urlencode({'back': back})}"
