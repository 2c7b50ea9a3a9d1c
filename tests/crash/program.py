"""`python -m tests.crash.program …`: the real program with differences that a test needs.

A mail counts as lost after TEST_TRY_LASTS seconds instead of 50, so that nobody has to wait for it so long.
While a file of its name stands in the folder of fail points, a mistake is made that the tests are there to
catch. `answer_early`: the answer leaves before the commit. `enqueue_apart`: a job is put down after the
commit instead of in it.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.__main__ import main
from app.applications import notifying
from app.database import Database
from app.jobs.kinds import Job
from app.notices import delivery

write_as_it_should_be = Database.write
enqueue_as_it_should_be = notifying.enqueue


def is_on(mistake: str) -> bool:
    return Path(os.environ["TEST_FAILPOINTS"], mistake).exists()


@contextmanager
def write(self: Database) -> Iterator[Session]:
    if not is_on("answer_early"):
        with write_as_it_should_be(self) as session:
            yield session
        return
    session = self.sessions()
    yield session
    if not is_submission(session):
        session.commit()
        session.close()
        return
    session.flush()
    late = threading.Timer(30, session.commit)
    late.daemon = True
    late.start()


def is_submission(session: Session) -> bool:
    """Everything else is committed in time, so that SQLite's one writer gets as far as a submission."""
    return any(waiting.event.action == "submit" for waiting in session.info.get("audit_events", ()))


def enqueue(session: Session, job: Job) -> None:
    if not is_on("enqueue_apart"):
        enqueue_as_it_should_be(session, job)
        return
    engine = session.get_bind().engine

    def put_down() -> None:
        with Session(engine) as later, later.begin():
            enqueue_as_it_should_be(later, job)

    def wait_and_put_down(_session: Session) -> None:
        late = threading.Timer(5, put_down)
        late.daemon = True
        late.start()

    event.listen(session, "after_commit", wait_and_put_down, once=True)


def run() -> int:
    delivery.TRY_LASTS = timedelta(seconds=float(os.environ["TEST_TRY_LASTS"]))
    Database.write = write  # type: ignore[method-assign]
    notifying.enqueue = enqueue  # type: ignore[assignment]
    return main()


if __name__ == "__main__":
    raise SystemExit(run())
