"""I-54. A mail is a postcard: whoever reads it learns neither who applied, nor for what, nor anything they answered.

Every kind of notice × every procedure × every language, for people of the rehearsal register, through the real path:
from the case to the bytes that go to the mail server.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from itertools import product
from typing import Any

import pytest
import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.applications.notifying import notify
from app.database import Database
from app.language import Language
from app.notices.channel import OutgoingMail
from app.notices.delivery import deliver_notice
from app.notices.email import message_of
from app.notices.kinds import NoticeKind
from app.notices.models import Notice
from app.notices.wording import Letterhead
from app.procedures.answer_rows import answer_rows
from app.settings import ROOT
from tests import make
from tests.conftest import NOW
from tests.sampling import ALWAYS, covering
from tests.walks import WALKS

LETTERHEAD = Letterhead("架空町", "https://tetsuzuki.town.example", "0261-00-0000")
HOUSEHOLDS = yaml.safe_load((ROOT / "demo" / "households.yaml").read_text("utf-8"))["households"]
# A family with a new child, one with students, a household under protection of the register, and one person alone.
PEOPLE = ("mizuno_yoko", "kobayashi_daisuke", "matsumoto_takashi", "takahashi_makoto")
# An allowance for children is not for whoever has none.
OF_ANYBODY = [each for each in product(ALWAYS, PEOPLE) if each != (make.ALLOWANCE, PEOPLE[-1])]
WALKED = [
    pytest.param(key, WALKS[key].person, marks=[] if key in covering(make.catalog()) else pytest.mark.long)
    for key in make.catalog()
]
TELLING = {"name", "kana", "address", "phone", "text", "date", "people", "group"}


# What every mail says of itself, whoever gets it, and some procedure has as a word or an answer too.
IN_EVERY_MAIL = {"個人情報", "窓口", "まどぐち", "いらない", "いない"}


class Postbox:
    """Keeps what would be sent."""

    def __init__(self) -> None:
        self.mails: list[OutgoingMail] = []

    def deliver(self, mail: OutgoingMail) -> None:
        self.mails.append(mail)


def read(mail: OutgoingMail) -> str:
    """As a mail program shows it: every header but the recipient's own address, and the body."""
    message = message_from_bytes(message_of(mail, "madoguchi@town.example").as_bytes(), policy=policy.default)
    headers = [
        f"{name}: {value}" for name, value in message.items() if name not in {"To", "Message-ID", "Date"}
    ]
    return "\n".join([*headers, message.get_content()])


def words_about(case: make.Case) -> set[str]:
    """Names of everybody in the register, every name of every procedure, and what this person answered."""
    people = [person for household in HOUSEHOLDS for person in household["persons"]]
    parts = ("family_name", "given_name", "family_name_kana", "given_name_kana")
    words = {str(person[part]) for person in people for part in parts if person.get(part)}
    for procedure in make.catalog().values():
        for wording in (procedure.title, procedure.short_title, procedure.summary):
            words |= {wording.for_reader(language) for language in Language}
        words.add(procedure.key)
        named = f"{procedure.title} {procedure.short_title}"
        words |= {word for word in procedure.keywords if word in named}  # the rest is everyday
    return {word for word in words | set(answered(case)) if len(word) > 1} - IN_EVERY_MAIL


def answered(case: make.Case) -> Iterator[str]:
    for row in answer_rows(case.what().journey):
        if row.question.kind in TELLING or row.question.sensitive or (row.group and row.group.sensitive):
            yield from (part for part in [row.text, *texts_in(row.answer)] if len(part) > 2)


def texts_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    for inner in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from texts_in(inner)


def mails_of(database: Database, application_id: Any) -> list[OutgoingMail]:
    """One of each kind in each language, made and delivered as the service does it."""
    postbox = Postbox()
    with database.write() as session:
        for kind, language in product(NoticeKind, Language):
            application = session.get_one(Application, application_id)
            application.language = language
            notify(session, application, kind, now=NOW)
        ids = list(session.scalars(select(Notice.id).where(Notice.subject_id == application_id)))
    for notice_id in ids:
        deliver_notice(database, postbox, notice_id, letterhead=LETTERHEAD, now=NOW)  # type: ignore[arg-type]
    return postbox.mails


def file_case(session: Session, key: str, person: str | None) -> make.Case:
    email = make.catalog()[key].contact["email"]
    case = make.a_draft(session, key, person, given={**WALKS[key].given, email: "dare.ka@mail.example"})
    case.submit()
    case.application.answers = {**case.application.answers, email: "dare.ka@mail.example"}
    session.flush()
    return case


@pytest.mark.parametrize(("key", "person"), [*OF_ANYBODY, *WALKED])
def test_no_mail_tells_who_applied_for_what(database: Database, key: str, person: str | None) -> None:
    """I-54. Must catch: a name beside the number, a procedure in a subject, an answer in a body, in any language."""
    with database.write() as session:
        case = file_case(session, key, person)
        told, case_id = words_about(case), case.application.id
    assert len(told) > 60
    mails = mails_of(database, case_id)
    assert {mail.language for mail in mails} == set(Language)
    assert len(mails) >= len(NoticeKind) * len(Language)
    for mail in mails:
        shown = read(mail)
        assert [word for word in told if word in shown] == [], mail.subject


def test_the_one_link_of_a_mail_opens_nothing_by_itself(database: Database) -> None:
    """I-54. Must catch: a link with a number, a code or a token in it, which opens a case for whoever has the mail."""
    with database.write() as session:
        case_id = file_case(session, make.ALLOWANCE, PEOPLE[0]).application.id
    for mail in mails_of(database, case_id):
        assert re.findall(r"\w+://\S+", read(mail)) == [LETTERHEAD.service_url], mail.subject
