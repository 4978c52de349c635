"""How much of the machine the reading of one file may take."""

from dataclasses import asdict, dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one confined process: bytes, seconds and counts."""

    memory: int = 1024 * MEGABYTE
    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    open_files: int = 64
    written: int = 64 * MEGABYTE

    def as_dict(self) -> dict[str, float]:
        """Return the limits as plain values for the way to the other process."""
        return asdict(self)


# What readers stop at by themselves, well before the limits above end them.
MAX_PAGES = 3_000
MAX_CHARACTERS = 3_000_000
MAX_UNPACKED = 200 * MEGABYTE
MAX_MEMBER = 100 * MEGABYTE
MAX_DEPTH = 256
MAX_CELLS = 300_000
MAX_TEXT_BYTES = 8 * MEGABYTE
MAX_PIXELS = 110_000_000

TEXT_LIMITS = Limits()
# A picture of MAX_PIXELS takes 4 bytes a pixel, twice over while it is turned upright.
PICTURE_LIMITS = Limits(memory=1536 * MEGABYTE, wall_seconds=45.0, written=256 * MEGABYTE)
