"""Several people at once: real threads, each with a connection of its own, on a database that they really share."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

HANGS = 60


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """On SQLite the tests' database is in memory: for a while everybody works on a copy in a file instead."""
    if connection.vendor != "sqlite":
        yield
        return
    settings = connections.databases["default"]
    in_memory, name = connections["default"], settings["NAME"]
    settings["NAME"] = str(folder / "shared.sqlite3")
    in_file = connections.create_connection("default")
    in_file.ensure_connection()
    in_memory.ensure_connection()
    in_memory.connection.backup(in_file.connection)
    connections["default"] = in_file
    try:
        yield
    finally:
        in_file.close()
        settings["NAME"] = name
        connections["default"] = in_memory


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """Do all of them at the same moment; what each answered, or the error that it ended with."""
    start = threading.Barrier(len(deeds))
    answers: list[Any] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(HANGS)
            answers[place] = deed()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANGS)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return answers
