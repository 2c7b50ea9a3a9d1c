"""Many at once, in one second: everybody gets their own paper, or none."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.documents import typesetting
from app.documents.proof.statement import Details, Kind
from app.documents.proof.verdict import check_file
from app.documents.stamp import Claim
from app.documents.typesetting import TookTooLong
from app.errors import Unavailable
from app.files.local_disk import LocalDisk
from app.japan.reference_numbers import reference_number
from app.vault import Vault
from tests.documents.cheap import CheapCompiler
from tests.documents.samples import STAMP, pages_in, receipt

THREADS = 16


@pytest.fixture
def store(tmp_path: Path, vault: Vault) -> LocalDisk:
    return LocalDisk(tmp_path, vault)


def number_of(running: int) -> str:
    return reference_number(2026, running)


def request(running: int) -> Claim:
    """All of one second: `made_at` of every document is the same instant."""
    document = receipt(reference_number=number_of(running), applicant_name=f"住民{running}番")
    return Claim(document, Kind.ARRIVAL_RECEIPT, "child_allowance", Details(f"{running:064x}", "salt"))


def whose(pdf: bytes) -> int:
    """The request a paper belongs to, if its signature, its every page and its hashes agree."""
    found = check_file(pdf, STAMP.signer.known)
    assert found.is_genuine
    assert found.statement is not None
    assert found.details is not None
    running = int(found.details.content, 16)
    pages = pages_in(pdf)
    assert found.statement.number == number_of(running)
    assert f"住民{running}番様" in pages[0]
    assert all(f"受付番号{number_of(running)}みどり野町" in page for page in pages)
    return running


def issue_all(store: LocalDisk, requests: range) -> dict[int, str]:
    """Request → the key of its file, issued by many threads that begin at one moment."""
    start = threading.Barrier(THREADS)

    def work(part: int) -> dict[int, str]:
        start.wait()
        return {each: store.put(STAMP.issue(request(each))) for each in requests[part::THREADS]}

    with ThreadPoolExecutor(THREADS) as pool:
        return {each: key for done in pool.map(work, range(THREADS)) for each, key in done.items()}


def everybody_has_their_own(store: LocalDisk, keys: dict[int, str], requests: range) -> None:
    assert sorted(keys) == list(requests)
    assert Counter(keys.values()).most_common(1)[0][1] == 1
    assert [whose(store.open(keys[each])) for each in requests] == list(requests)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], float]], CheapCompiler]:
    def use(delay: Callable[[str], float]) -> CheapCompiler:
        compiler = CheapCompiler(delay)
        monkeypatch.setattr(typesetting, "compiler", lambda: compiler)
        return compiler

    return use


def test_papers_of_one_second_are_each_their_own(
    store: LocalDisk, cheap: Callable[[Callable[[str], float]], CheapCompiler]
) -> None:
    """I-30. The PDFs are of the cheap engine; page check, signature and files are the real ones.

    Must catch: a file named by the time of day, a slot that two requests share.
    """
    cheap(lambda _number: 0.0)
    requests = range(1, 301)
    everybody_has_their_own(store, issue_all(store, requests), requests)


def test_papers_of_the_real_engine_are_each_their_own(store: LocalDisk) -> None:
    """I-30. Must catch: one compiler lent to two threads at once."""
    requests = range(1, 41)
    everybody_has_their_own(store, issue_all(store, requests), requests)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_ten_thousand_papers_of_the_cheap_engine_are_each_their_own(
    store: LocalDisk, cheap: Callable[[Callable[[str], float]], CheapCompiler]
) -> None:
    """I-30."""
    cheap(lambda _number: 0.0)
    requests = range(1, 10_001)
    everybody_has_their_own(store, issue_all(store, requests), requests)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_ten_thousand_papers_of_the_real_engine_are_each_their_own(store: LocalDisk) -> None:
    """I-30. An hour on two cores."""
    for first in range(1, 10_001, 200):
        requests = range(first, first + 200)
        everybody_has_their_own(store, issue_all(store, requests), requests)


def test_a_time_out_gives_an_error_and_never_the_paper_of_another(
    cheap: Callable[[Callable[[str], float]], CheapCompiler], monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-31. Delays of up to five times the patience. Must catch: a document that comes too late and is handed
    out all the same, or is left lying for whoever asks next.
    """
    monkeypatch.setattr(typesetting, "PATIENCE_SECONDS", 0.1)
    lots = random.Random(31)
    delays = {number_of(each): lots.choice((0.0, 0.01, 0.2, 0.5)) for each in range(1, 61)}
    compiler = cheap(delays.__getitem__)

    def ask(running: int) -> int | None:
        try:
            return whose(STAMP.issue(request(running)))
        except TookTooLong:
            return None

    with ThreadPoolExecutor(8) as pool:
        answers = dict(zip(range(1, 61), pool.map(ask, range(1, 61)), strict=True))
    assert {given for each, given in answers.items() if given not in (each, None)} == set()
    late = {each for each in answers if delays[number_of(each)] > 0.1}
    assert all(answers[each] is None for each in late)
    assert compiler.made >= 1
    monkeypatch.setattr(typesetting, "PATIENCE_SECONDS", 60.0)
    assert [ask(each) for each in (1, 2, 3)] == [1, 2, 3]


def test_whoever_waits_too_long_for_their_turn_is_told_so(
    cheap: Callable[[Callable[[str], float]], CheapCompiler], monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-31. Must catch: a queue in front of the engine in which requests wait for ever."""
    compiler = cheap(lambda _number: 0.0)
    monkeypatch.setattr(typesetting, "PATIENCE_SECONDS", 0.05)
    with typesetting._one_at_a_time, pytest.raises(TookTooLong):
        STAMP.issue(request(1))
    assert compiler.made == 0
    assert issubclass(TookTooLong, Unavailable)
    assert whose(STAMP.issue(request(1))) == 1
