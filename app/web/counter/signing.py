"""Whoever sends at the counter, by the screen or with staff: the same deed, in one transaction."""

import json
from typing import Any
from uuid import UUID

from app.applications.filing import Attached
from app.applications.signing.by_hand import ByHand
from app.counter import noting
from app.counter.conversation import Conversation
from app.counter.progress import note_stage
from app.counter.sending import Signing, send_all
from app.errors import Invalid
from app.web.counter.talks import talk_of
from app.web.drawing.receiving import files_of
from app.web.visits import Visit

MOST_STROKES, MOST_POINTS, WIDTH, HEIGHT = 200, 6000, 1000, 400


def sign_and_send(visit: Visit, talk: Conversation, how: ByHand, drawing: str, by: noting.By) -> None:
    """Raises Conflict while something is missing."""
    signing = Signing(how, drawing, visit.office.stamp.signer)
    files = {key: _files(visit, talk, key) for key in talk.pending}
    send_all(visit.session, talk, signing, files, by, visit.office.clock())
    note_stage(visit.session, talk_of(visit, talk.visit), visit.now)


def _files(visit: Visit, talk: Conversation, key: UUID) -> Attached:
    return files_of(visit.session, key, talk.interview.journeys[key].procedure)


def read_strokes(text: str) -> str:
    """Lines of points within the field, as they are kept; "" where nothing was drawn. Raises Invalid for all else."""
    if not text:
        return ""
    try:
        strokes = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid from None
    if not isinstance(strokes, list) or len(strokes) > MOST_STROKES or not all(map(_is_stroke, strokes)):
        raise Invalid
    points = sum(len(stroke) for stroke in strokes)
    if points > MOST_POINTS:
        raise Invalid
    return json.dumps(strokes, separators=(",", ":")) if points > len(strokes) else ""


def _is_stroke(stroke: Any) -> bool:
    return isinstance(stroke, list) and all(_is_point(point) for point in stroke)


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or len(point) != 2:
        return False
    x, y = point
    return type(x) is int and type(y) is int and 0 <= x <= WIDTH and 0 <= y <= HEIGHT
