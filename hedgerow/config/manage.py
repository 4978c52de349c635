"""`hedgerow manage`: passes to Django's own commands."""

import os
from collections.abc import Sequence

from django.core.management import execute_from_command_line


def main(argv: Sequence[str]) -> int:
    """Run a command of Django's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hedgerow.config.settings")
    execute_from_command_line(["hedgerow manage", *argv])
    return 0
