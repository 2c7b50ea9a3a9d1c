"""A photo sent in pieces, as static/upload.js does it, one step at a time."""

import hashlib
from typing import Any

import httpx

from app.files.chunks import CHUNK_BYTES
from tests.hostile.places import Place


class Sender:
    """Does what static/upload.js does, one step at a time."""

    def __init__(self, place: Place, content: bytes, name: str = "屋根.jpg") -> None:
        place.resident.opens(place.path)
        self.place, self.content, self.name = place, content, name
        self.token = place.resident.page.xpath("//input[@name='form_token']/@value")[0]
        self.base = place.path.replace("/steps/", "/uploads/") + "/photos"

    def post(self, path: str, fields: dict[str, str], chunk: bytes | None = None) -> httpx.Response:
        files: Any = [("chunk", ("piece", chunk))] if chunk is not None else [("none", ("", b""))]
        return self.place.resident.client.post(
            self.base + path, data={"form_token": self.token, **fields}, files=files
        )

    def announces(self, **changes: str) -> httpx.Response:
        fields = {"name": self.name, "size": str(len(self.content)), "sha256": digest(self.content)}
        return self.post("", {**fields, **changes})

    def sends(self, upload: str, position: int) -> httpx.Response:
        piece = self.content[position * CHUNK_BYTES : (position + 1) * CHUNK_BYTES]
        return self.post(f"/{upload}/{position}", {"sha256": digest(piece)}, piece)

    def finishes(self, upload: str) -> httpx.Response:
        return self.post(f"/{upload}/finish", {})

    def sends_all(self) -> httpx.Response:
        begun = self.announces().json()
        for position in begun["missing"]:
            assert self.sends(begun["upload"], position).json() == {"kept": position}
        return self.finishes(begun["upload"])


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
