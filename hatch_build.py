"""Tells the wheel what Hedgerow needs: the lines of requirements/core.in, so that they stand in one place."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class CustomMetadataHook(MetadataHookInterface):
    """Fills in `dependencies`."""

    def update(self, metadata: dict) -> None:
        """Every line that is not empty and not a comment."""
        lines = (Path(self.root) / "requirements" / "core.in").read_text().splitlines()
        metadata["dependencies"] = [
            line for line in map(str.strip, lines) if line and not line.startswith("#")
        ]
