"""`hedgerow setup`: brings the database up to date, and opens the door to whoever sets a new place up."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from hedgerow.config.supervise import to_terminal
from hedgerow.packs.loading import pack
from hedgerow.packs.reading import PackError
from hedgerow.people.setup_link import make_setup_link


def pending_migrations() -> list[str]:
    """Changes of the database's shape that are still to be made. Raises DatabaseError when it does not answer."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def prepare() -> None:
    """Make the folders and bring the database up to date. Raises DatabaseError, OSError and PackError."""
    pack(settings.PACK)
    for folder in (settings.DATA, settings.FILES):
        _make_private(Path(folder))
    pending = pending_migrations()
    if pending:
        to_terminal(f"Preparing the database ({len(pending)} steps) …")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _make_private(folder: Path) -> None:
    """Make the folder for us alone. One that holds nothing yet was made for this; another is left to who looks after it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if {entry.name for entry in folder.iterdir()} <= {settings.SECRET_KEY_FILE.name}:
        with suppress(PermissionError):
            folder.chmod(0o700)


def main(argv: Sequence[str]) -> int:
    """Prepare; in an example database load the example; otherwise print the set-up link when one is needed."""
    parser = argparse.ArgumentParser(
        prog="hedgerow setup",
        description="Bring the database up to date, check the profession pack, and print the one-time link to the "
        "set-up when nobody looks after this place yet. `hedgerow serve` does this by itself.",
    )
    parser.parse_args(argv)
    try:
        prepare()
    except PackError as trouble:
        to_terminal(f"The profession pack cannot be used. {trouble}")
        return 1
    except DatabaseError as trouble:
        to_terminal(f"The database does not answer: {str(trouble).strip()}. Look at DATABASE_URL.")
        return 1
    except OSError as trouble:
        to_terminal(f"{trouble.filename} cannot be written: {trouble.strerror}. Look at HEDGEROW_DATA.")
        return 1
    if settings.EXAMPLE:
        found: int = import_module("hedgerow.workflows.example.command").main(["load"])
        return found
    if link := make_setup_link():
        to_terminal(f"\nSet this place up here (the link works once, for a week):\n{link}\n")
    return 0
