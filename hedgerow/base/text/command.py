"""`hedgerow render`: Markdown on standard input, the HTML that a page would show on standard output."""

import argparse
import sys
from collections.abc import Sequence
from typing import TextIO

from django.conf import settings

from hedgerow.base.text.rendering import TextTooLong, render
from hedgerow.base.text.tokens import resolve, resolve_plain


def main(argv: Sequence[str], stdin: TextIO, stdout: TextIO) -> int:
    """Write what a stranger would see of the text: people, items and files are not visible. 1: too long."""
    parser = argparse.ArgumentParser(prog="hedgerow render", description=__doc__)
    parser.add_argument("--plain", action="store_true", help="write the plain text instead of HTML")
    told = parser.parse_args(argv)
    if not settings.configured:
        # Started by itself, it needs no database, no apps and so no catalogue of words.
        settings.configure(USE_I18N=False)
    try:
        rendered = render(stdin.read())
    except TextTooLong as problem:
        sys.stderr.write(f"{problem.sentence}\n")
        return 1
    if told.plain:
        stdout.write(resolve_plain(rendered.plain) + "\n")
    else:
        stdout.write(resolve(rendered.html, people={}, items={}, files={}).rstrip("\n") + "\n")
    return 0
