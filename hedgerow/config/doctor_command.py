"""`hedgerow doctor`: says how this place is, line by line."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from hedgerow.config.doctor import Finding, examine


def main(argv: Sequence[str]) -> int:
    """Print each finding with a tick or a cross; answers 0 when all is well, otherwise 1."""
    parser = argparse.ArgumentParser(
        prog="hedgerow doctor",
        description="Check that everything works, and say what to do where it does not.",
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    options = parser.parse_args(argv)
    found = examine()
    if options.json:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        text = "\n".join(_line(finding) for finding in found)
        # A terminal may not know the tick.
        encoding = sys.stdout.encoding or "utf-8"
        print(text.encode(encoding, "replace").decode(encoding))
    return 0 if all(finding.well for finding in found) else 1


def _line(finding: Finding) -> str:
    line = f"{'✓' if finding.well else '✗'} {finding.name}: {finding.says}"
    return line if finding.well or not finding.do else f"{line}\n    {finding.do}"
