"""The nightly copy of the register arrives while documents are made: each is of one state of it, and says of which."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import cycle

import pypdf

from app.applications.documents import copy_of, receipt_of
from app.applications.queries import get_by_number
from app.documents.pdf import render
from app.prefill.register_file import RegisterFile, read_register
from app.prefill.sandbox import SandboxRegister
from app.settings import ROOT
from tests import make
from tests.web.staff.making import Desk

HOUSEHOLDS = ROOT / "demo" / "households.yaml"
WHO, ALLOWANCE = "mizuno_yoko", "child_allowance_amount_revision"
BEFORE = read_register(HOUSEHOLDS)


def moved() -> RegisterFile:
    """The same people after the night: another family name, another town."""
    text = BEFORE.model_dump_json().replace("水野", "三津野").replace("若葉台一丁目", "青葉台九丁目")
    return RegisterFile.model_validate_json(text)


AFTER = moved()
SIGNS = {BEFORE.version: ("水野", "若葉台一丁目"), AFTER.version: ("三津野", "青葉台九丁目")}


class AnotherAtEveryLook(SandboxRegister):
    """The worst moment each time: the register is replaced between any two looks into it."""

    states = cycle((BEFORE, AFTER))

    @property
    def _register(self) -> RegisterFile:
        return next(self.states)

    @_register.setter
    def _register(self, _first: RegisterFile) -> None:
        """There is none of its own."""


@contextmanager
def replaced_again_and_again(source: SandboxRegister) -> Iterator[None]:
    stopping = threading.Event()

    def replace() -> None:
        while not stopping.is_set():
            for register in (AFTER, BEFORE):
                source.replace(register)

    thread = threading.Thread(target=replace, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def is_of(version: str, said: str) -> bool:
    """Everything of that state, nothing of the other."""
    others = [sign for other, signs in SIGNS.items() if other != version for sign in signs]
    return all(sign in said for sign in SIGNS[version]) and not any(sign in said for sign in others)


def test_what_is_read_of_a_person_is_of_one_state() -> None:
    """I-32. Must catch: a register that is looked into twice for one answer."""
    source = AnotherAtEveryLook(HOUSEHOLDS)
    seen = set()
    for _ in range(20):
        facts = source.facts_about(WHO)
        assert is_of(facts.version, str(facts.plain()))
        seen.add(facts.version)
    assert seen == set(SIGNS)


def test_no_document_is_of_two_states_and_each_says_of_which(desk: Desk) -> None:
    """I-32. Must catch: a paper that reads the register once more; one of which nobody can say what it was made of."""
    source, town = SandboxRegister(HOUSEHOLDS), desk.office.town
    procedure = make.catalog()[ALLOWANCE]
    with replaced_again_and_again(source):
        for _ in range(8):
            facts = source.facts_about(WHO)
            names = {"applicant_name": {"family": facts.value_of("person.family_name"), "given": "陽子"}}
            number = desk.file(ALLOWANCE, names, facts=facts)
            with desk.office.database.read() as session:
                case = get_by_number(session, number)
                receipt = receipt_of(
                    case, procedure, town, fee="", papers=None, public_url="http://town.example"
                )
                copy = copy_of(case, procedure, town, 1)
                kept = str(case.versions[0].facts)
            assert is_of(facts.version, kept)
            assert SIGNS[facts.version][0] in str(asdict(copy))
            for document in (receipt, copy):
                assert document.register == facts.version
                assert not any(sign in str(asdict(document)) for sign in other_signs(facts.version))
    made = pypdf.PdfReader(io.BytesIO(render(copy).pdf)).metadata
    assert made is not None
    assert made.keywords == f"register-version {facts.version}"


def other_signs(version: str) -> list[str]:
    return [sign for other, signs in SIGNS.items() if other != version for sign in signs]


def test_a_version_is_that_of_a_content() -> None:
    """I-32. Must catch: a version that counts copies, under which two different registers are one."""
    assert read_register(HOUSEHOLDS).version == BEFORE.version != AFTER.version
