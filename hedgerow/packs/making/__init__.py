"""Makes the real files of a living example from short descriptions: the same words, the same day, the same bytes."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from hedgerow.packs.making.opendocument import opendocument
from hedgerow.packs.making.pdf import pdf
from hedgerow.packs.making.pictures import photo, picture
from hedgerow.packs.making.plans import Plan, read_plan
from hedgerow.packs.making.sheets import csv_file, sheet
from hedgerow.packs.making.slides import slides
from hedgerow.packs.making.video import video
from hedgerow.packs.making.word import word


def _text(plan: Plan) -> bytes:
    return (plan.text + "\n").encode()


MAKERS: Mapping[str, Callable[[Plan], bytes]] = {
    "pdf": pdf,
    "slides": slides,
    "word": word,
    "sheet": sheet,
    "opendocument": opendocument,
    "text": _text,
    "csv": csv_file,
    "photo": photo,
    "picture": picture,
    "video": video,
}


def file_bytes(pack: str, name: str, *, version: int = 1, now: datetime) -> tuple[str, bytes]:
    """The file `name` of the pack's example_files in its n-th version: its file name and its bytes.

    Raises PackError when there is no such file or its description does not fit.
    """
    plan = read_plan(pack, name, version=version, today=now.date())
    return plan.filename, MAKERS[plan.kind](plan)


def make_file(pack: str, name: str, *, version: int = 1, into: Path, now: datetime) -> Path:
    """Writes that file into the folder `into` under its own name and returns its path."""
    filename, body = file_bytes(pack, name, version=version, now=now)
    path = into / filename
    path.write_bytes(body)
    return path
