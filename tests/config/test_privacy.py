"""Other accounts of the machine are kept out of the data folder."""

import subprocess
from pathlib import Path

import pytest

from tests.config.test_command_line import hedgerow
from tests.serving import HEDGEROW, ROOT, clean_environment
from tests.sweeps import EVERYTHING


def set_up(folder: Path) -> None:
    """As from a shell that lets everybody read."""
    done = subprocess.run(
        ["sh", "-c", 'umask 022; exec "$@"', "sh", *HEDGEROW, "setup"],
        env=clean_environment(HEDGEROW_DATA=str(folder)),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def modes(folder: Path) -> "dict[str, str]":
    return {path.name: oct(path.stat().st_mode & 0o777) for path in (folder, *sorted(folder.iterdir()))}


@pytest.mark.slow
@pytest.mark.parametrize("made_before", [False, True] if EVERYTHING else [True])
def test_a_new_data_folder_is_ours_alone(tmp_path: Path, made_before: bool) -> None:
    folder = tmp_path / "data"
    if made_before:
        folder.mkdir()
        folder.chmod(0o755)
    set_up(folder)
    found = modes(folder)
    assert found.pop("data") == found.pop("files") == "0o700"
    assert set(found.values()) == {"0o600"} and "hedgerow.sqlite3" in found


@pytest.mark.slow
def test_a_folder_that_others_can_look_into_is_left_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    set_up(folder)
    settings = {"HEDGEROW_DATA": str(folder)}
    assert "✓ Privacy" in hedgerow("doctor", **settings).stdout
    folder.chmod(0o755)
    set_up(folder)
    told = hedgerow("doctor", **settings).stdout
    assert "✗ Privacy" in told and f"chmod go= {folder}" in told
    assert modes(folder)["data"] == "0o755"
