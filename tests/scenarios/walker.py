"""Whoever walks any procedure over HTTP with answers made beforehand, reading nothing but its forms."""

import io
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from app.applications.assurance import needs_card
from app.auth.jpki.profile import Purpose
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.questions.base import Boxes
from app.sandboxes.card.personas import Persona, read_personas
from app.settings import ROOT
from tests import make
from tests.people import Resident
from tests.walks.walk import Walk

MOST_PAGES = 60


@cache
def _cards() -> Mapping[str, Persona]:
    return read_personas(ROOT / "demo" / "households.yaml")


def signing_pin_of(person: str) -> str:
    return _cards()[person].pins[Purpose.SIGNATURE]


def pin_of(person: str) -> str:
    return _cards()[person].pin


@cache
def a_photo() -> bytes:
    """The smallest that a phone could have made."""
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "#336699").save(written, "JPEG")
    return written.getvalue()


class Walker(Resident):
    """`journey` has the answers; what the pages ask is taken from it."""

    def __init__(self, base_url: str, journey: Journey, walk: Walk) -> None:
        super().__init__(base_url)
        self.journey, self.walk = journey, walk

    @property
    def key(self) -> str:
        return self.journey.procedure.key

    def begins(self, person: str | None = None) -> None:
        start, person = f"/procedures/{self.key}", person or self.walk.person
        if person and needs_card(self.journey.procedure, make.town()):
            self.signs_in(person, pin_of(person), start)
        else:
            self.opens(start)
        self._shows(self._press_start(), 200)

    def _press_start(self) -> Any:
        form = next(form for form in self.page.forms if form.action.endswith("/start"))
        return self.client.post(form.action, data=self.fields_of(form))

    def reaches_check(self) -> None:
        for _ in range(MOST_PAGES):
            if self.path.endswith("/check"):
                return
            self.answers_page()
        raise AssertionError(f"no end in sight at {self.path}")

    def reaches_stop(self) -> None:
        for _ in range(MOST_PAGES):
            if self.path.endswith("/stop"):
                return
            self.answers_page()
        raise AssertionError(f"nobody stops at {self.path}")

    def answers_page(self) -> None:
        """Fills in the page on the screen and goes on; it comes again where an answer opened a question.

        A page with files is given one for each that is needed.
        """
        step = self._step()
        assert len(self.page.xpath("//h1")) == 1, self.path
        files = [
            (question.key, (f"{question.key}.jpg", a_photo(), "image/jpeg"))
            for question in self.journey.asked(step)
            if question.kind == "photos" and (question.required or getattr(question, "least", 0))
        ]
        self.sends("次へ", self.boxes_of(step), files=files or None)
        assert self.complaints == {}, f"{self.path}: {self.complaints}"

    def _step(self) -> Step:
        step = self.journey.procedure.find_step(urlsplit(str(self.answer.url)).path.rpartition("/")[2])
        assert step is not None, f"no page of the procedure: {self.path}"
        return step

    def boxes_of(self, step: Step) -> Boxes:
        boxes: Boxes = {}
        for question in step.questions:
            if self.journey.answers.get(question.key) is not None:
                boxes |= question.boxes(self.journey.answers[question.key], question.key)
        return {name: values for name, values in boxes.items() if not name.endswith(".rows")}

    def sends_or_signs(self, sends: str, signs: str, boxes: Boxes) -> None:
        """Whichever button is there; with the card of whoever has signed in."""
        if signs not in self.text:
            self.sends(sends, boxes)
            return
        self.sends(signs, boxes)
        assert self.walk.person is not None
        self.signs_card(self.walk.person, signing_pin_of(self.walk.person))

    def submits(self) -> str:
        """From the check page; the 受付番号."""
        statements: Boxes = {}
        for step in self.journey.at_check:
            statements |= self.boxes_of(step)
        self.sends_or_signs("この内容で申請する", "署名して提出する", statements)
        assert self.heading == "申請が届きました", f"{self.path}: {self.complaints} {self.text[:400]}"
        return self.path.split("/")[2]
