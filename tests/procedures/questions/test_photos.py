"""Photos and papers: received beforehand, the answer is the list of what arrived."""

from typing import Any

import pytest

from tests.procedures.making import a_question, complaints, gather

PHOTOS = a_question("photos", least=2, most=3)


def files(count: int) -> list[dict[str, Any]]:
    return [{"id": str(n), "name": f"{n}.jpg", "sha256": "0" * 64, "bytes": n + 1} for n in range(count)]


def with_files(count: int) -> dict[str, Any]:
    return {"attached": {"asked": files(count)}}


@pytest.mark.parametrize("count", [2, 3])
def test_the_answer_is_what_arrived(count: int) -> None:
    assert gather(PHOTOS, {}, **with_files(count)).answer == files(count)


def test_a_form_cannot_name_files() -> None:
    """Must catch: somebody else's file attached by writing its id into the form."""
    reading = gather(PHOTOS, {"asked": [str(files(2))], "asked.0": ["1"]}, attached={"other": files(2)})
    assert (reading.answer, reading.errors) == (None, ())


def test_one_photo_too_few_or_too_many_is_told() -> None:
    """Must catch: a limit one off."""
    assert complaints(gather(PHOTOS, {}, **with_files(1))) == [("asked", "askedは2枚以上、入れてください。")]
    assert complaints(gather(PHOTOS, {}, **with_files(4))) == [
        ("asked", "askedは3枚までです。いらないものを消してください。")
    ]


def test_photos_may_be_left_out_unless_they_are_needed() -> None:
    """罹災証明書 is asked for without a photo: few have the time to take one first."""
    assert gather(PHOTOS, {}).errors == ()
    needed = a_question("photos", required=True)
    assert complaints(gather(needed, {})) == [("asked", "askedを入れてください。")]


def test_they_are_counted_for_show_and_no_box_is_filled() -> None:
    assert PHOTOS.show(files(3)) == "3枚"
    assert PHOTOS.show([]) == ""
    assert PHOTOS.boxes(files(3), "asked") == {}
