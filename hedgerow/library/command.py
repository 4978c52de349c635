"""The command `hedgerow sweep`: removes files that nothing names any more, as the worker does every night."""

import argparse
from collections.abc import Sequence

from hedgerow.base.files.sentences import size_in_words
from hedgerow.library.sweeping import sweep_files


def main(argv: Sequence[str]) -> int:
    """Sweep now, and say what went."""
    parser = argparse.ArgumentParser(
        prog="hedgerow sweep",
        description="Remove files that nothing names any more and that are older than a day. The worker does it every night.",
    )
    parser.parse_args(argv)
    swept = sweep_files()
    if swept.keys or swept.leftovers:
        print(
            f"Removed {len(swept.keys)} files ({size_in_words(swept.freed)}) and {swept.leftovers} leftovers."
        )
    else:
        print("There was nothing to remove.")
    return 0
