"""Reads and draws PDF pages by PDFium."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from hedgerow.base.parsing.limits import MAX_PAGES
from hedgerow.base.parsing.readers.unreadable import Unreadable

_WRONG_PASSWORD = 4
_MAX_HEIGHT_TO_WIDTH = 4
_MAX_ANNOTATIONS = 500
_MAX_VALUE = 20_000
# PDFium marks a hyphen at the end of a line by these; the word goes on in the next line.
_HYPHENS = str.maketrans({"\x02": "\ufffe"})


def read(path: str, kind: str) -> Iterator[dict[str, Any]]:
    """Yield one page per page; raises Unreadable."""
    document = _open(path)
    count = len(document)
    yield {"unit": "page", "page_count": count, "title": document.get_metadata_dict().get("Title", "")}
    found = False
    for index in range(min(count, MAX_PAGES)):
        text = _page_text(document, index)
        found = found or bool(text.strip())
        yield {"page": index + 1, "label": f"Page {index + 1}", "text": text}
    if not found:
        yield {"note": "pictures"}


def run_pdf_page(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Draw page `page` (from 1) at `width` pixels into `out`."""
    try:
        document = _open(task["path"])
    except Unreadable as problem:
        yield {"note": problem.reason}
        return
    if not 1 <= task["page"] <= len(document):
        yield {"note": "no-page"}
        return
    # Without this what people typed into a form is not drawn.
    document.init_forms()
    page = document[task["page"] - 1]
    width, height = page.get_size()
    if width < 1 or height < 1 or height > width * _MAX_HEIGHT_TO_WIDTH * 10:
        yield {"note": "damaged"}
        return
    scale = min(task["width"] / width, task["width"] * _MAX_HEIGHT_TO_WIDTH / height)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    picture.save(task["out"], "WEBP", quality=82, method=4)
    yield {"width": picture.width, "height": picture.height, "media_type": "image/webp"}


def _open(path: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("locked" if problem.err_code == _WRONG_PASSWORD else "damaged") from None


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        page = document[index]
        text = page.get_textpage().get_text_bounded().translate(_HYPHENS)
    except pypdfium2.PdfiumError:
        # One broken page does not take the others with it.
        return ""
    text = text.replace("\ufffe\r\n", "").replace("\ufffe\n", "").replace("\ufffe", "")
    typed = _typed(page)
    return f"{text}\n\n{typed}" if typed else text


def _typed(page: pypdfium2.PdfPage) -> str:
    """Return what people put on the page afterwards: form fields and comments."""
    values = []
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
        if annotation:
            widget = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
            # Ticks and radio buttons hold the name of a state, which says nothing to a reader.
            if not (widget and _string(annotation, b"FT") == "Btn"):
                values.append(_string(annotation, b"V" if widget else b"Contents").strip())
            pdfium.FPDFPage_CloseAnnot(annotation)
    return "\n".join(value for value in values if value)


def _string(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= _MAX_VALUE:
        return ""
    buffer = ctypes.create_string_buffer(size)
    target = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(annotation, key, target, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
