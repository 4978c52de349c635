"""The command line: help in plain words, exit codes that mean something, and no database where none is needed."""

import json
import subprocess
from pathlib import Path

import pytest

from hedgerow.config import cli
from tests.serving import HEDGEROW, ROOT, clean_environment


def hedgerow(*words: str, typed: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*HEDGEROW, *words],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=clean_environment(**environment),
    )


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for name in [
        "serve",
        "web",
        "live",
        "worker",
        "setup",
        "example",
        "doctor",
        "sweep",
        "render",
        "inspect",
        "manage",
    ]:
        assert f"  {name} " in told


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    assert "commands:" in capsys.readouterr().out


def test_an_unknown_command_is_told_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["server"]) == 2
    assert "There is no command 'server'" in capsys.readouterr().err


def test_render_and_inspect_need_no_database_and_make_no_folder(tmp_path: Path) -> None:
    data = tmp_path / "never"
    settings = {"HEDGEROW_DATA": str(data), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    rendered = hedgerow("render", typed="Siân said **yes** <script>alert(1)</script>", **settings)
    assert rendered.returncode == 0, rendered.stderr
    assert "<strong>yes</strong>" in rendered.stdout and "<script" not in rendered.stdout
    paper = tmp_path / "note.txt"
    paper.write_text("The hedge is laid.")
    inspected = hedgerow("inspect", "--json", str(paper), **settings)
    assert inspected.returncode == 0, inspected.stderr
    assert json.loads(inspected.stdout)[0]["accepted"] is True
    assert hedgerow("--help", **settings).returncode == 0
    assert not data.exists()


def test_a_wrong_setting_ends_with_a_sentence(tmp_path: Path) -> None:
    done = hedgerow("doctor", HEDGEROW_DATA=str(tmp_path), HEDGEROW_DEBUG="perhaps")
    assert done.returncode == 2
    assert done.stderr == "A setting is wrong. HEDGEROW_DEBUG is 'perhaps'. Set it to yes or no.\n"


def test_doctor_says_what_to_do_before_the_setup_and_names_it_after(tmp_path: Path) -> None:
    data = {"HEDGEROW_DATA": str(tmp_path)}
    before = hedgerow("doctor", **data)
    assert before.returncode == 1
    assert "✗ Tables" in before.stdout and "Run: hedgerow setup" in before.stdout
    prepared = hedgerow("setup", **data)
    assert prepared.returncode == 0, prepared.stderr
    assert "/setup/" in prepared.stderr
    after = hedgerow("doctor", "--json", **data)
    found = {finding["name"]: finding["well"] for finding in json.loads(after.stdout)}
    assert found["Database"] and found["Tables"] and found["Files"] and found["Time"] and found["Limits"]
    assert after.returncode == 1 and not found["Worker"], "no worker runs here"


def test_setup_says_that_the_database_does_not_answer(tmp_path: Path) -> None:
    done = hedgerow("setup", HEDGEROW_DATA=str(tmp_path), DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "The database does not answer" in done.stderr and "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_says_that_the_files_folder_cannot_be_written(tmp_path: Path) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("")
    done = hedgerow("doctor", HEDGEROW_DATA=str(tmp_path), HEDGEROW_FILES=str(taken / "files"))
    assert "✗ Files" in done.stdout and "HEDGEROW_FILES" in done.stdout
