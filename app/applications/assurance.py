"""How sure a procedure wants to be of its applicant, and the gate before anything of theirs arrives."""

from sqlalchemy.orm import Session

from app.applications.identity import has_handed_in
from app.applications.models import Actor, Application
from app.auth.assurance import enough
from app.auth.identity import Assurance
from app.errors import Forbidden
from app.municipality.town import Municipality
from app.procedures.definition import Procedure


class MoreAssuranceNeeded(Forbidden):
    """Nothing arrived and nothing is lost: pages lead through what is missing. `needed` is how sure we must be."""

    message = "送る前に、本人確認が必要です。入力した内容は残っています。"

    def __init__(self, needed: Assurance) -> None:
        super().__init__()
        self.needed = needed


def needed_for(procedure: Procedure, town: Municipality) -> Assurance:
    """What the definition says, or the town instead; never less than the definition allows."""
    asked = town.offering_of(procedure.key).assurance or procedure.assurance
    return max(Assurance(asked), Assurance(procedure.assurance_least or procedure.assurance))


def needs_card(procedure: Procedure, town: Municipality) -> bool:
    """Whether somebody has to sign in, or to hand in papers in place of it."""
    return needed_for(procedure, town) >= Assurance.AUTHENTICATED


def takes_papers(procedure: Procedure, town: Municipality) -> bool:
    """Whether photos of papers may stand for the card."""
    needed = needed_for(procedure, town)
    return needed is Assurance.AUTHENTICATED and town.takes_identity_papers(procedure.key)


def require_enough(
    session: Session, application: Application, procedure: Procedure, town: Municipality, by: Actor
) -> None:
    """The hand that sends, whether for the first time or again. Raises MoreAssuranceNeeded.

    A signature is of what is sent, and not of who sends it: `require_signature` asks for that.
    """
    needed = min(needed_for(procedure, town), Assurance.AUTHENTICATED)
    if enough(needed, by):
        return
    has_papers = takes_papers(procedure, town) and has_handed_in(session, application)
    if not enough(needed, by, has_papers=has_papers):
        raise MoreAssuranceNeeded(needed)
