"""`bin/docs`: writes the generated pages of docs/, or says with `--check` which of them are out of date."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from hedgerow.config.start import ready

ROOT = Path(__file__).resolve().parents[3]


def pages() -> dict[Path, Callable[[], str]]:
    """Where each generated page stands, and what makes its text."""
    # The settings must be there before the words of the presets are read.
    from hedgerow.config.docs.access import access_page  # noqa: PLC0415  apps are loaded first

    return {ROOT / "docs" / "access.md": access_page}


def main() -> int:
    """Write or check; answers 1 when a check finds a page that is out of date."""
    parser = argparse.ArgumentParser(prog="bin/docs", description="Write the generated pages of docs/.")
    parser.add_argument("--check", action="store_true", help="write nothing; say which pages are out of date")
    options = parser.parse_args()
    ready()
    late = 0
    for path, make in pages().items():
        text, name = make(), path.relative_to(ROOT)
        if path.is_file() and path.read_text() == text:
            print(f"{name} is up to date")
        elif options.check:
            print(f"{name} is out of date: run bin/docs")
            late = 1
        else:
            path.write_text(text)
            print(f"{name} written")
    return late


if __name__ == "__main__":
    sys.exit(main())
