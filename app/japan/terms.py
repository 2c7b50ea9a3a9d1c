"""Terms that residents and the office keep by law, each with its article."""

from typing import Final

from app.japan.periods import Term

CHILD_ALLOWANCE_CLAIM: Final = Term("児童手当法8条3項・9条2項", days=15)
"""15日特例. From the birth, or the moving-out date announced to the former municipality (転出予定日)."""

CHILD_ALLOWANCE_CHANGE: Final = Term("児童手当法施行規則5条・6条", days=14)
"""氏名・住所の変更."""

MOVING: Final = Term("住民基本台帳法22条1項・23条・25条", days=14)
"""転入・転居・世帯変更."""

BIRTH: Final = Term("戸籍法43条1項・49条1項", days=14, counts_first_day=True)
DEATH: Final = Term("戸籍法43条1項・86条1項", days=7, counts_first_day=True)
"""From the day on which one learns of it."""

CARE_DECISION: Final = Term("介護保険法27条11項・32条", days=30, gives_way=False)
"""要介護・要支援認定, from the application: by then the decision, or word of when and why later."""

CARE_TAKEN_OVER: Final = Term("介護保険法36条", days=14)
"""住所移転後の要介護認定, from the move."""

CARE_RENEWAL_AFTER_HINDRANCE: Final = Term("介護保険法28条3項", months=1)
"""更新認定, from the end of the disaster that kept somebody from applying in time."""

CARE_BENEFIT: Final = Term("介護保険法200条1項", years=2, gives_way=False)
"""福祉用具・住宅改修・高額介護サービス費 can be claimed; from the day of the receipt."""

CHILDCARE_DECISION: Final = Term("子ども・子育て支援法20条6項", days=30, gives_way=False)
"""教育・保育給付認定, as CARE_DECISION."""

FUNERAL_GRANT: Final = Term(
    "国民健康保険法110条1項・高齢者の医療の確保に関する法律160条1項", years=2, gives_way=False
)
"""葬祭費 can be claimed; from the day of the funeral."""

APPEAL: Final = Term("行政不服審査法18条1項", months=3)
"""審査請求, from the day on which one learns of the decision."""
