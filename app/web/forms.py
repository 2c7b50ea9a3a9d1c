"""A posted body → plain values, before any database work: a slow upload holds no connection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.errors import Invalid, TooLarge, failure_of_disk
from app.failpoints import reach

MOST_PLAIN_BYTES = 1_000_000
MOST_UPLOAD_BYTES = 110_000_000
MOST_FIELDS = 1_000
MOST_FILES = 20


@dataclass(frozen=True)
class PostedForm:
    """`fields`: every value of every box, in order. `files`: what a file box brought, empty boxes left out."""

    fields: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, list[UploadFile]] = field(default_factory=dict)
    body: bytes = b""

    def one(self, name: str) -> str:
        return next(iter(self.fields.get(name, ())), "").strip()


async def read_form(request: Request) -> PostedForm:
    """Raises TooLarge before the body is read where its length is announced, else while reading."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    most = MOST_UPLOAD_BYTES if kind == "multipart/form-data" else MOST_PLAIN_BYTES
    is_upload = kind == "multipart/form-data"
    # Files go to the disk while they are read: whoever sends them says first how much it will be, as browsers do.
    announced = request.headers.get("content-length", "" if is_upload else "0")
    if not announced.isdecimal() or int(announced) > most:
        raise TooLarge
    reach("request_arriving")
    if is_upload:
        return await _read_multipart(request)
    body = await _read_body(request, most)
    if kind != "application/x-www-form-urlencoded":
        return PostedForm(body=body)
    try:
        text = body.decode("ascii")
        fields = parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as unreadable:
        raise Invalid("送られた内容を読み取れませんでした。もう一度お試しください。") from unreadable
    return PostedForm(fields)


async def _read_body(request: Request, most: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise TooLarge
        chunks.append(chunk)
    return b"".join(chunks)


async def _read_multipart(request: Request) -> PostedForm:
    fields: dict[str, list[str]] = {}
    files: dict[str, list[UploadFile]] = {}
    try:
        form = await request.form(
            max_files=MOST_FILES + 1, max_fields=MOST_FIELDS, max_part_size=MOST_PLAIN_BYTES
        )
    except HTTPException as unreadable:
        if "Too many files" in str(unreadable.detail):
            raise TooLarge(
                f"一度に送れるファイルは{MOST_FILES}個までです。分けて送ってください。"
            ) from unreadable
        raise Invalid("送られた内容を読み取れませんでした。もう一度お試しください。") from unreadable
    except OSError as failure:  # files lie on the disk while they are read
        raise failure_of_disk(failure) from failure
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
        elif value.filename:
            files.setdefault(name, []).append(value)
    return PostedForm(fields, files)
