"""Settings from the environment: nonsense is refused with a sentence, and every name is documented."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from hedgerow.config import env

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "hedgerow" / "config" / "settings.py"
NAME = re.compile(r"`((?:HEDGEROW_|DATABASE_|CACHE_|SMTP_)[A-Z_]+)`")


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the settings ask for in one test, apart from what the running tests asked for."""
    fresh: dict[str, str] = {}
    monkeypatch.setattr(env, "ASKED", fresh)
    return fresh


def read_settings() -> dict[str, Any]:
    """The settings as they would be in a new process."""
    return runpy.run_path(str(SETTINGS))


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("HEDGEROW_DEBUG", "perhaps", "yes or no"),
        ("HEDGEROW_EXAMPLE", "2", "yes or no"),
        ("HEDGEROW_PROXIED", "nginx", "yes or no"),
        ("HEDGEROW_MAX_FILE_MB", "lots", "whole number"),
        ("HEDGEROW_MAX_FILE_MB", "0", "1 or more"),
        ("HEDGEROW_THREADS", "-1", "1 or more"),
        ("HEDGEROW_WORKER_THREADS", "two", "whole number"),
        ("HEDGEROW_URL", "hedgerow.example.org", "address like"),
        ("HEDGEROW_URL", "https://hedgerow.example.org/path", "address like"),
        ("HEDGEROW_URL", "http://localhost:port", "address like"),
        ("HEDGEROW_TIME_ZONE", "Europe/Londinium", "time zone like"),
        ("HEDGEROW_LOG_LEVEL", "LOUD", "one of"),
        ("DATABASE_URL", "mysql://somewhere/db", "postgres://"),
        ("HEDGEROW_SECRET_KEY_FILE", "/nowhere/key", "cannot be read"),
    ],
)
def test_nonsense_is_refused_with_its_name_and_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        read_settings()
    assert name.removesuffix("_FILE") in str(refused.value)
    assert told in str(refused.value)


def test_every_name_is_documented_and_every_documented_name_exists(asked: dict[str, str]) -> None:
    read_settings()
    tables = [
        line for line in (ROOT / "docs" / "configuration.md").read_text().splitlines() if line[:1] == "|"
    ]
    documented = {found.group(1) for line in tables if (found := NAME.search(line.split("|")[1]))}
    assert documented == set(asked)
    assert all(asked.values()), "each name says what it means"


def test_a_plain_start_needs_no_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEDGEROW_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = read_settings()
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "hedgerow.sqlite3")
    assert "synchronous=FULL" in found["DATABASES"]["default"]["OPTIONS"]["init_command"]
    assert found["DEBUG"] is False
    assert found["EXAMPLE"] is False


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEDGEROW_DATA", str(tmp_path))
    first, second = read_settings()["SECRET_KEY"], read_settings()["SECRET_KEY"]
    assert first == second and len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_relative_data_folder_is_meant_from_where_one_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEDGEROW_DATA", "mine")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert read_settings()["DATABASES"]["default"]["NAME"] == str(tmp_path / "mine" / "hedgerow.sqlite3")


def test_a_postgres_address_keeps_its_odd_characters() -> None:
    found = env.database("postgres://o%27brien:p%40ss@db.example.org:5433/hedge?sslmode=require")
    assert (found["USER"], found["PASSWORD"]) == ("o'brien", "p@ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", "5433", "hedge")
    assert found["OPTIONS"] == {"sslmode": "require"}
