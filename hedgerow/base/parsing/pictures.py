"""Makes previews of pictures and PDF pages, and copies of pictures without the place and time inside them."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from hedgerow.base.files.sentences import N_, Sentence
from hedgerow.base.parsing.limits import PICTURE_LIMITS, Limits
from hedgerow.base.parsing.sandbox import Answer, run_confined

PictureFormat = Literal["webp", "jpeg", "png", "avif"]

_DAMAGED = N_("We can't show this file. It may be damaged. You can still download it.")
_NOTES = {
    "damaged": _DAMAGED,
    "locked": N_("This file has a password, so we can't show it. You can still download it."),
    "too-large": N_("This picture is too large to show. You can still download it."),
    "no-picture": N_("We can't show this kind of file. You can still download it."),
    "no-page": N_("This file has no such page."),
    "time": N_("This file takes too long to show. You can still download it."),
    "memory": N_("This file is too large to show. You can still download it."),
}
_MAX_SIDE = 4096
_MEDIA_TYPES = frozenset({"image/webp", "image/jpeg", "image/png", "image/avif", "image/gif"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that was made, with its size in pixels; or, when `ok` is false, the `note` that says why not.

    `reason` is the same in one word: damaged, locked, too-large, no-picture, no-page, time, memory.
    """

    width: int = 0
    height: int = 0
    media_type: str = ""
    note: str = ""
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether the picture lies at the asked place."""
        return not self.note


def picture(
    path: str | os.PathLike[str],
    out_path: str | os.PathLike[str],
    max_side: int,
    format: PictureFormat = "webp",
    *,
    limits: Limits = PICTURE_LIMITS,
) -> Drawn:
    """Draw the picture at `path` upright into `out_path`, no side over `max_side` pixels, without metadata.

    Of an animation, the first frame. Nothing is left at `out_path` when it does not work.
    """
    return _drawn("picture", path, out_path, limits, max_side=_side(max_side), format=format)


def strip(
    path: str | os.PathLike[str], out_path: str | os.PathLike[str], *, limits: Limits = PICTURE_LIMITS
) -> Drawn:
    """Draw the picture at `path` upright in its own size into `out_path`, without metadata.

    JPEG, PNG, GIF, WebP and AVIF stay what they are, HEIC becomes JPEG, the rest PNG: see `media_type`. When
    the answer is not `ok`, the original may still tell where it was taken.
    """
    return _drawn("strip", path, out_path, limits)


def render_pdf_page(
    path: str | os.PathLike[str],
    out_path: str | os.PathLike[str],
    page: int = 1,
    width: int = 1200,
    *,
    limits: Limits = PICTURE_LIMITS,
) -> Drawn:
    """Draw page `page` (from 1) of the PDF at `path`, `width` pixels wide, as WebP into `out_path`."""
    return _drawn("pdf-page", path, out_path, limits, page=page, width=_side(width))


def thumbnail_pdf(
    path: str | os.PathLike[str], out_path: str | os.PathLike[str], page: int = 1, width: int = 320
) -> Drawn:
    """Draw a small picture of a PDF's page; see `render_pdf_page`."""
    return render_pdf_page(path, out_path, page, width)


def _side(pixels: int) -> int:
    return max(1, min(pixels, _MAX_SIDE))


def _drawn(
    task: str, path: str | os.PathLike[str], out_path: str | os.PathLike[str], limits: Limits, **details: Any
) -> Drawn:
    out = Path(os.path.realpath(out_path))
    part = out.with_name(f".{out.name}.part")
    part.unlink(missing_ok=True)
    # The confined process may write into this file and no other, so it has to be there before it starts.
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    try:
        drawn = _result(run_confined(task, path, limits, out=str(part), **details))
        if drawn.ok and part.stat().st_size == 0:
            drawn = Drawn(note=Sentence(_DAMAGED), reason="damaged")
        if drawn.ok:
            os.replace(part, out)
        return drawn
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _result(answer: Answer) -> Drawn:
    reason = answer.stopped
    for line in answer.lines:
        reason = reason or (line["note"] if isinstance(line.get("note"), str) else "")
        width, height, media_type = line.get("width"), line.get("height"), line.get("media_type")
        if not reason and isinstance(width, int) and isinstance(height, int) and media_type in _MEDIA_TYPES:
            return Drawn(width=width, height=height, media_type=str(media_type))
    reason = reason if reason in _NOTES else "damaged"
    return Drawn(note=Sentence(_NOTES[reason]), reason=reason)
