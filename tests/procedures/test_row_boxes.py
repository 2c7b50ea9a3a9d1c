"""Boxes of rows that move."""

from hypothesis import given
from hypothesis import strategies as st

from app.procedures.row_boxes import realigned_boxes, with_rows

PAGE = {
    "token": ["t"],
    "kids.rows": ["3"],
    "kids.0.age": ["1"],
    "kids.1.age": ["2"],
    "kids.2.home": ["a", "b"],
    "kids.x.age": ["odd"],
    "_asked": ["kids.0.age", "kids.1.age", "kids.2.home", "other"],
}


def test_a_row_less_moves_those_after_it_up() -> None:
    """Must catch: 「聞かれた」 marks left at the old rows, so that a required box is no longer asked for."""
    assert with_rows(PAGE, "kids", [0, 2]) == {
        "token": ["t"],
        "kids.rows": ["2"],
        "kids.0.age": ["1"],
        "kids.1.home": ["a", "b"],
        "kids.x.age": ["odd"],
        "_asked": ["kids.0.age", "kids.1.home", "other"],
    }


def test_a_row_more_is_empty() -> None:
    moved = with_rows(PAGE, "kids", [0, 1, 2, None])
    assert moved == {**PAGE, "kids.rows": ["4"]}


def test_rows_go_to_their_people_when_the_page_is_older_than_the_choice() -> None:
    """Must catch: what was typed about one child in another tab, saved for the next."""
    page = {
        "kids.of": ["hana", "taro"],
        "kids.rows": ["3"],
        "kids.0.age": ["1"],
        "kids.1.age": ["2"],
        "kids.2.age": ["3"],
    }
    moved = realigned_boxes(page, "kids", ["sora", "taro"])
    ages = {name: values for name, values in moved.items() if name.endswith("age")}
    assert ages == {"kids.1.age": ["2"], "kids.2.age": ["3"]}
    assert moved["kids.rows"] == ["3"]
    assert realigned_boxes(page, "kids", ["hana", "taro"]) is page


def test_a_page_that_names_nobody_is_taken_as_it_is() -> None:
    assert realigned_boxes(PAGE, "kids", ["hana"]) is PAGE


@given(
    keys=st.lists(st.text(max_size=3), max_size=4),
    rows=st.text(max_size=4),
    bound=st.lists(st.text(max_size=3), max_size=4),
)
def test_no_page_of_somebody_elses_making_breaks_it(keys: list[str], rows: str, bound: list[str]) -> None:
    moved = realigned_boxes({**PAGE, "kids.of": keys, "kids.rows": [rows]}, "kids", bound)
    assert moved["token"] == ["t"]
