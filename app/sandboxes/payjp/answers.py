"""Answers that are given twice: the provider's idempotency keys."""

import hashlib
import json
import re
from collections.abc import Callable

from app.sandboxes.payjp.objects import Json
from app.sandboxes.payjp.problems import Problem
from app.sandboxes.payjp.store import Store

_KEY = re.compile(r"[A-Za-z0-9_-]{1,255}")


def once(store: Store, key: str | None, asked: Json, work: Callable[[], Json]) -> Json:
    """The first answer to this key, however often it is used; an error is not an answer.

    Raises Problem for a key of the wrong form, and for a key used before to ask for something else.
    """
    if key is None:
        return work()
    if not _KEY.fullmatch(key):
        raise Problem(400, "invalid_idempotency_key", "letters, digits, hyphens and underscores only")
    fingerprint = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    with store.writing() as database:
        known = database.execute("SELECT fingerprint, body FROM answer WHERE key = ?", (key,)).fetchone()
        if known is None:
            answer = work()
            row = (key, fingerprint, json.dumps(answer, ensure_ascii=False))
            database.execute("INSERT INTO answer VALUES (?, ?, ?)", row)
            return answer
        if known[0] != fingerprint:
            raise Problem(409, "idempotency_conflict", "the key was used for another request")
        told: Json = json.loads(known[1])
    return told
