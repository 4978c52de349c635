"""Makes names of files safe to store, show and hand back, while keeping them as people wrote them."""

import re
import unicodedata

from hedgerow.base.files.kinds import extension_of, kind_by_extension

MAX_CHARACTERS = 150
# Room for a path's last part on every common disk (255 bytes) with a number put behind it.
MAX_BYTES = 240

# SECURITY: characters that turn or hide part of a name ("exe" shown as "pdf") are never kept. The joiners
# U+200C and U+200D stay: Persian words and family emoji are made of them.
_HIDDEN = re.compile(
    "[\u200b\u200e\u200f\u061c\u00ad\u180e\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001]"
)
_REPLACED = str.maketrans({'"': "'", ":": "-", "|": "-", "<": None, ">": None, "?": None, "*": None})
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def clean_name(name: str) -> str:
    """Return `name` without folders, controls and characters that other computers refuse; never empty.

    At most 150 characters, with the extension kept.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = _HIDDEN.sub("", name).translate(_REPLACED)
    kept = (" " if character.isspace() else character for character in name)
    name = "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co"))
    name = re.sub(r" +", " ", name).rstrip(" .").lstrip(" ")
    if name.startswith(".") and kind_by_extension(name.lstrip(" .").lower()):
        # Nothing but an ending: the rest was folders, or characters that are not kept.
        name = f"file.{name.lstrip(' .')}"
    name = name.lstrip(" .")
    extension = extension_of(name)
    stem = name[: -len(extension) - 1].rstrip(" .") if extension else name
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    stem = _shorten(stem or "file", len(extension) + 1)
    return f"{stem}.{name[-len(extension) :]}" if extension else stem


def with_extension(name: str, extension: str) -> str:
    """Return `name` with its last extension replaced by `extension`, or with it added when there is none."""
    old = extension_of(name)
    stem = name[: -len(old) - 1] if old else name
    return f"{_shorten(stem, len(extension) + 1)}.{extension}"


def _shorten(stem: str, reserve: int) -> str:
    """Cut `stem` so that `reserve` more characters fit, and never through an accent or a joined emoji."""
    short = stem[: MAX_CHARACTERS - reserve]
    short = short.encode()[: MAX_BYTES - reserve].decode("utf-8", "ignore")
    if short != stem:
        while short and _joins(stem[len(short)]):
            short = short[:-1]
        while short and (short[-1] == "\u200d" or short[-1].isspace()):
            short = short[:-1]
    return short or "file"


def _joins(character: str) -> bool:
    """Say whether `character` belongs to the one before it."""
    return bool(unicodedata.combining(character)) or character in "\u200d\ufe0f" or "🏻" <= character <= "🏿"
