"""The kinds of file that Hedgerow knows, and what people call them."""

from dataclasses import dataclass
from typing import Literal

from hedgerow.base.files.sentences import N_

Family = Literal["document", "slides", "sheet", "picture", "audio", "video", "text", "archive", "other"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    `inline_safe` says that a browser may show it from our own address; `readable` that we can take the text
    out of it; `accepted` that people may add it. The first of `extensions` is the usual one.
    """

    key: str
    media_type: str
    family: Family
    word: str
    extensions: tuple[str, ...]
    inline_safe: bool
    readable: bool
    accepted: bool


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_BYTES = "application/octet-stream"

# Key, media type, family, word for people, usual extensions, marks (inline, read, refused).
# SECURITY: svg and html are never inline: a script inside them would run with the rights of whoever looks.
_Row = tuple[str, str, Family, str, str, str]
_ROWS: tuple[_Row, ...] = (
    ("pdf", "application/pdf", "document", N_("PDF"), "pdf", "inline read"),
    ("docx", _OOXML + "wordprocessingml.document", "document", N_("Word document"), "docx dotx", "read"),
    (
        "docm",
        "application/vnd.ms-word.document.macroEnabled.12",
        "document",
        N_("Word document with macros"),
        "docm dotm",
        "read",
    ),
    ("doc", "application/msword", "document", N_("Word document"), "doc dot", ""),
    ("rtf", "application/rtf", "document", N_("Rich text document"), "rtf doc", "read"),
    ("odt", _ODF + "text", "document", N_("OpenDocument text"), "odt ott", "read"),
    ("pages", "application/vnd.apple.pages", "document", N_("Pages document"), "pages", ""),
    ("epub", "application/epub+zip", "document", N_("E-book"), "epub", ""),
    ("html", "text/html", "document", N_("Web page"), "html htm xhtml", "read"),
    ("msg", "application/vnd.ms-outlook", "document", N_("Outlook email"), "msg oft", ""),
    ("email", "message/rfc822", "document", N_("Email"), "eml", ""),
    (
        "locked-office",
        _BYTES,
        "document",
        N_("Office document with a password"),
        "docx xlsx pptx docm xlsm pptm xlsb",
        "",
    ),
    ("ole", _BYTES, "document", N_("Office document"), "pub vsd mpp wps one", ""),
    (
        "pptx",
        _OOXML + "presentationml.presentation",
        "slides",
        N_("PowerPoint slides"),
        "pptx ppsx potx",
        "read",
    ),
    (
        "pptm",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
        "slides",
        N_("PowerPoint slides with macros"),
        "pptm ppsm potm",
        "read",
    ),
    ("ppt", "application/vnd.ms-powerpoint", "slides", N_("PowerPoint slides"), "ppt pps pot", ""),
    ("odp", _ODF + "presentation", "slides", N_("OpenDocument slides"), "odp otp", "read"),
    ("keynote", "application/vnd.apple.keynote", "slides", N_("Keynote slides"), "key", ""),
    ("xlsx", _OOXML + "spreadsheetml.sheet", "sheet", N_("Excel workbook"), "xlsx xltx", "read"),
    (
        "xlsm",
        "application/vnd.ms-excel.sheet.macroEnabled.12",
        "sheet",
        N_("Excel workbook with macros"),
        "xlsm xltm",
        "read",
    ),
    (
        "xlsb",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        "sheet",
        N_("Excel workbook"),
        "xlsb",
        "",
    ),
    ("xls", "application/vnd.ms-excel", "sheet", N_("Excel workbook"), "xls xlt", ""),
    ("ods", _ODF + "spreadsheet", "sheet", N_("OpenDocument spreadsheet"), "ods ots", "read"),
    ("numbers", "application/vnd.apple.numbers", "sheet", N_("Numbers spreadsheet"), "numbers", ""),
    ("csv", "text/csv", "sheet", N_("Table (CSV)"), "csv tsv", "read"),
    ("jpeg", "image/jpeg", "picture", N_("Picture"), "jpg jpeg jpe jfif", "inline"),
    ("png", "image/png", "picture", N_("Picture"), "png apng", "inline"),
    ("gif", "image/gif", "picture", N_("Picture"), "gif", "inline"),
    ("webp", "image/webp", "picture", N_("Picture"), "webp", "inline"),
    ("avif", "image/avif", "picture", N_("Picture"), "avif", "inline"),
    ("heic", "image/heic", "picture", N_("Picture"), "heic heif hif", ""),
    ("tiff", "image/tiff", "picture", N_("Picture"), "tif tiff", ""),
    ("bmp", "image/bmp", "picture", N_("Picture"), "bmp dib", ""),
    ("svg", "image/svg+xml", "picture", N_("Drawing"), "svg", ""),
    ("mp4", "video/mp4", "video", N_("Video"), "mp4 mpg4 3gp", "inline"),
    ("m4v", "video/x-m4v", "video", N_("Video"), "m4v", "inline"),
    ("mov", "video/quicktime", "video", N_("Video"), "mov qt", "inline"),
    ("webm", "video/webm", "video", N_("Video"), "webm", "inline"),
    ("ogv", "video/ogg", "video", N_("Video"), "ogv", "inline"),
    ("mkv", "video/x-matroska", "video", N_("Video"), "mkv", "inline"),
    ("avi", "video/x-msvideo", "video", N_("Video"), "avi", "inline"),
    ("wmv", "video/x-ms-wmv", "video", N_("Video"), "wmv asf", "inline"),
    ("mp3", "audio/mpeg", "audio", N_("Audio"), "mp3", "inline"),
    ("m4a", "audio/mp4", "audio", N_("Audio"), "m4a m4b", "inline"),
    ("aac", "audio/aac", "audio", N_("Audio"), "aac", "inline"),
    ("wav", "audio/wav", "audio", N_("Audio"), "wav", "inline"),
    ("ogg", "audio/ogg", "audio", N_("Audio"), "ogg oga opus", "inline"),
    ("flac", "audio/flac", "audio", N_("Audio"), "flac", "inline"),
    ("text", "text/plain", "text", N_("Text file"), "txt text md log", "inline read"),
    ("calendar", "text/calendar", "text", N_("Calendar file"), "ics ical", "read"),
    ("contact", "text/vcard", "text", N_("Contact card"), "vcf vcard", ""),
    ("zip", "application/zip", "archive", N_("Zip file"), "zip", ""),
    ("archive", _BYTES, "archive", N_("Packed file"), "7z rar gz tgz bz2 xz tar cab iso dmg zst", "refused"),
    (
        "program",
        _BYTES,
        "other",
        N_("Program"),
        "exe dll msi com scr cpl sys lnk app apk jar deb rpm pkg",
        "refused",
    ),
    (
        "script",
        _BYTES,
        "other",
        N_("Script"),
        "sh bash bat cmd ps1 psm1 js jse mjs vb vbe vbs ws wsf wsh hta inf reg scf url desktop msc iqy chm xll",
        "refused",
    ),
    ("unknown", _BYTES, "other", N_("File"), "", "refused"),
)

KINDS: dict[str, Kind] = {
    key: Kind(
        key=key,
        media_type=media_type,
        family=family,
        word=word,
        extensions=tuple(extensions.split()),
        inline_safe="inline" in marks,
        readable="read" in marks,
        accepted="refused" not in marks,
    )
    for key, media_type, family, word, extensions, marks in _ROWS
}


def extension_of(name: str) -> str:
    """Return the last extension of `name` in lower case without its dot, or "" when there is none."""
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    usable = stem and dot and len(extension) <= 16 and extension.replace("-", "").replace("_", "").isalnum()
    return extension if usable else ""


def kind_by_extension(extension: str) -> Kind | None:
    """Return the kind that usually carries `extension`, or None when nobody here knows it."""
    for kind in KINDS.values():
        if extension in kind.extensions:
            return kind
    return None
