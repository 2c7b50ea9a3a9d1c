"""`python -m app …` as an operator types it, against a place of its own."""

import os
import subprocess
import sys
from pathlib import Path

from app.settings import Settings

ROOT = Path(__file__).parents[2]


def environment(settings: Settings, **more: str) -> dict[str, str]:
    told = {
        "DATABASE_URL": settings.database,
        "DATA": str(settings.data),
        "PUBLIC_URL": settings.public_url,
        "AUDIT__ANCHORS": str(settings.audit.anchors),
        "NOTICES__SMTP_PORT": str(settings.notices.smtp_port),
        "PAYMENTS__API_BASE": settings.payments.api_base,
        "PAYMENTS__PAGE_ORIGIN": settings.payments.page_origin,
        "AUTH__DIGITAL_AUTH__BASE_URL": settings.auth.digital_auth.base_url,
    }
    return {**os.environ, **told, **more}


def command(settings: Settings, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env=environment(settings, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
