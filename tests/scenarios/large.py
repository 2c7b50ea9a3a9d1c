"""Whoever fills in forms in おおきい over HTTP: one question a page, without any script."""

from typing import Any

from app.procedures.questions.base import Boxes
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.unknown import boxes_of
from app.procedures.reading_places import ADD, NO, YES
from tests.scenarios.walker import MOST_PAGES, Walker, a_photo


class LargeWalker(Walker):
    """Answers what was made beforehand, page by page; `counts`: what each page said of the way."""

    def begins(self, person: str | None = None) -> None:
        self.counts: list[str] = []
        self.looks_large()
        super().begins(person)

    def looks_large(self, mode: str = "large") -> None:
        self.client.post("/display", data={"mode": mode, "back": "/contact"})

    @property
    def place(self) -> str:
        return self.path.rpartition("/")[2]

    def answers_page(self) -> None:
        assert len(self.page.xpath("//h1")) == 1, self.path
        self.counts.append(" ".join(self.page.xpath("//*[@class='page-count']")[0].text_content().split()))
        at = self.place
        if at.endswith("-known"):
            self.goes_on({f"{at}.right": YES})
        elif f"{at}.more" in self.boxes:
            self.goes_on({f"{at}.more": self.more(at)})
        else:
            self.answers_question(at)

    def more(self, at: str) -> str:
        there = int(self.page.xpath("//input[@name=$name]/@value", name=f"{at}.rows")[0])
        return ADD if there < len(self.journey.answers[at]) else NO

    def answers_question(self, at: str) -> None:
        question, answer = self.asked_at(at)
        if question.kind == "photos" and (question.required or question.least):
            self.goes_on({}, files=[(at, (f"{at}.jpg", a_photo(), "image/jpeg"))])
        elif answer is None or question.kind == "photos":
            self.goes_on({"left-open": at})
        else:
            self.goes_on(boxes_of(question, answer, at))

    def asked_at(self, at: str) -> tuple[Any, Any]:
        key, _, rest = at.partition(".")
        question, answer = self.journey.procedure.questions[key], self.journey.answers.get(key)
        if not isinstance(question, GroupQuestion):
            return question, answer
        row, _, inner = rest.partition(".")
        return next(each for each in question.questions if each.key == inner), answer[int(row)].get(inner)

    def goes_on(self, boxes: Boxes | dict[str, str], files: Any = None) -> None:
        self.sends("次へ", boxes, files=files)
        assert self.complaints == {}, f"{self.path}: {self.complaints}"

    def reaches_check(self) -> None:
        for _ in range(MOST_PAGES * 4):
            if self.path.endswith("/check"):
                return
            self.answers_page()
        raise AssertionError(f"no end in sight at {self.path}")
