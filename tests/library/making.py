"""Files that tests make themselves."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

#: The tag of the block that says where a picture was taken, and that of how it was held.
GPS, ORIENTATION = 34853, 274


def sent(data: bytes, name: str) -> SimpleUploadedFile:
    """A file as a form brings it."""
    return SimpleUploadedFile(name, data)


def photo(*, size: tuple[int, int] = (60, 40), orientation: int = 6, place: bool = True) -> bytes:
    """A JPEG, red above and blue below, that says how it was held and where it was taken."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    if place:
        exif[GPS] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def pdf(words: str = "Hawthorn", pages: int = 1) -> bytes:
    """A small PDF with these words on every page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for number in range(1, pages + 1):
        text = f"BT /F1 24 Tf 40 700 Td ({words} {number}) Tj ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"
    out, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"{end}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out.encode("latin-1")


def bomb() -> bytes:
    """A small zip that would unpack to a gigabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"{number}.txt", b"\0" * 100_000_000)
    return out.getvalue()


PROGRAM = b"MZ\x90\x00" + b"\x00" * 56 + b"\x80\x00\x00\x00" + b"PE\x00\x00"
