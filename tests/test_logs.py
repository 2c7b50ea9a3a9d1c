"""A made-up person whose every value is pushed through the logs, and must not come out again."""

import errno
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app import logs

# Invented; the check digits of the individual number and the card number are right.
CANARY = {
    "name": "朝霧　千景",
    "kana": "アサギリ　チカゲ",
    "half_width_kana": "ｱｻｷﾞﾘ ﾁｶｹﾞ",
    "foreign_name": "ZANNER MIREL",
    "address": "若葉郡みどり野町大字沢渡77番地の8 コーポ沢渡B-203",
    "individual_number": "987654321026",
    "individual_number_in_groups": "9876 5432 1026",
    "full_width_number": "９８７６５４３２１０２６",
    "card": "4242-4242-4242-4242",
    "phone": "090-9911-7733",
    "phone_abroad": "+81 90 9911 7733",
    "phone_in_brackets": "(0263)99-1177",
    "email": "chikage.asagiri+town@mail.example",
    "born": "1987-06-05",
    "account": "普通 7654321",
    "illness": "要介護の認定を申請",
    "bearer": "Bearer eyJhbGciOi.J9-canary_token.c2ln",
    "session": "pX9vK2mQ7rT4wY1zB8nC5dF0gH3jL6sA",
}
# What must not be seen: the values, and the pieces a careless mask would leave.
PIECES = {
    *CANARY.values(),
    *("朝霧", "千景", "アサギリ", "チカゲ", "ｱｻｷﾞﾘ", "ﾁｶｹﾞ", "ZANNER", "MIREL", "沢渡", "77番地", "B-203"),
    *("9876", "5432", "1026", "９８７６", "4242", "9911", "7733", "0263", "1987-06", "7654321", "要介護"),
    *("chikage", "asagiri", "mail.example", "canary", "pX9vK2mQ"),
}


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """The logs of the test, with every hook put back afterwards."""
    handlers, level = logging.root.handlers[:], logging.root.level
    hooks, raising = (sys.excepthook, threading.excepthook), logging.raiseExceptions
    written = io.StringIO()
    logs.configure(logging.DEBUG, written)
    yield written
    logging.captureWarnings(capture=False)
    logging.root.handlers[:], logging.raiseExceptions = handlers, raising
    logging.root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def assert_nothing_seen(stream: io.StringIO) -> None:
    """Looks both at the bytes and at what they say, since JSON writes 朝 as \\u671d."""
    text = stream.getvalue()
    said = text + json.dumps(lines(stream), ensure_ascii=False)
    assert text
    assert [piece for piece in PIECES if piece in said] == []


LEVELS = [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL]


@pytest.mark.parametrize("value", CANARY.values(), ids=CANARY)
@pytest.mark.parametrize("level", LEVELS)
def test_no_value_of_a_person_gets_through_a_logger(stream: io.StringIO, level: int, value: str) -> None:
    """I-76. Mutation: drop any alternative of `_SHAPES`, or redact the message and not the extras."""
    logger = logging.getLogger("app.applications")
    logger.log(level, "could not save %s", value)
    logger.log(level, f"could not save {value}, sorry")  # noqa: G004  # the mistake is the test
    logger.log(level, "could not save", extra={"given": value, value: "x", "row": {"name": value}})
    logger.log(level, '{"name": "%s"}', value)
    logger.log(level, "name='%s';", value)
    assert len(lines(stream)) == 5
    assert_nothing_seen(stream)


@pytest.mark.parametrize("value", CANARY.values(), ids=CANARY)
def test_no_value_of_a_person_gets_through_an_exception(stream: io.StringIO, value: str) -> None:
    """I-76. Mutation: use the traceback of the standard library, which ends with the words of the exception."""

    def careless(given: str) -> None:
        local_copy = given * 2
        try:
            dict[str, str]()[given]
        except KeyError as cause:
            cause.add_note(local_copy)
            raise RuntimeError(f"cannot take {given!r}") from cause

    try:
        careless(value)
    except RuntimeError as error:
        logging.getLogger("app").exception("a request failed")
        sys.excepthook(RuntimeError, error, error.__traceback__)
    assert_nothing_seen(stream)
    first, uncaught = lines(stream)
    assert uncaught["level"] == "critical"
    chain = first["exception"]
    assert isinstance(chain, list)
    assert [each["type"] for each in chain] == ["builtins.RuntimeError", "builtins.KeyError"]
    assert chain[1]["frames"][0].startswith("tests/test_logs.py:")
    assert chain[1]["frames"][0].endswith(" careless")


