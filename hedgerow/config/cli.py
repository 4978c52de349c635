"""The command line: `hedgerow COMMAND`."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module, metadata
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

from hedgerow.config.start import ready


class Command(NamedTuple):
    """Where a command is, what it is for, and whether settings and apps must be there before it."""

    module: str
    meaning: str
    ready: bool = True


#: In the order of the help. A module is imported only when its command is used, so that each starts fast.
COMMANDS = {
    "serve": Command("hedgerow.config.serve", "serve everything on one port (what most places need)", False),
    "setup": Command(
        "hedgerow.config.setup", "bring the database up to date; print the set-up link of a new place"
    ),
    "doctor": Command(
        "hedgerow.config.doctor_command", "check that everything works, and say what to do if not"
    ),
    "example": Command(
        "hedgerow.workflows.example.command", "put the living example into this database, or take it out"
    ),
    "web": Command("hedgerow.config.pages", "serve only the pages, in several processes (for grown places)"),
    "live": Command("hedgerow.config.front", "serve only live streams and files (beside `hedgerow web`)"),
    "worker": Command("hedgerow.config.work", "run background jobs and schedules (beside `hedgerow web`)"),
    "sweep": Command(
        "hedgerow.library.command",
        "remove files that nothing names any more (the worker does it every night)",
    ),
    "render": Command(
        "hedgerow.base.text.command", "Markdown on standard input to the HTML a page would show", False
    ),
    "guard": Command(
        "hedgerow.config.guard_command", "say where a text on standard input may identify somebody", False
    ),
    "inspect": Command("hedgerow.base.files.command", "say what Hedgerow would make of files", False),
    "manage": Command("hedgerow.config.manage", "Django's own commands, for developers", False),
}


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.meaning}" for name, command in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="hedgerow",
        usage="hedgerow COMMAND …",
        description="Hedgerow: a home for communities of practice.",
        epilog="\n".join(["commands:", *lines, "", "hedgerow COMMAND --help says more about each."]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Hedgerow {version()}")
    parser.add_argument("command", metavar="COMMAND", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def version() -> str:
    """The installed version; in a checkout that is not installed, "from source"."""
    try:
        return metadata.version("hedgerow")
    except metadata.PackageNotFoundError:
        return "from source"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; answers its exit code: 0 well, 1 not well, 2 not understood."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.command is None:
        parser.print_help()
        return 0
    command = COMMANDS.get(options.command)
    if command is None:
        print(f"There is no command {options.command!r}. `hedgerow --help` lists them.", file=sys.stderr)
        return 2
    # SECURITY: what Hedgerow writes, nobody else on this machine may read, whatever the shell that started it allows.
    os.umask(0o077)
    try:
        if command.ready:
            ready()
        module = import_module(command.module)
        if options.command == "render":
            found: int = module.main(options.rest, sys.stdin, sys.stdout)
        else:
            found = module.main(options.rest)
        return found
    except ImproperlyConfigured as wrong:
        print(f"A setting is wrong. {wrong}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has heard enough, as in `hedgerow render < text | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
