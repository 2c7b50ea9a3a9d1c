"""The former name of app/jobs/queue.py, for the two importers that still use it."""

from app.jobs.queue import TABLES, create_tables

__all__ = ["TABLES", "create_tables"]
