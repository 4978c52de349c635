"""Makes an OpenDocument text: what people send who do not have Word."""

from hedgerow.packs.making.plans import Block, Plan, tables
from hedgerow.packs.making.zipped import XML, escape, zipped

_NS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{short}="{_NS}:{full}:1.0"'
    for short, full in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("meta", "meta"),
    )
) + (
    f' xmlns:fo="{_NS}:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
_TYPE = "application/vnd.oasis.opendocument.text"


def opendocument(plan: Plan) -> bytes:
    """The .odt of a plan."""
    body = "".join(_part(one) for one in tables(plan.blocks))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", _TYPE),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )
    return zipped(
        {
            "mimetype": _TYPE,
            "content.xml": (
                f"{XML}<office:document-content {_SPACES}><office:body><office:text>{body}</office:text>"
                "</office:body></office:document-content>"
            ),
            "styles.xml": _styles(plan.colours[0]),
            "meta.xml": (
                f"{XML}<office:document-meta {_SPACES}><office:meta><dc:title>{escape(plan.title)}</dc:title>"
                f"<meta:initial-creator>{escape(plan.author)}</meta:initial-creator></office:meta></office:document-meta>"
            ),
            "META-INF/manifest.xml": (
                f'{XML}<manifest:manifest xmlns:manifest="{_NS}:manifest:1.0" manifest:version="1.3">{entries}'
                "</manifest:manifest>"
            ),
        },
        first_plain="mimetype",
    )


def _part(part: Block | list[tuple[str, ...]]) -> str:
    if isinstance(part, list):
        rows = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
                for cell in cells
            )
            + "</table:table-row>"
            for cells in part
        )
        columns = f'<table:table-column table:number-columns-repeated="{len(part[0])}"/>'
        return f"<table:table>{columns}{rows}</table:table>"
    if part.kind == "heading":
        return (
            f'<text:h text:style-name="Heading_20_{part.level}" text:outline-level="{part.level}">'
            f"{escape(part.text)}</text:h>"
        )
    if part.kind == "bullet":
        return f"<text:list><text:list-item><text:p>{escape(part.text)}</text:p></text:list-item></text:list>"
    return f'<text:p text:style-name="Text_20_body">{escape(part.text)}</text:p>'


def _styles(colour: str) -> str:
    def style(name: str, look: str, spacing: str) -> str:
        shown = name.replace("_20_", " ")
        return (
            f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph">'
            f"<style:paragraph-properties {spacing}/><style:text-properties {look}/></style:style>"
        )

    head = f'fo:font-family="Georgia" fo:font-weight="bold" fo:color="#{colour}"'
    return (
        f"{XML}<office:document-styles {_SPACES}><office:styles>"
        + style("Text_20_body", 'fo:font-family="Calibri" fo:font-size="11.5pt"', 'fo:margin-bottom="0.25cm"')
        + style("Heading_20_1", f'{head} fo:font-size="22pt"', 'fo:margin-bottom="0.4cm"')
        + style(
            "Heading_20_2", f'{head} fo:font-size="15pt"', 'fo:margin-top="0.5cm" fo:margin-bottom="0.2cm"'
        )
        + "</office:styles></office:document-styles>"
    )
