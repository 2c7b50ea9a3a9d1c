"""Services with their tables and their catalogue, but without anybody who rings."""

from pathlib import Path

from fastapi import FastAPI

from app.cli.operations import publish_catalog
from app.main import create_app, open_office
from app.migrating import migrate
from app.settings import Settings

URL = "http://testserver"


def settings_in(folder: Path, **more: object) -> Settings:
    settings = Settings.model_validate(
        {"public_url": URL, "data": folder, "jobs": {"embedded": False}, **more}
    )
    anchors = settings.audit.model_copy(update={"anchors": folder / "anchors.jsonl"})
    return settings.model_copy(update={"audit": anchors})


def a_furnished_app(folder: Path, **more: object) -> FastAPI:
    settings = settings_in(folder, **more)
    migrate(settings.database)
    office = open_office(settings)
    publish_catalog(office.database)
    office.database.engine.dispose()
    return create_app(settings)
