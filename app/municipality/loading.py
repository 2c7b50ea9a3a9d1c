"""municipalities/<town>.yaml → Municipality."""

from pathlib import Path

from pydantic import ValidationError

from app.municipality.explaining import explain
from app.municipality.presets import with_presets
from app.municipality.town import Municipality
from app.municipality.yaml_file import UnreadableFile, read_yaml


class MunicipalityFileError(ValueError):
    """The file can't be used. `problems` are Japanese sentences that name file, key and what to write."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load_municipality(path: Path) -> Municipality:
    """Raises MunicipalityFileError with every problem at once."""
    try:
        return Municipality.model_validate(with_presets(read_yaml(path)))
    except UnreadableFile as cause:
        raise MunicipalityFileError((str(cause),)) from cause
    except ValidationError as cause:
        raise MunicipalityFileError(tuple(f"{path}: {line}" for line in explain(cause))) from cause
