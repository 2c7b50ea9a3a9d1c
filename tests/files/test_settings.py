"""Settings → limits."""

from app.files.kinds import FileLimits
from app.files.settings import FilesSettings


def test_the_limits_of_the_settings_are_those_of_the_rules() -> None:
    assert FilesSettings().limits == FileLimits()


def test_a_town_may_take_more_or_less() -> None:
    limits = FilesSettings(file_megabytes=5, case_files=3).limits
    assert (limits.file_bytes, limits.case_files) == (5 * 1024 * 1024, 3)


def test_production_wants_a_real_scanner() -> None:
    assert FilesSettings().faults_in_production() == ["FILES__VIRUS_SCAN must be clamd"]
    assert FilesSettings(virus_scan="clamd").faults_in_production() == []