@pytest.mark.parametrize("value", CANARY.values(), ids=CANARY)
def test_no_value_gets_through_a_thread_a_warning_or_a_broken_call(
    stream: io.StringIO, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mutation: leave `logging.raiseExceptions` on; a bad call then prints its arguments to stderr."""

    def careless() -> None:
        raise ValueError(value)

    thread = threading.Thread(target=careless)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"odd value {value}", stacklevel=1)
    logging.getLogger("app").error("two %s %d", value, value)
    logging.getLogger("app").error("none", value)  # noqa: PLE1205  # the mistake is the test
    assert len(lines(stream)) == 4
    assert_nothing_seen(stream)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ('192.0.2.7 - "GET /my/x?name=taro HTTP/1.1" 200', '192.0.2.7 - "GET /my/x[query] HTTP/1.1" 200'),
        ("Authorization: Bearer abc.def", "[secret]"),
        ("Cookie: sid=1; visit=2", "[secret]"),
        ("password=hunter2, next", "[secret], next"),
        ("{'token': 'a b', 'n': 3}", "{'[secret], 'n': 3}"),
        ("back at /cb?code=1&state=2 now", "back at /cb[query] now"),
        ("PIN: 1234", "[secret]"),
        ("mail to a@b.example bounced", "mail to [email] bounced"),
        ("4111 1111 1111 1111 and 0312345678", "[number] and [number]"),
    ],
)  # fmt: skip
def test_what_has_the_shape_of_a_value_is_masked(said: str, shown: str) -> None:
    assert logs.redacted(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "job 0198f3a0-1234-7000-8000-123456789012 done in 12 ms",
        "listening on 192.168.100.200:8000 with 4 threads",
        "migrated 123456 rows to revision 7f3a",
        "HTTP 503 from the card reader",
        "status code: 404, state: granted",
    ],
)
def test_what_operators_need_is_left_alone(said: str) -> None:
    assert logs.redacted(said) == said


@pytest.mark.parametrize(
    "nasty", ["a\r\nb", "a\x1b[31mb", "a\u2028b", "a\u2029b", "a\x85b", "a\x00b", "a\x0bb\x0cc\x7f"]
)
def test_one_event_is_one_printable_line(stream: io.StringIO, nasty: str) -> None:
    """Mutation: `ensure_ascii=False`, or a plain text formatter."""
    logging.getLogger("app").warning("said %s", nasty, extra={"given": nasty, nasty: 1})
    text = stream.getvalue()
    assert text.endswith("\n")
    assert len(text.splitlines()) == 1
    assert text[:-1].isascii()
    assert text[:-1].isprintable()
    json.loads(text)


@given(st.text() | st.text(st.sampled_from("aK1-_ ſKı@?.\x7f\u2028　あ\n"), max_size=30))
@example("\u017f \u212a")  # letters that ignoring case turns into s and k
def test_any_text_makes_one_line(said: str) -> None:
    record = logging.LogRecord("app", logging.INFO, __file__, 1, said, None, None)
    line = logs.JsonLines().format(record)
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert json.loads(line)["message"].isascii()


def test_a_line_says_when_where_and_how_grave(stream: io.StringIO) -> None:
    person = uuid4()
    numbers = {"status": 200, "duration_ms": 1.5, "big": 98765432}
    logging.getLogger("app.web").info("answered", extra=numbers | {"ok": True, "actor": person, "none": None})
    (line,) = lines(stream)
    assert str(line.pop("at")).endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "app.web",
        "message": "answered",
        "status": 200,
        "duration_ms": 1.5,
        "ok": True,
        "actor": str(person),
        "big": "[number]",
        "none": None,
    }


def test_an_extra_cannot_take_the_place_of_our_own_fields(stream: io.StringIO) -> None:
    logging.getLogger("app").info("real", extra={"level": "critical", "at": "never", "logger": "x"})
    assert (lines(stream)[0]["level"], lines(stream)[0]["logger"]) == ("info", "app")


def test_everything_said_within_a_request_carries_its_id(stream: io.StringIO) -> None:
    with logs.request_id() as chosen:
        logging.getLogger("app").info("inside")
        assert logs.current_request_id() == chosen
    logging.getLogger("app").info("outside")
    inside, outside = lines(stream)
    assert UUID(str(inside["request_id"])) == UUID(chosen)
    assert "request_id" not in outside


def test_a_request_id_from_outside_is_taken_only_when_it_is_one() -> None:
    """Mutation: take any header; a visitor could then write into our logs."""
    good = "0198f3a0-1234-7000-8000-123456789012"
    with logs.request_id(good) as chosen:
        assert chosen == good
    for forged in ("taro", "\n", good + "x", ""):
        with logs.request_id(forged) as chosen:
            assert UUID(chosen) != UUID(good)


def test_numbers_of_the_system_are_told_for_operators(stream: io.StringIO) -> None:
    try:
        open("/not/there/山田太郎.pdf", "rb").close()  # noqa: PTH123  # a failure is wanted
    except OSError:
        logging.getLogger("app").exception("cannot read a file")
    chain = lines(stream)[0]["exception"]
    assert isinstance(chain, list)
    assert (chain[0]["type"], chain[0]["errno"]) == ("builtins.FileNotFoundError", 2)


def test_stopping_by_the_keyboard_is_no_event(stream: io.StringIO) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert stream.getvalue() == ""


class FullDisk(io.StringIO):
    def write(self, _said: str) -> int:
        raise OSError(errno.ENOSPC, "no space left on device")


def test_a_log_that_is_full_stops_nobody(stream: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """I-04. Must catch: a log without room that ends a request, or says on the console what it could not write."""
    logs.configure(stream=FullDisk())
    logging.getLogger("app").error("could not save %s", CANARY["name"])
    assert capsys.readouterr().err == ""
    assert stream.getvalue() == ""
