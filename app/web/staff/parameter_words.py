"""What a value of the town is called → words of staff."""

from collections.abc import Iterator, Mapping

from app.municipality.effective import TABLE
from app.municipality.town import Municipality
from app.procedures.definition import Procedure
from app.procedures.publication import list_published
from app.procedures.questions.choices import ChoiceQuestion
from app.web.visits import Visit

NAMES: Mapping[str, str] = {
    "standard_processing_days": "標準処理期間",
    "postage_yen": "郵送料",
    "deadlines.extend_to_next_business_day": "期限の日が休みのとき、次の開庁日まで延ばす",
    "appeal.reviewing_authority": "審査請求先",
    "appeal.defendant": "取消訴訟の被告",
    "appeal.defendant_represented_by": "被告の代表者",
    "draft_days": "書きかけを残す日数",
    "correction_days": "補正の期限までの日数",
    "payment_due_days": "支払いの期限までの日数",
}
SECTIONS, LAW = "担当課", "計算の表（国の値）"


class Wordbook:
    """`procedures` by key: the titles, and what a fee is for."""

    def __init__(self, town: Municipality, procedures: Mapping[str, Procedure]) -> None:
        self._town, self._procedures = town, procedures

    def group(self, name: str) -> str:
        """What it belongs to: a procedure by its title, the sections, or the tables of national values."""
        head, _, rest = name.partition(".")
        if head != "offerings":
            return LAW if name.startswith(TABLE) else SECTIONS
        key = rest.partition(".")[0]
        return self._procedures[key].title.ja if key in self._procedures else key

    def what(self, name: str) -> str:
        """The value itself."""
        head, _, rest = name.partition(".")
        if head != "offerings":
            return self._section(rest) if head == "sections" else rest.replace(".", "（", 1) + "から）"
        key, _, place = rest.partition(".")
        kind, _, own = place.partition(".")
        if kind == "fees":
            return f"手数料：{self._unit(key, own)}"
        if kind == "parameters":
            offering = self._town.offerings.get(key)
            named = offering.parameters.get(own) if offering else None
            return named.label.ja if named else own
        return NAMES.get(place, place)

    def _section(self, key: str) -> str:
        names = {section.key: section.name for section in self._town.sections}
        return f"「{names.get(key, key)}」の名前"

    def _unit(self, key: str, unit: str) -> str:
        procedure = self._procedures.get(key)
        labels = dict(_units(procedure)) if procedure else {}
        return labels.get(unit, unit)


def _units(procedure: Procedure) -> Iterator[tuple[str, str]]:
    for line in procedure.fee.lines if procedure.fee else ():
        if line.unit:
            yield line.unit, line.label.ja
        if line.unit_by:
            question = procedure.questions[line.unit_by.question]
            for option in question.options if isinstance(question, ChoiceQuestion) else ():
                if unit := line.unit_by.units.get(option.value):
                    yield unit, f"{line.label.ja}（{option.label.ja}）"


def wordbook_of(visit: Visit) -> Wordbook:
    return Wordbook(visit.office.town, list_published(visit.session))
