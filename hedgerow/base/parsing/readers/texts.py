"""Takes the text out of a file: picks the reader for its kind, and stops it when there is enough."""

import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from hedgerow.base.parsing.limits import MAX_CHARACTERS, MAX_PAGES
from hedgerow.base.parsing.readers.unreadable import Unreadable

# SPEED: each reader brings its own libraries; a text file is read before PDFium would have been loaded.
_READERS = {
    "pdf": "pdf",
    "docx": "word",
    "docm": "word",
    "pptx": "slides",
    "pptm": "slides",
    "xlsx": "sheets",
    "xlsm": "sheets",
    "odt": "opendocument",
    "odp": "opendocument",
    "ods": "opendocument",
    "rtf": "plain",
    "html": "plain",
    "text": "plain",
    "csv": "plain",
    "calendar": "plain",
}
_SHARE_OF_TIME = 0.8


def run_text(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the file's parts and facts as lines: page, label, text; title; page_count; unit; note."""
    name = _READERS[task["kind"]]
    reader = import_module(f"hedgerow.base.parsing.readers.{name}")
    left = MAX_CHARACTERS
    ends = task["limits"]["cpu_seconds"] * _SHARE_OF_TIME
    try:
        for line in reader.read(task["path"], task["kind"]):
            if "text" not in line:
                yield line
                continue
            text = line["text"]
            yield line | {"text": text[:left]}
            left -= len(text)
            if left <= 0 or line["page"] >= MAX_PAGES or time.process_time() > ends:
                yield {"note": "cut"}
                return
    except Unreadable as problem:
        yield {"note": problem.reason}
