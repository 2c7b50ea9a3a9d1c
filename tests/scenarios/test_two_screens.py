"""I-111. One draft on two screens at once: nothing that was typed on either is lost, and nobody is asked for nothing."""

from collections.abc import Iterator

import pytest

from tests.people import Resident
from tests.scenarios import certificate
from tests.world import World

PURPOSE = {"purpose": "pension", "submit_to": "年金事務所"}
MINE, THEIRS = {"keep.submit_to": "mine"}, {"keep.submit_to": "theirs"}


@pytest.fixture
def telephone(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


@pytest.fixture
def computer(world: World, telephone: Resident) -> Iterator[Resident]:
    """Both stand at the check page of the same draft."""
    certificate.reach_check(telephone)
    visitor = Resident(world.url)
    visitor.signs_in("takahashi_makoto", "1501", certificate.START)
    visitor.follows("書きかけの続きを開く")
    assert visitor.path == telephone.path
    yield visitor
    visitor.close()


def opens_purpose(*screens: Resident) -> None:
    for each in screens:
        each.opens(f"/apply/{each.path.split('/')[2]}/steps/use")


def saved(screen: Resident) -> str:
    opens_purpose(screen)
    return screen.typed("submit_to")


def test_answers_changed_on_one_screen_alone_are_put_together(
    telephone: Resident, computer: Resident
) -> None:
    """Must catch: the last who presses 「次へ」 brings back what the other has changed."""
    opens_purpose(telephone, computer)
    telephone.sends("次へ", {"submit_to": "日本年金機構"})
    computer.sends("次へ", {"purpose": "school_work"})
    assert computer.heading == "内容を確かめてください"
    assert saved(telephone) == "日本年金機構"
    assert telephone.page.xpath("//input[@name='purpose' and @checked]/@value") == ["school_work"]


@pytest.mark.parametrize(
    ("chosen", "kept"), [(MINE, "市役所"), (THEIRS, "日本年金機構")], ids=["mine", "theirs"]
)
def test_two_answers_to_one_question_are_shown_and_one_is_chosen(
    telephone: Resident, computer: Resident, chosen: dict[str, str], kept: str
) -> None:
    opens_purpose(telephone, computer)
    telephone.sends("次へ", {"submit_to": "日本年金機構"})
    computer.sends("次へ", {"submit_to": "市役所"}, expected=409)
    assert computer.heading == "どちらの答えを残しますか"
    assert "市役所" in computer.text
    assert "日本年金機構" in computer.text
    assert saved(telephone) == "日本年金機構", "nothing is saved before somebody has chosen"
    computer.sends("選んで、次へ", expected=409)
    assert computer.complaints == {"keep.submit_to": "どちらかを選んでください。"}
    computer.sends("選んで、次へ", chosen)
    assert computer.heading == "内容を確かめてください"
    assert saved(telephone) == kept


def test_who_leaves_is_asked_as_well(telephone: Resident, computer: Resident) -> None:
    """I-111. Must catch: 「やめて保存」 as a way around the question."""
    opens_purpose(telephone, computer)
    telephone.sends("次へ", {"submit_to": "日本年金機構"})
    computer.sends("やめて保存", {"submit_to": "市役所"}, expected=409)
    computer.sends("選んで、次へ", MINE)
    assert computer.path.endswith("/saved")
    assert saved(telephone) == "市役所"


def test_a_mistake_does_not_hide_what_the_other_has_changed(telephone: Resident, computer: Resident) -> None:
    """I-111. Must catch: after a message at a box the page counts as drawn from what is saved by then."""
    opens_purpose(telephone, computer)
    telephone.sends("次へ", {"submit_to": "日本年金機構"})
    computer.sends("次へ", {"submit_to": "市" * 400}, expected=422)
    computer.sends("次へ", {"submit_to": "市役所"}, expected=409)


def test_what_is_sent_is_what_was_read(telephone: Resident, computer: Resident) -> None:
    """I-111. Must catch: an answer changed between the check page and its button, and sent unread."""
    opens_purpose(telephone)
    telephone.sends("次へ", {"submit_to": "日本年金機構"})
    computer.sends("この内容で申請する", {"consent_truth": "yes"}, expected=409)
    assert "読んだあとに、答えが変わりました" in computer.text
    assert "日本年金機構" in computer.text
    assert not computer.page.xpath("//input[@name='consent_truth' and @checked]")
    computer.sends("この内容で申請する", {"consent_truth": "yes"})
    assert computer.heading == "申請が届きました"


def test_typed_when_it_had_arrived_is_shown_and_not_lost_silently(
    telephone: Resident, computer: Resident
) -> None:
    opens_purpose(computer)
    telephone.sends("この内容で申請する", {"consent_truth": "yes"})
    computer.sends("次へ", {"submit_to": "市役所"}, expected=409)
    assert computer.heading == "申請は、もう届いています"
    assert "市役所" in computer.text
    assert "年金事務所" not in computer.text, "what is as it arrived needs no mention"


def test_a_page_that_others_have_closed_still_takes_what_was_typed(
    telephone: Resident, computer: Resident
) -> None:
    """I-111. Must catch: an answer before it was taken away elsewhere, and the page leads on without its answers."""
    draft = telephone.path.split("/")[2]
    computer.opens(f"/apply/{draft}/steps/subject")
    opens_purpose(telephone)
    computer.sends("次へ", {"scope": "part"})
    telephone.sends("次へ", {"submit_to": "市役所"})
    assert telephone.path.endswith("/steps/members")
    telephone.opens(f"/apply/{draft}/steps/subject")
    telephone.sends("次へ", {"scope": "household"})
    assert saved(telephone) == "市役所"
