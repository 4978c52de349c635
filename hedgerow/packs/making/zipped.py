"""Zip containers (Office and OpenDocument files are such) that are the same bytes every time."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_MOMENT = (2026, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument."

__all__ = ["OFFICE", "PACKAGE", "TYPES", "XML", "escape", "quoteattr", "office_parts", "relations", "zipped"]


def zipped(parts: Mapping[str, str], *, first_plain: str = "") -> bytes:
    """The parts in their order; `first_plain` names one that must not be compressed (OpenDocument's mimetype)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == first_plain else zipfile.ZIP_DEFLATED
            container.writestr(info, body.encode())
    return out.getvalue()


def relations(targets: list[tuple[str, str]]) -> str:
    """A .rels part: rId1, rId2… for (type after .../relationships/, target)."""
    rows = "".join(
        f'<Relationship Id="rId{place}" Type="{_relation(kind)}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _relation(kind: str) -> str:
    base = f"{PACKAGE}/relationships/metadata" if kind == "core-properties" else f"{OFFICE}/relationships"
    return f"{base}/{kind}"


def office_parts(main: str, content_types: Mapping[str, str], *, title: str, author: str) -> dict[str, str]:
    """What every Office file opens with: content types, the relation to its `main` part, title and author."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{TYPES}{kind}+xml"/>'
        for name, kind in content_types.items()
    )
    return {
        "[Content_Types].xml": (
            f'{XML}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": relations([("officeDocument", main), ("core-properties", "docProps/core.xml")]),
        "docProps/core.xml": (
            f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator></cp:coreProperties>"
        ),
    }
