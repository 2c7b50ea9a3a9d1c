"""Static files under addresses that change with their content."""

from fastapi import APIRouter
from starlette.responses import FileResponse, PlainTextResponse, Response

from app.templating import Assets
from app.web.policies import PUBLIC

FOR_EVER = "public, max-age=31536000, immutable"


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
