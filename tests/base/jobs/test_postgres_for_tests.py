"""The throw-away PostgreSQL that the tests run on."""

import psycopg
import pytest

from tests import postgres


def test_a_server_starts_knows_letters_beyond_ascii_and_stops(tmp_path, monkeypatch):
    monkeypatch.delenv(postgres.GIVEN, raising=False)
    monkeypatch.setattr(postgres, "_running", [])
    url = postgres.start(tmp_path / "server")
    try:
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT lower('SIÂN'), current_setting('fsync')").fetchone() == (
                "siân",
                "off",
            )
    finally:
        postgres.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5)


def test_a_server_that_is_given_is_used(monkeypatch):
    monkeypatch.setenv(postgres.GIVEN, "postgres://given")
    assert postgres.start() == "postgres://given"
