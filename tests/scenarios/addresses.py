"""An address proven over HTTP: the code read in the mailbox, and typed."""

import re

from app.sandboxes.mailbox.mails import Mailbox, ReceivedMail
from tests.people import Resident
from tests.world import World


def newest_message(world: World, to: str) -> ReceivedMail:
    world.finish_jobs()
    return next(
        mail for mail in Mailbox(world.settings.data / "mailbox").list_mails() if to in mail.to_address
    )


def code_in(message: ReceivedMail) -> str:
    return re.findall(r"\d{4}-\d{4}-\d{4}", message.body)[0]


def proves(world: World, resident: Resident, email: str) -> None:
    """From the page that asks for an address."""
    resident.sends("メールで番号を受け取る", {"email": email})
    resident.sends("確かめる", {"code": code_in(newest_message(world, email))})
