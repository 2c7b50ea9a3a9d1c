"""The books of the town, read past the service as an auditor would, beside what visitors were promised."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, create_engine, text

from app.files.local_disk import LocalDisk
from app.files.store import sweep
from app.jobs.settings import JobsSettings
from app.settings import REHEARSAL_KEY
from app.vault import Vault
from crash.visitors import Ledger
from tests.crash.town import Town


@dataclass
class Findings:
    """All empty or zero when every promise was kept, but for the last three, which are facts and no faults."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    never_acknowledged: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)
    messages_lost: list[str] = field(default_factory=list)
    messages_sent_again_without_a_crash: list[str] = field(default_factory=list)
    photos_lost: list[str] = field(default_factory=list)
    rows_without_file: list[str] = field(default_factory=list)
    files_without_row_after_the_sweep: list[str] = field(default_factory=list)
    messages_by_copies: dict[int, int] = field(default_factory=dict)
    files_swept: int = 0
    numbers_skipped: int = 0

    @property
    def faults(self) -> dict[str, list[str]]:
        return {name: found for name, found in asdict(self).items() if isinstance(found, list) and found}


class Books:
    """Open while it is compared; the service may run beside it."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._engine: Engine = create_engine(town.database_url)

    def close(self) -> None:
        self._engine.dispose()

    def compare(self, ledger: Ledger, crashes: int = 0) -> Findings:
        """Each of `crashes` may repeat what was being handed over: a mail for every job that runs at once."""
        found = Findings(contradictions=list(ledger.wrong))
        self._applications(ledger, found)
        self._messages(ledger, found, crashes)
        self._photos(ledger, found)
        return found

    def unsent(self) -> list[str]:
        """受付番号 of notices that have not been handed over."""
        return [
            str(row[0]) for row in self._rows("SELECT reference_number FROM notices WHERE state <> 'sent'")
        ]

    def _applications(self, ledger: Ledger, found: Findings) -> None:
        """Every number has one application, one version, one entry in its history and one in the audit chain."""
        arrived = {
            number: _plain(ident)
            for number, ident in self._rows(
                "SELECT reference_number, id FROM application WHERE reference_number IS NOT NULL"
            )
        }
        promised = {number: _plain(ident) for number, ident in ledger.numbers.items()}
        found.lost = sorted(number for number, ident in promised.items() if arrived.get(number) != ident)
        found.never_acknowledged = sorted(set(arrived) - set(promised))
        for table, column, where in (
            ("history_entry", "application_id", "action = 'submit'"),
            ("submitted_version", "application_id", "number = 1"),
            ("audit_entry", "subject_id", "action = 'submit'"),
        ):
            times = Counter(
                _plain(row[0]) for row in self._rows(f"SELECT {column} FROM {table} WHERE {where}")
            )
            wrong = {number: times[ident] for number, ident in arrived.items() if times[ident] != 1}
            found.doubled += [f"{number}: {count} rows in {table}" for number, count in wrong.items()]
            strangers = set(times) - set(arrived.values())
            found.doubled += [f"{table} knows {ident}, which has not arrived" for ident in sorted(strangers)]
        paid = Counter(row[0] for row in self._rows("SELECT reference_number FROM payment"))
        wrong = {number: paid[number] for number in ledger.paying & set(arrived) if paid[number] != 1}
        found.doubled += [f"{number}: {count} payments" for number, count in wrong.items()]
        self._numbers(arrived, found)

    def _numbers(self, arrived: dict[str, str], found: Findings) -> None:
        (last,) = self._rows("SELECT COALESCE(MAX(last), 0) FROM running_number WHERE name = 'application'")[
            0
        ]
        drawn = [int(number.split("-")[1]) for number in arrived]
        found.doubled += [f"running number {each} twice" for each, n in Counter(drawn).items() if n > 1]
        if drawn and max(drawn) > last:
            found.doubled.append(f"number {max(drawn)} was given, the counter stands at {last}")
        found.numbers_skipped = int(last) - len(drawn)

    def _messages(self, ledger: Ledger, found: Findings, crashes: int) -> None:
        """Whoever pays has left an address: one notice each, sent once, and once more around a crash."""
        notices = Counter(row[0] for row in self._rows("SELECT reference_number FROM notices"))
        found.doubled += [f"{number}: {count} notices" for number, count in notices.items() if count > 1]
        mails = Counter(self._town.numbers_in_mails())
        expected = ledger.paying - set(found.lost)
        found.messages_lost = sorted(number for number in expected if not (notices[number] and mails[number]))
        again = [number for number, count in mails.items() for _ in range(count - 1)]
        found.messages_sent_again_without_a_crash = sorted(again)[crashes * JobsSettings().concurrency :]
        found.messages_by_copies = dict(sorted(Counter(mails.values()).items()))

    def _photos(self, ledger: Ledger, found: Findings) -> None:
        rows = self._rows("SELECT subject_id, sha256, copy_key, thumbnail_key, original_key FROM stored_file")
        there = {(_plain(row[0]), row[1]) for row in rows}
        found.photos_lost = [each for ident, each in ledger.photos if (_plain(ident), each) not in there]
        known = {str(key) for row in rows for key in row[2:] if key}
        store = LocalDisk(self._town.folder / "files", Vault([REHEARSAL_KEY]))
        # Nobody is sending any more, so that what nobody knows now has no owner to come.
        found.files_swept = sweep(store, known, datetime.now(UTC) + timedelta(seconds=1))
        left = {stored.key for stored in store.list()}
        found.rows_without_file = sorted(known - left)
        found.files_without_row_after_the_sweep = sorted(left - known)

    def _rows(self, statement: str) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(text(statement)))


def _plain(ident: object) -> str:
    """The two databases write ids with and without hyphens."""
    return str(ident).replace("-", "")
