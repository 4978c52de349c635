"""Decides whether a file that somebody adds is accepted, and says in plain words why when it is not."""

import os
from dataclasses import dataclass
from typing import BinaryIO

from hedgerow.base.files.kinds import KINDS, Kind, extension_of, kind_by_extension
from hedgerow.base.files.names import clean_name, with_extension
from hedgerow.base.files.sentences import N_, Sentence, size_in_words
from hedgerow.base.files.sniffing import sniff
from hedgerow.base.files.zips import MAX_MEMBERS, MAX_UNPACKED, SIGNATURES, TooMuch, zip_contents

_EMPTY = N_('"%(name)s" is empty. Check that it opens on your device, then add it again.')
_TOO_BIG = N_('"%(name)s" is %(size)s. The limit here is %(limit)s. You can add a link to it instead.')
_JUST_TOO_BIG = N_('"%(name)s" is just over %(limit)s, the limit here. You can add a link to it instead.')
_NOT_THIS = N_("We can't accept .%(extension)s files. Documents, pictures, audio, video and zip are fine.")
_NOT_THESE = N_(
    'We can\'t tell what kind of file "%(name)s" is. Documents, pictures, audio, video and zip are fine.'
)
_PROGRAM = N_(
    '"%(name)s" is a program inside, so we can\'t accept it. Documents, pictures, audio, video and zip are fine.'
)
_SCRIPT = N_(
    '"%(name)s" is a script inside, so we can\'t accept it. Documents, pictures, audio, video and zip are fine.'
)
_ARCHIVE = N_('"%(name)s" is a packed file of a kind we can\'t accept. Make it a zip file and add that.')
_DIFFERENT = N_(
    '"%(name)s" does not open as what its name says, a .%(extension)s file. It may be damaged. '
    "Open it on your device, save it again and add the new one."
)
_BOMB = N_(
    '"%(name)s" would unpack to more than we can hold (%(limit)s, or over %(members)s files). '
    "You can add smaller zip files instead."
)
# Families whose kinds are each other's neighbours: a wrong ending among them is a slip, not a disguise.
_PAPER = frozenset({"document", "slides", "sheet"})
_FILM = frozenset({"audio", "video"})
_ENCLOSED = frozenset({"html", "svg", "email"})


class Refusal(Exception):
    """A file was not accepted; `sentence` is what the person reads."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept: `name` is clean and ends as its kind does; `size` is in bytes."""

    name: str
    kind: Kind
    size: int


def accept(file: str | os.PathLike[str] | BinaryIO, name: str, limit_bytes: int) -> Accepted:
    """Return what `file` (a path or an open binary file) called `name` is kept as; raises Refusal."""
    name = clean_name(name)
    if isinstance(file, str | os.PathLike):
        with open(file, "rb") as stream:
            return _accept(stream, name, limit_bytes)
    position = file.tell()
    try:
        return _accept(file, name, limit_bytes)
    finally:
        file.seek(position)


def refuse_size(name: str, size: int, limit_bytes: int) -> Refusal:
    """Return the Refusal for a file of `size` bytes, for doors that know the size before the bytes."""
    said, limit = size_in_words(size), size_in_words(limit_bytes)
    if said == limit:
        return Refusal(Sentence(_JUST_TOO_BIG, name=clean_name(name), limit=limit))
    return Refusal(Sentence(_TOO_BIG, name=clean_name(name), size=said, limit=limit))


def _accept(stream: BinaryIO, name: str, limit_bytes: int) -> Accepted:
    size = stream.seek(0, os.SEEK_END)
    extension = extension_of(name)
    named = kind_by_extension(extension)
    # An ending we never take is said first: "too big, use a link" would be the wrong advice for it.
    if named and not named.accepted:
        raise Refusal(Sentence(_NOT_THIS, extension=extension))
    if size == 0:
        raise Refusal(Sentence(_EMPTY, name=name))
    if size > limit_bytes:
        raise refuse_size(name, size, limit_bytes)
    kind = sniff(stream, name)
    if not kind.accepted:
        raise Refusal(_not_accepted(kind, name, named))
    stream.seek(0)
    if stream.read(4) in SIGNATURES:
        _check_zip(stream, name)
    return Accepted(name=_true_name(name, kind, named), kind=kind, size=size)


def _not_accepted(kind: Kind, name: str, named: Kind | None) -> Sentence:
    if kind.key == "program":
        return Sentence(_PROGRAM, name=name)
    if kind.key == "script":
        return Sentence(_SCRIPT, name=name)
    if kind.key == "archive":
        return Sentence(_ARCHIVE, name=name)
    extension = extension_of(name)
    if named:
        return Sentence(_DIFFERENT, name=name, extension=extension)
    if extension:
        return Sentence(_NOT_THIS, extension=extension)
    return Sentence(_NOT_THESE, name=name)


def _check_zip(stream: BinaryIO, name: str) -> None:
    try:
        zip_contents(stream)
    except TooMuch:
        limit = size_in_words(MAX_UNPACKED)
        raise Refusal(Sentence(_BOMB, name=name, limit=limit, members=f"{MAX_MEMBERS:,}")) from None


def _true_name(name: str, kind: Kind, named: Kind | None) -> str:
    """Return `name` with the ending its content deserves; raises Refusal when the two are worlds apart.

    A phone that calls a HEIC picture ".jpg" is helped; a web page that calls itself a PDF is not.
    """
    extension = extension_of(name)
    if extension in kind.extensions:
        return name
    if kind.family == "text" or kind.key == "csv":
        # Any text may carry any ending that nothing else owns: .json, .tex, .r
        if named is None and extension:
            return name
        if named is None or named.family == "text":
            return with_extension(name, kind.extensions[0]) if not extension else name
        raise Refusal(Sentence(_DIFFERENT, name=name, extension=extension))
    if named is None:
        return f"{name}.{kind.extensions[0]}" if extension else with_extension(name, kind.extensions[0])
    if kind.key not in _ENCLOSED and _neighbours(kind, named):
        return with_extension(name, kind.extensions[0])
    raise Refusal(Sentence(_DIFFERENT, name=name, extension=extension))


def _neighbours(kind: Kind, named: Kind) -> bool:
    if kind.key == KINDS["locked-office"].key:
        return named.family in _PAPER
    return (
        kind.family == named.family
        or {kind.family, named.family} <= _PAPER
        or {kind.family, named.family} <= _FILM
    )
