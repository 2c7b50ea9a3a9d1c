"""教示: what the law wants said, for every kind of decision."""

import pytest

from app.documents.appeals import APPEAL_KINDS, NO_APPEAL, Parties, appeal_information

PARTIES = Parties("長野県知事", "みどり野町", "みどり野町長")


@pytest.mark.parametrize("kind", ["prefectural_governor", "mayor", "legal_affairs_bureau"])
def test_a_decision_says_to_whom_until_when_and_against_whom(kind: str) -> None:
    """行政不服審査法82条1項・18条, 行政事件訴訟法46条1項・14条. Must catch: a period or a party left out."""
    said = appeal_information(kind, PARTIES).paragraphs
    assert len(said) == 3
    review, court, limit = said
    assert "長野県知事に対して審査請求" in review
    assert "知った日の翌日から起算して3か月以内" in review
    assert "みどり野町を被告として" in court
    assert "みどり野町を代表する者はみどり野町長" in court
    assert court.count("知った日の翌日から起算して6か月以内") == 2
    assert "裁決" in court
    assert limit.count("1年を過ぎると") == 2
    assert "正当な理由" in limit


def test_only_a_review_by_somebody_else_goes_through_the_town() -> None:
    assert "経由" in appeal_information("prefectural_governor", PARTIES).paragraphs[0]
    assert "経由" not in appeal_information("mayor", PARTIES).paragraphs[0]


def test_a_certificate_of_damage_is_looked_at_again() -> None:
    said = "".join(appeal_information("reinvestigation", PARTIES).paragraphs)
    assert "みどり野町に、もう一度の調査（再調査）" in said
    assert "審査請求" not in said


def test_what_is_in_the_registers_goes_to_the_family_court() -> None:
    """戸籍法122条・123条. Must catch: a review promised that the law excludes."""
    (said,) = appeal_information(
        "family_court", Parties("長野家庭裁判所", "みどり野町", "みどり野町長")
    ).paragraphs
    assert "長野家庭裁判所に不服の申立て" in said
    assert "審査請求は、することができません" in said


def test_where_nothing_is_decided_nothing_is_said() -> None:
    assert appeal_information("none", PARTIES) == NO_APPEAL


@pytest.mark.parametrize("kind", sorted(APPEAL_KINDS))
def test_no_gap_is_left_open(kind: str) -> None:
    """Names with braces in them are no templates."""
    odd = Parties("{知事}", "{町}", "{長}")
    said = "".join(appeal_information(kind, odd).paragraphs)
    assert "{reviewing" not in said
    assert "{municipality}" not in said
    assert "{representative}" not in said


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        appeal_information("arbitration", PARTIES)


def test_the_care_insurance_board_has_to_be_asked_before_a_court() -> None:
    """介護保険法183条・192条・196条, 行政事件訴訟法8条2項. Must catch: the usual choice of either way."""
    ask, court, _year = appeal_information("care_insurance_board", PARTIES).paragraphs
    assert "文書または口頭で審査請求" in ask
    assert "裁決を経たあとでなければ、提起することができません" in court
    for exception in ("3か月を経過しても裁決がない", "著しい損害を避けるため", "正当な理由がある"):
        assert exception in court
