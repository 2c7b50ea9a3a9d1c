"""Static files under addresses that change with their content."""

from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, PlainTextResponse, Response

from app.web.policies import PUBLIC

FOR_EVER = "public, max-age=31536000, immutable"


class Assets:
    """Static files under addresses that change with their content, so that they can be cached for ever."""

    def __init__(self, directory: Path) -> None:
        self._files = {path.name: path for path in directory.iterdir() if path.is_file()}
        self._digests = {
            name: sha256(file.read_bytes()).hexdigest()[:8] for name, file in self._files.items()
        }

    def url(self, name: str) -> str:
        """`/static/<sha8>/<name>`; raises KeyError for a file that is not there."""
        return f"/static/{self._digests[name]}/{name}"

    def find_path(self, digest: str, name: str) -> Path | None:
        """The file, unless the digest is of other content."""
        return self._files[name] if self._digests.get(name) == digest else None


def static_files(assets: Assets) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    async def send_static(digest: str, name: str) -> Response:
        path = assets.find_path(digest, name)
        if path is None:
            return PlainTextResponse("", 404)
        return FileResponse(path, headers={"Cache-Control": FOR_EVER})

    send_static.__policy__ = PUBLIC  # type: ignore[attr-defined]  # read by the table of routes
    router.add_api_route("/static/{digest}/{name}", send_static, methods=["GET"], response_model=None)
    return router
