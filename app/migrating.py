"""The database brought up to date: our tables by Alembic, the job library's by itself."""

from alembic import command
from alembic.config import Config

from app.jobs.queue import create_tables
from app.settings import ROOT


def alembic_config(database_url: str) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["url"] = database_url
    return config


def migrate(database_url: str, revision: str = "head") -> None:
    command.upgrade(alembic_config(database_url), revision)
    create_tables(database_url)
