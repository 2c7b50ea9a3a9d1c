"""The keys by which a rehearsal's service is known to its identity provider: made once, where the data is."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from joserfc import jwk

FILE = "rehearsal-sign-in-key.pem"
RESULTS_FILE = "rehearsal-signing-results-key.pem"


def rehearsal_pem(folder: Path, name: str = FILE) -> str:
    """The same for all who ask at once."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, made = tempfile.mkstemp(dir=folder)  # for its owner only
        with os.fdopen(descriptor, "wb") as file:
            file.write(jwk.ECKey.generate_key("P-256", private=True).as_pem(private=True))
        with suppress(FileExistsError):  # somebody else was first, and theirs counts
            os.link(made, path)
        Path(made).unlink()
    return path.read_text("ascii")
