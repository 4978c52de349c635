"""The addresses behind which the bytes of a file come: what `hedgerow live` answers beside live streams."""

import re

#: In docs/running.md the same stands as routes of front servers; a test holds them equal to the real addresses.
FILE_DOORS = re.compile(r"/(file/.|f/[^/]+/[^/]+/(file|picture)/|people/[^/]+/photo/)")


def is_file_door(path: str) -> bool:
    """Whether a file comes from this address."""
    return FILE_DOORS.match(path) is not None
