"""What must follow each activity: verb -> jobs. The one place where cause and effect are read together."""

from typing import Any

REACTIONS: dict[str, list[Any]] = {}
