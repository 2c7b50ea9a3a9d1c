"""What is deployed: the image, its parts, and the proof of both on a bare machine."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.settings import Settings
from tests.architecture.drawing import setting_names

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
OURS = {name: each for name, each in COMPOSE["services"].items() if "build" in each}
SCRIPT = ROOT / "ci" / "bare-debian.sh"


def test_the_three_parts_are_one_image() -> None:
    """I-66. Must catch: a worker of another version than the pages whose jobs it does."""
    parts = {name: each for name, each in OURS.items() if "command" not in each}
    assert {name: each["environment"]["SERVES"] for name, each in parts.items()} == {
        "public": "public",
        "office": "office",
        "worker": "worker",
    }
    assert len({each["image"] for each in OURS.values()}) == 1


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_setting_of_a_part_exists_and_may_be(name: str) -> None:
    """Must catch: a misspelt setting, which is silently what it was before; a part that refuses to start."""
    told = OURS[name]["environment"]
    assert not set(told) - set(setting_names())
    settings = Settings.model_validate(
        {key.lower(): value for key, value in told.items() if "__" not in key and "$" not in value}
        | {"database_url": told["DATABASE_URL"]}
    )
    assert settings.contradictions() == []
    assert settings.address == "0.0.0.0"  # noqa: S104  # inside a container


def test_the_parts_come_to_the_database_as_a_role_that_owns_nothing() -> None:
    """I-72. Must catch: a service that is let in as the owner of the tables, and could change the audit trail."""
    who = {
        name: each["environment"]["DATABASE_URL"].split("//")[1].split(":")[0] for name, each in OURS.items()
    }
    owner = COMPOSE["services"]["database"]["environment"]["POSTGRES_USER"]
    service = OURS["migration"]["command"][-1]
    assert who == {"migration": owner, "public": service, "office": service, "worker": service}
    assert owner != service
    assert f"CREATE ROLE {service} " in COMPOSE["configs"]["roles"]["content"]


def test_the_office_is_not_where_the_public_is() -> None:
    """I-42. Must catch: one address for both, and with it one cookie jar."""
    assert OURS["office"]["environment"]["PUBLIC_URL"] != OURS["public"]["environment"]["PUBLIC_URL"]
    assert OURS["office"]["ports"] != OURS["public"]["ports"]


def test_nothing_secret_stands_in_the_files_that_deploy() -> None:
    """I-69. Must catch: a password or a key typed where everybody reads it."""
    for file in ("compose.yaml", "Dockerfile"):
        text = (ROOT / file).read_text("utf-8")
        found = re.findall(r"^ *\w*(?:PASSWORD|SECRET|KEY|TOKEN)\w*: (?!\"?\$\{)(.+)$", text, re.MULTILINE)
        assert found == [], file


def test_the_script_that_proves_the_image_carries_out_its_lines() -> None:
    """Must catch: a line in the Dockerfile that the script would pass over, or a copy of it that has drifted."""
    script = SCRIPT.read_text("utf-8")
    assert subprocess.run(["bash", "-n", str(SCRIPT)], check=False).returncode == 0
    known = set(re.findall(r"[A-Z]{3,}", re.search(r"case \$word in(.*?)esac", script, re.DOTALL)[1]))  # type: ignore[index]
    words = re.findall(r"^([A-Z]+) ", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert set(words) <= known
    assert "pip install" not in script


def test_readme_says_what_a_machine_needs() -> None:
    """Must catch: the proof that installs nothing because README says it in other words."""
    needs = re.findall(
        r"^ *apt-get install (.*)  # what a machine needs$", (ROOT / "README.md").read_text("utf-8"), re.M
    )
    assert needs == ["python3 python3-venv"]
