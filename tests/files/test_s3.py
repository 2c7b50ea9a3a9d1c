"""What only an S3 store can get wrong: rights, a bucket that is not there, a line that breaks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.adapters import file_store
from app.errors import Unavailable
from app.files.local_disk import LocalDisk
from app.files.s3 import Bucket
from app.files.settings import FilesSettings
from app.settings import Settings
from app.vault import Vault
from tests.files import bucket_server
from tests.files.bucket_server import BUCKET, settings_for


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    folder, port = tmp_path_factory.mktemp("s3"), bucket_server.free_port()
    with bucket_server.serving(folder, port):
        yield folder, port


class CuttingLine:
    """A proxy that breaks the line after so many bytes of what is sent."""

    def __init__(self, target: int, most: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._target, self._most = target, most
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        carried = 0
        with client, socket.create_connection(("127.0.0.1", self._target)) as server, suppress(OSError):
            while carried < self._most and (part := client.recv(min(65536, self._most - carried))):
                server.sendall(part)
                carried += len(part)

    def close(self) -> None:
        self._listener.close()


def test_a_line_that_breaks_leaves_no_half_object(served: tuple[Path, int], vault: Vault) -> None:
    """Must catch: an object that is there because its first half arrived, or a key for one that is not."""
    folder, port = served
    line = CuttingLine(port, most=300_000)
    try:
        with pytest.raises(Unavailable):
            Bucket(settings_for(line.port), vault).put(bytes(2_000_000))
    finally:
        line.close()
    assert list(Bucket(settings_for(port), vault).list()) == []
    assert list((folder / BUCKET).iterdir()) == []


@pytest.mark.parametrize("fault", [{"secret": "wrong"}, {"bucket": "nowhere"}], ids=["rights", "bucket"])
def test_wrong_rights_or_no_bucket_are_no_missing_file(
    served: tuple[Path, int], vault: Vault, fault: dict[str, str]
) -> None:
    """Must catch: 「見つかりません」 to a resident whose photo is safe behind a typing error of ours."""
    store = Bucket(settings_for(served[1], **fault), vault)
    for ask in (lambda: store.put(b"content"), lambda: store.open("a" * 32), lambda: list(store.list())):
        with pytest.raises(Unavailable):
            ask()
    health = store.health()
    assert not health.ok
    assert "S3" in health.detail
    assert "wrong" not in health.detail


def test_the_settings_choose_the_store(tmp_path: Path, served: tuple[Path, int], vault: Vault) -> None:
    assert isinstance(file_store(Settings(data=tmp_path), vault), LocalDisk)
    there = {
        "store": "s3",
        "s3_endpoint": f"http://127.0.0.1:{served[1]}",
        "s3_bucket": BUCKET,
        "s3_access_key": "a-key-for-tests",
        "s3_secret_key": "a-secret-for-tests",
    }
    chosen = file_store(Settings(data=tmp_path, files=FilesSettings.model_validate(there)), vault)
    assert isinstance(chosen, Bucket)
    assert chosen.health().ok
    with pytest.raises(ValueError, match="FILES__S3_ENDPOINT"):
        FilesSettings.model_validate({"store": "s3"})
