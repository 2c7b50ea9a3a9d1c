"""A resident of any language, who walks through any procedure by its form alone and remembers what was said."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from app.applications.assurance import needs_card
from app.procedures.definition import Procedure
from app.procedures.questions.groups import GroupQuestion
from tests import make
from tests.people import Resident
from tests.scenarios.walker import a_photo, pin_of, signing_pin_of
from tests.walks import WALKS

PERSON, PIN = "mizuno_yoko", "1101"
MOST_PAGES = 60


class Reader(Resident):
    """`pick` is the place of the option taken from every list; the first keeps to what the walk of the procedure gives.

    `said`: each text of a page, with its path.
    """

    def __init__(self, base_url: str, language: str, procedure: Procedure, pick: int) -> None:
        super().__init__(base_url)
        self.language, self.procedure, self.pick = language, procedure, pick
        self.said: list[tuple[str, str]] = []

    def opens(self, path: str, expected: int = 200) -> None:
        super().opens(path, expected)
        self.remembers()

    def remembers(self) -> None:
        for text in self.page.xpath("//main//text() | //main//@aria-label | //title/text()"):
            if words := " ".join(str(text).split()):
                self.said.append((self.path, words))

    def chooses_language(self) -> None:
        self.client.post("/display", data={"language": self.language, "back": "/"})

    # The way through

    def goes_on_with(self, begin: Callable[[str], UUID]) -> None:
        """What somebody else has begun for whoever this is; `begin` is told who."""
        self.signs_in(self._person, pin_of(self._person))
        self.chooses_language()
        self.said.clear()
        self.opens(f"/procedures/{self.procedure.key}")
        self.opens(f"/apply/{begin(self._person)}")

    def begins(self) -> None:
        start = f"/procedures/{self.procedure.key}"
        if needs_card(self.procedure, make.town()):
            self.signs_in(self._person, pin_of(self._person), start)
        self.chooses_language()
        self.said.clear()  # the way through the card reader is Japanese
        self.opens(start)
        self._presses(next(form for form in self.page.forms if form.action.endswith("/start")), {})

    def walks(self) -> None:
        """To the check page, or to a stop; every page once with nothing in it, and once with an answer to all."""
        seen: set[str] = set()
        for _ in range(MOST_PAGES):
            self.remembers()
            if self.path.endswith(("/check", "/stop")):
                return
            form = self._form()
            if self.path not in seen:
                seen.add(self.path)
                here = str(self.answer.url)
                self._presses(form, self._emptied(form), (200, 422))
                self.remembers()
                if self.answer.status_code == 200:
                    continue
                super().opens(here)
                form = self._form()
            self._presses(form, self._filled(form), files=self._papers(form))
        raise AssertionError(f"no end in sight at {self.path}")

    def sends_it(self) -> bool:
        """Everything ticked; false at a stop, where nothing is sent from here, or where the answers are found wanting."""
        if self.path.endswith("/stop") or not self.page.xpath("//form//*[@class='actions']"):
            return False
        self._sends(self._form(), {})
        form = self._form() if self.answer.status_code == 422 else None
        if form is not None:
            self._sends(form, self._filled(form))
        return self.path.endswith("/receipt")

    @property
    def _person(self) -> str:
        return WALKS[self.procedure.key].person or PERSON

    def _sends(self, form: Any, fields: dict[str, list[str]]) -> None:
        """The card reader between, where something is signed, is Japanese."""
        self._presses(form, fields, (200, 422))
        if not str(self.answer.url).startswith(self.base_url):
            self.signs_card(self._person, signing_pin_of(self._person))
        self.remembers()

    def makes_room(self, number: str) -> None:
        """Of some matters one application at a time is taken: the next reading needs it gone."""
        super().opens(f"/my/{number}/withdraw")
        form = next(form for form in self.page.forms if form.action.endswith("/withdraw"))
        self._presses(form, {})

    def _form(self) -> Any:
        return next(form for form in self.page.forms if form.xpath(".//*[@class='actions']"))

    def _presses(self, form: Any, fields: dict[str, list[str]], expected: Any = 200, **files: Any) -> None:
        action = urljoin(str(self.answer.url), form.action)
        self._shows(self._send(form, action, self.fields_of(form) | fields, files), expected)

    def _emptied(self, form: Any) -> dict[str, list[str]]:
        return {box.get("name"): [] for box in self._boxes(form)}

    def _boxes(self, form: Any) -> Iterator[Any]:
        boxes = form.xpath(".//*[self::input or self::select or self::textarea][@name]")
        return (
            box
            for box in boxes
            if box.get("type") not in {"hidden", "file"} and not box.get("name").endswith(".unknown")
        )

    def _papers(self, form: Any) -> list[tuple[str, tuple[str, bytes, str]]]:
        """One for each that the page asks for."""
        names = form.xpath(".//input[@type='file']/@name")
        return [(name, (f"{name}.jpg", a_photo(), "image/jpeg")) for name in names]

    def _filled(self, form: Any) -> dict[str, list[str]]:
        given = self.fields_of(form)
        filled = self._kept_to(form)
        for box in self._boxes(form):
            name = box.get("name")
            is_era = box.tag == "select" and not any(given.get(name.replace(".era", ".year"), []))
            if name in filled or (any(given.get(name, [])) and not is_era):
                continue
            is_list = box.tag == "select" and not name.endswith(".era")
            is_picked = box.get("type") in {"radio", "checkbox"} and not name.endswith(".way")
            if is_list or is_picked:
                listed = ".//select[@name=$name]/option[@value!='']/@value"
                options = form.xpath(f".//input[@name=$name]/@value | {listed}", name=name)
                filled[name] = [options[self.pick if self.pick < len(options) else -1]]
            else:
                filled[name] = [self._sample(name)]
        return filled

    def _kept_to(self, form: Any) -> dict[str, list[str]]:
        if self.pick:
            return {}
        boxes: dict[str, list[str]] = {}
        for key, answer in WALKS[self.procedure.key].given.items():
            boxes |= self.procedure.questions[key].boxes(answer, key) if answer is not None else {}
        return {name: boxes[name] for name in {box.get("name") for box in self._boxes(form)} & boxes.keys()}

    def _sample(self, name: str) -> str:
        key, *rest = name.split(".")
        question: Any = self.procedure.questions[key]
        if isinstance(question, GroupQuestion):
            inner = {each.key: each for each in question.questions}
            key, question, rest = rest[1], inner[rest[1]], rest[2:]
        values = question.boxes(question.sample(), key).get(".".join([key, *rest]), [""])
        return str(values[0])
