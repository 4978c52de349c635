"""`hedgerow example load|remove`: puts the living example into this database, or takes it out."""

import argparse
import time
from collections.abc import Sequence

from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.packs.reading import PackError
from hedgerow.workflows.example.loading import is_loaded, load, remove


def _say(line: str) -> None:
    print(line, flush=True)


def main(argv: Sequence[str]) -> int:
    """Load or remove; loading what is loaded changes nothing."""
    parser = argparse.ArgumentParser(
        prog="hedgerow example",
        description="Put the living example of the profession pack into this database, or take it out again. "
        "It can be loaded again at any time.",
    )
    parser.add_argument("what", choices=["load", "remove"], help="load it, or remove it")
    parser.add_argument(
        "--wait", action="store_true", help="also do what follows now: read documents, index words"
    )
    options = parser.parse_args(argv)
    began = time.monotonic()
    try:
        if options.what == "remove":
            found = remove()
            _say("The living example is gone." if found else "There is no living example here.")
        elif not is_loaded():
            _say("Making the living example. This happens once and takes about half a minute …")
            load(timezone.now(), say=_say)
            _say(f"The living example is ready ({time.monotonic() - began:.0f} seconds).")
    except PackError as trouble:
        _say(f"The living example cannot be used. {trouble}")
        return 1
    if options.wait:
        done = run_all(limit=10_000, raise_errors=False)
        _say(f"Documents are read and words indexed ({done} jobs, {time.monotonic() - began:.0f} seconds).")
    return 0
