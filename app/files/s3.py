"""Files in a bucket of an S3-compatible store."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from app.errors import NotFound, Unavailable
from app.files import envelope
from app.files.settings import BucketSettings
from app.files.store import Stored
from app.health import Health
from app.vault import Vault

if TYPE_CHECKING:
    from obstore.store import S3Store

_KEY = re.compile(r"[0-9a-f]{32}")
# Upload and answer of one file; then one more try, and the resident is told while they still look at the page.
_LONGEST = timedelta(seconds=20)
_RETRIES = {"max_retries": 1, "retry_timeout": timedelta(seconds=30)}


class Bucket:
    """A `FileStore`: one object per key, under the same name. What arrives there is sealed already.

    The store answers a `put` only when it has the whole object and keeps it: a connection that breaks leaves none.
    """

    def __init__(self, settings: BucketSettings, vault: Vault) -> None:
        self._vault = vault
        self._bucket = _opened(settings)

    def put(self, content: bytes) -> str:
        key = secrets.token_hex(16)
        self.take(key, b"".join(envelope.seal(content, key, self._vault)))
        return key

    def open(self, key: str) -> bytes:
        return envelope.unseal(self.sealed(key), key, self._vault)

    def exists(self, key: str) -> bool:
        name = _checked(key)
        try:
            with _asking():
                self._bucket.head(name)
        except NotFound:
            return False
        return True

    def delete(self, key: str) -> None:
        name = _checked(key)
        with suppress(NotFound), _asking():  # some stores say that it was gone already
            self._bucket.delete(name)

    def renew(self, key: str) -> bool:
        sealed = self.sealed(key)
        head = envelope.rewrapped_head(sealed, self._vault)
        if head is None:
            return False
        self.take(key, head + sealed[envelope.HEAD_BYTES :])
        return True

    def list(self) -> Iterator[Stored]:
        with _asking():
            for batch in self._bucket.list():
                for found in batch:
                    if _KEY.fullmatch(found["path"]):  # anything else is not ours
                        yield Stored(found["path"], found["last_modified"])

    def health(self) -> Health:
        """Writes, reads and deletes an object: wrong rights show before a resident meets them."""
        try:
            key = self.put(b"madoguchi")
            self.open(key)
            self.delete(key)
        except (Unavailable, NotFound) as failure:
            cause = type(failure.__cause__ or failure).__name__
            return Health(ok=False, detail=f"ファイル置き場(S3)に書けません({cause})。")
        return Health(ok=True, detail="ファイル置き場(S3)に書けます。")

    def sealed(self, key: str) -> bytes:
        name = _checked(key)
        with _asking():
            return bytes(self._bucket.get(name).bytes())

    def take(self, key: str, sealed: bytes) -> None:
        name = _checked(key)
        try:
            with _asking():
                self._bucket.put(name, sealed, use_multipart=False)
        except NotFound as no_bucket:
            raise Unavailable from no_bucket


@contextmanager
def _asking() -> Iterator[None]:
    """Raises NotFound, and Unavailable for whatever else goes wrong: the library's errors have no root of their own."""
    try:
        yield
    except FileNotFoundError as missing:
        # That the bucket is not there says nothing about the file.
        raise (Unavailable if "NoSuchBucket" in str(missing) else NotFound) from missing
    except Exception as failure:
        raise Unavailable from failure


def _opened(settings: BucketSettings) -> "S3Store":
    from obstore.store import S3Store  # noqa: PLC0415  # a town with a disk need not spend the time and memory

    return S3Store(
        settings.bucket,
        endpoint=settings.endpoint,
        region=settings.region,
        access_key_id=settings.access_key.get_secret_value(),
        secret_access_key=settings.secret_key.get_secret_value(),
        virtual_hosted_style_request=False,
        client_options={
            "allow_http": settings.endpoint.startswith("http://"),
            "connect_timeout": timedelta(seconds=5),
            "timeout": _LONGEST,
        },
        retry_config=_RETRIES,  # type: ignore[arg-type]  # a dictionary of the library's own making
    )


def _checked(key: str) -> str:
    """Raises NotFound for what is no key of ours."""
    if not _KEY.fullmatch(key):
        raise NotFound
    return key
