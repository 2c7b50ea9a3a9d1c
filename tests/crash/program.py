"""`python -m tests.crash.program …`: the real program with two differences that a test needs.

A mail counts as lost after a second instead of 50, so that nobody has to wait for it to be sent again.
While `answer_early` stands in the folder of fail points, the mistake is made that the tests are there
to catch: the answer leaves before the commit.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from app.__main__ import main
from app.database import Database
from app.notices import delivery

write_as_it_should_be = Database.write


@contextmanager
def write(self: Database) -> Iterator[Session]:
    if not Path(os.environ["TEST_FAILPOINTS"], "answer_early").exists():
        with write_as_it_should_be(self) as session:
            yield session
        return
    session = self.sessions()
    yield session
    session.flush()
    late = threading.Timer(30, session.commit)
    late.daemon = True
    late.start()


if __name__ == "__main__":
    delivery.TRY_LASTS = timedelta(seconds=1)
    Database.write = write  # type: ignore[method-assign]
    raise SystemExit(main())
