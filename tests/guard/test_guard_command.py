"""`hedgerow guard`: a text on standard input, kinds and places on standard output, and never the words."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from hedgerow.config import guard_command

TEXT = "Seen today.\nMrs Quarmby, DOB 03/04/1961\n"


def run(monkeypatch: pytest.MonkeyPatch, text: str, *argv: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    return guard_command.main(argv)


def test_it_says_kind_and_place_and_not_the_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, TEXT) == 0
    out = capsys.readouterr().out
    assert "2:1 name (interrupt): this may be a name" in out
    assert "2:18 date-of-birth (interrupt): this may be a date of birth" in out
    assert "Quarmby" not in out and "1961" not in out


def test_nothing_found_promises_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "Biscuits first.") == 0
    out = capsys.readouterr().out
    assert "does not mean that nobody could be known" in out
    assert "safe" not in out


def test_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, TEXT, "--json") == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert hits[0] == {"kind": "name", "start": 12, "end": 23, "strength": "interrupt"}


def test_one_object_a_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        json.dumps({"id": "a", "text": TEXT, "where": "case"}),
        "",
        json.dumps({"id": 2, "text": "Tea."}),
    ]
    assert run(monkeypatch, "\n".join(lines), "--jsonl") == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["id"] == "a" and [hit["kind"] for hit in first["hits"]] == ["name", "date-of-birth"]
    assert second == {"id": 2, "hits": []}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "Line 2 is not JSON"),
        ("[1]", 'Line 2 needs an object with a "text"'),
        ('{"id": 1}', 'Line 2 needs an object with a "text"'),
        ('{"text": 5}', 'Line 2 needs an object with a "text"'),
        ('{"text": "a", "where": 5}', 'Line 2: "where" needs one of'),
        ("[" * 100_000, "Line 2 is not JSON"),
    ],
)
def test_bad_input_gets_a_plain_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    assert run(monkeypatch, '{"text": "fine"}\n' + line + "\n", "--jsonl") == 2
    assert said in capsys.readouterr().err


def test_a_pack_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "text", "--pack", "tea_tasting") == 2
    assert 'There is no pack "tea_tasting"' in capsys.readouterr().err


def test_the_other_pack_knows_no_nhs_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(monkeypatch, "NHS no 999 071 4932, client no 4455667", "--json", "--pack", "generic_professional")
        == 0
    )
    assert [hit["kind"] for hit in json.loads(capsys.readouterr().out)["hits"]] == ["record-number"]


def test_as_a_program_it_needs_no_settings_and_reads_utf_8(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "hedgerow.config.cli", "guard", "--json"]
    environment = {"LANG": "C", "PYTHONIOENCODING": "ascii", "HEDGEROW_DATA": str(tmp_path / "none")}
    text = "Café — née Siân, ９９９ ０７１ ４９３２ NHS"
    done = subprocess.run(program, input=text.encode(), capture_output=True, check=True, env=environment)
    hits = json.loads(done.stdout)["hits"]
    assert [hit["kind"] for hit in hits if hit["kind"] == "nhs-number"] == ["nhs-number"]
    assert not (tmp_path / "none").exists()
    broken = subprocess.run(program, input=b"\xff\xfe", capture_output=True, check=False, env=environment)
    assert broken.returncode == 2 and b"not UTF-8" in broken.stderr
