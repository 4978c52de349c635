"""Says of a file all that Hedgerow would make of it: the look behind `hedgerow inspect`."""

import os
from pathlib import Path
from typing import Any

from hedgerow.base.files.accepting import Refusal, accept
from hedgerow.base.parsing.extracting import extract

DEFAULT_LIMIT = 200 * 1024 * 1024


def inspect(path: str | os.PathLike[str], limit_bytes: int = DEFAULT_LIMIT) -> dict[str, Any]:
    """Return what Hedgerow makes of the file at `path`, or under "refusal" what a person would read.

    Raises OSError when there is no such file to read.
    """
    path = Path(path)
    found: dict[str, Any] = {"path": str(path), "name": path.name, "size": path.stat().st_size}
    try:
        accepted = accept(path, path.name, limit_bytes)
    except Refusal as refusal:
        return found | {"accepted": False, "refusal": str(refusal.sentence)}
    kind = accepted.kind
    read = extract(path, kind)
    return found | {
        "accepted": True,
        "name": accepted.name,
        "kind": kind.key,
        "media_type": kind.media_type,
        "family": kind.family,
        "word": kind.word,
        "inline_safe": kind.inline_safe,
        "title": read.title,
        "unit": read.unit,
        "page_count": read.page_count,
        "pages": [{"number": page.number, "label": page.label, "text": page.text} for page in read.pages],
        "characters": sum(len(page.text) for page in read.pages),
        "start": " ".join(read.text.split())[:200],
        "note": str(read.note),
    }
