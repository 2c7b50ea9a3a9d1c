"""An account that money is paid into (振込口座), in the terms banks transfer by."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from pydantic import Field

from app.language import Language, noted
from app.procedures.questions.bank_picking import (
    HEADINGS,
    NOUNS,
    ONLY_YUCHO,
    account_on_paper,
    bank_in,
    branch_in,
    reading_of,
    take_bank,
    take_holder,
    take_number,
    take_yucho,
)
from app.procedures.questions.base import (
    Answer,
    Boxes,
    FieldError,
    Given,
    LookedUp,
    Misread,
    QuestionBase,
    Reading,
)
from app.procedures.questions.paper import Blanks
from app.procedures.wording import Wording

AccountType: TypeAlias = Literal["ordinary", "current", "savings"]
TYPES: dict[str, Wording] = {
    "ordinary": Wording(ja="普通", easy="普通（ふつう）", en="Ordinary (futsu)"),
    "current": Wording(ja="当座", easy="当座（とうざ）", en="Current (toza)"),
    "savings": Wording(ja="貯蓄", easy="貯蓄（ちょちく）", en="Savings (chochiku)"),
}


class BankAccountQuestion(QuestionBase):
    """{"bank_code", "bank_name", "branch_code", "branch_name", "account_type", "number", "holder_kana"}.

    An account of ゆうちょ銀行 may be given by 記号・番号: it is kept in the same terms, with "symbol" and
    "symbol_number" beside them. `types`: those that the procedure pays into. `prefill` names the whole mapping,
    `holder` whose account it must be: their reading stands there already.
    """

    kind: Literal["bank_account"] = "bank_account"
    parts = (
        *("way", "bank", "bank_pick", "branch", "branch_pick", "type", "number"),
        *("symbol", "symbol_number", "holder"),
    )
    types: tuple[AccountType, ...] = Field(("ordinary", "current", "savings"), min_length=1)
    holder: Literal["person", "subject"] | None = None
    sensitive: bool = True

    def read(self, given: Given, at: str) -> Answer | None:
        answer, wrong = self._judged(self._typed(given, at))
        if wrong:
            raise wrong[0]
        return answer

    def gather(self, given: Given, at: str, answers: Mapping[str, Any]) -> Reading:
        """All that is wrong at once: nobody wants to be told of five boxes in five goes."""
        try:
            _, wrong = self._judged(self._typed(given, at))
        except Misread as misread:
            wrong = [misread]
        if wrong:
            return Reading(None, tuple(self._complaint(at, misread) for misread in wrong))
        return super().gather(given, at, answers)

    def _typed(self, given: Given, at: str) -> dict[str, str]:
        return {part: given.one(f"{at}.{part}") for part in self.parts}

    def _complaint(self, at: str, misread: Misread) -> FieldError:
        error = self.error(at, misread.message, misread.part)
        return FieldError(error.at, error.message, misread.picks)

    def _judged(self, typed: Mapping[str, str]) -> tuple[Answer | None, list[Misread]]:
        """The answer, or all that stands in its way."""
        if not any(text for part, text in typed.items() if part not in {"way", "type", "holder"}):
            return None, []
        bank: tuple[Callable[[Mapping[str, str]], dict[str, str]], ...] = (
            take_bank,
            self._take_type,
            take_number,
        )
        answer: dict[str, str] = {}
        wrong: list[Misread] = []
        for take in (*((self._take_yucho,) if _is_yucho(typed) else bank), take_holder):
            try:
                answer |= take(typed)
            except Misread as misread:
                wrong.append(misread)
        return (None, wrong) if wrong else (answer, [])

    def _take_type(self, typed: Mapping[str, str]) -> dict[str, str]:
        chosen = typed["type"] or (self.types[0] if len(self.types) == 1 else "")
        if not chosen:
            raise Misread(noted("{name}の{part}を選んでください。", part=NOUNS["type"]), "type")
        if chosen not in self.types:
            raise Misread(noted("{name}は、画面にある答えから選んでください。"), "type")
        return {"account_type": chosen}

    def _take_yucho(self, typed: Mapping[str, str]) -> dict[str, str]:
        taken = take_yucho(typed)
        if taken["account_type"] not in self.types:
            told = noted("{name}には、この種類の口座は使えません。ほかの口座を入力してください。")
            raise Misread(told, "symbol")
        return taken

    def look_up(self, typed: Mapping[str, Sequence[str]], at: str) -> LookedUp:
        """The bank, and where it is one, the branch: what is found stands in its box, several are offered."""
        boxes: Boxes = {}
        text = {part: next(iter(typed.get(f"{at}.{part}", ())), "").strip() for part in self.parts}
        try:
            bank = bank_in(text)
            boxes |= {f"{at}.bank": [bank.label], f"{at}.bank_pick": []}
            if text["branch"]:
                branch = branch_in(bank, text)
                boxes |= {f"{at}.branch": [branch.label], f"{at}.branch_pick": []}
        except Misread as misread:
            error = self._complaint(at, misread)
            if misread.picks:
                return LookedUp(boxes, picks={f"{error.at}_pick": misread.picks})
            return LookedUp(boxes, (error,))
        return LookedUp(boxes)

    def begun(self, known: Mapping[str, Any], at: str) -> Boxes:
        return {f"{at}.holder": [name]} if (name := reading_of(self.holder, known)) else {}

    def boxes(self, answer: Answer, at: str) -> Boxes:
        told = {part: str(answer.get(part) or "") for part in HEADINGS}
        filled = {"holder": told["holder_kana"]}
        if told["symbol"]:
            filled |= {"way": "yucho", "symbol": told["symbol"], "symbol_number": told["symbol_number"]}
        else:
            filled |= {"way": "bank", "type": told["account_type"], "number": told["number"]}
            filled |= {
                part: f"{told[f'{part}_name']}（{told[f'{part}_code']}）"
                for part in ("bank", "branch")
                if told[f"{part}_code"]
            }
        return {f"{at}.{part}": [text] for part, text in filled.items()}

    def show(self, answer: Answer, language: Language = Language.JAPANESE) -> str:
        kind = TYPES.get(answer["account_type"], TYPES["ordinary"]).for_reader(language)
        code = (
            f" ({answer['branch_code']})" if language is Language.ENGLISH else f"（{answer['branch_code']}）"
        )
        account = f"{answer['branch_name']}{code} {kind} {answer['number']}"
        own = f" {answer['symbol']}-{answer['symbol_number']}" if answer.get("symbol") else ""
        return f"{answer['bank_name']}{own} {account} {answer['holder_kana']}"

    def columns(self, answer: Answer) -> dict[str, str]:
        told = dict(answer or {})
        if told:
            told["account_type"] = str(TYPES[told["account_type"]])
        return {f"{self.name}（{heading}）": told.get(part, "") for part, heading in HEADINGS.items()}

    def answer_schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {part: {"type": "string", "maxLength": 100} for part in HEADINGS},
            "required": [part for part in HEADINGS if part not in ONLY_YUCHO],
            "additionalProperties": False,
        }

    def on_paper(self, answer: Answer | None, known: Mapping[str, Any]) -> Blanks:
        return account_on_paper(answer or {}, [(each, TYPES[each]) for each in self.types])

    def offered_types(self, language: Language) -> list[dict[str, str]]:
        return [{"value": each, "label": TYPES[each].for_reader(language)} for each in self.types]

    def sample(self) -> Answer:
        return {
            "bank_code": "0143",
            "bank_name": "八十二長野銀行",
            "branch_code": "211",
            "branch_name": "長野",
            "account_type": self.types[0],
            "number": "0012345",
            "holder_kana": "ミホン ハル",
        }


def _is_yucho(typed: Mapping[str, str]) -> bool:
    """Boxes that are filled speak for themselves where a browser shows those of both ways."""
    return typed["way"] == "yucho" or bool(typed["symbol"] and not typed["bank"])
