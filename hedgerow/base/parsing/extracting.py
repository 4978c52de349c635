"""Takes the text out of a document, page by page, for search and for the check on what identifies people."""

import os
import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

from hedgerow.base.files.kinds import Kind
from hedgerow.base.files.sentences import N_, Sentence
from hedgerow.base.parsing.limits import MAX_CHARACTERS, MAX_PAGES, TEXT_LIMITS, Limits
from hedgerow.base.parsing.sandbox import Answer, run_confined

Unit = Literal["page", "slide", "sheet", "part"]

_NO_TEXT_KIND = N_("We can't read the text inside this kind of file. You can still download it.")
_NOTES = {
    "locked": N_("This file has a password, so we can't read the text inside it. You can still download it."),
    "damaged": N_("We can't read the text inside this file. It may be damaged. You can still download it."),
    "unsafe": N_("We did not read the text inside this file, because it is built in an unsafe way."),
    "pictures": N_("The pages of this file are pictures, so search can't find the words on them."),
    "cut": N_("This file is very long. We read the first part of it, so search finds only that."),
    "time": N_("Reading this file took too long. Search finds what we read until then."),
    "memory": N_("This file needs too much memory to read. Search finds what we read until then."),
    "problem": N_("We can't read the text inside this file. You can still download it."),
    "crash": N_("We can't read the text inside this file. You can still download it."),
}
# Control characters that no text needs, and halves of characters, which no database keeps.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Programs that mistake Windows' encoding for Latin-1 leave curly quotes and dashes as controls.
_OLD_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_MAX_TITLE = 300
_MAX_LABEL = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One page, slide, sheet or part: its number from 1, what it is called ("Slide 3", "Budget") and its text."""

    number: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read of a file. `note` is "" or a sentence that says what could not be read, and why.

    `page_count` is None for what has no pages; it may exceed the pages read.
    """

    pages: tuple[Page, ...] = ()
    title: str = ""
    page_count: int | None = None
    note: str = ""
    unit: Unit = "part"

    @property
    def text(self) -> str:
        """All text, pages apart by a form feed."""
        return "\f".join(page.text for page in self.pages)


def extract(path: str | os.PathLike[str], kind: Kind, limits: Limits = TEXT_LIMITS) -> Extract:
    """Return the text of the file at `path`. Whatever the file does, the answer is an Extract."""
    if kind.key == "locked-office":
        return Extract(note=Sentence(_NOTES["locked"]))
    if not kind.readable:
        silent = kind.family in ("picture", "audio", "video")
        return Extract(note="" if silent else Sentence(_NO_TEXT_KIND))
    return _extract(run_confined("text", path, limits, kind=kind.key))


def _extract(answer: Answer) -> Extract:
    # SECURITY: these lines come from the process that read a stranger's file; nothing in them is trusted.
    pages: list[Page] = []
    title, count, note, unit = "", None, answer.stopped, "part"
    left = MAX_CHARACTERS
    for line in answer.lines:
        if isinstance(line.get("text"), str) and len(pages) < MAX_PAGES and left > 0:
            text = clean_text(line["text"][:left])
            left -= len(line["text"])
            label = _one_line(line.get("label"), _MAX_LABEL)
            pages.append(Page(number=_count(line.get("page")) or len(pages) + 1, label=label, text=text))
        title = _one_line(line.get("title"), _MAX_TITLE) or title
        count = _count(line.get("page_count")) or count
        unit = line["unit"] if line.get("unit") in get_args(Unit) else unit
        note = note or (line["note"] if line.get("note") in _NOTES else "")
    return Extract(
        pages=tuple(pages),
        title=title,
        page_count=count,
        note=Sentence(_NOTES[note]) if note else "",
        unit=unit,  # type: ignore[arg-type]  # one of Unit's words, as checked above
    )


def clean_text(text: str) -> str:
    """Return `text` fit for every database: no controls, one kind of line end, no piles of empty lines."""
    text = text.translate(_OLD_WINDOWS).replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = _UNWANTED.sub("", text)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _one_line(value: Any, limit: int) -> str:
    return " ".join(clean_text(value[: limit * 4]).split())[:limit] if isinstance(value, str) else ""


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 < value < 1_000_000 else None
