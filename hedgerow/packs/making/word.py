"""Makes a Word document: headings, paragraphs, bullets and tables, with styles of its own."""

from hedgerow.packs.making.plans import Block, Plan, tables
from hedgerow.packs.making.zipped import OFFICE, XML, escape, office_parts, relations, zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(plan: Plan) -> bytes:
    """The .docx of a plan."""
    parts = office_parts(
        "word/document.xml",
        {
            "word/document.xml": "wordprocessingml.document.main",
            "word/styles.xml": "wordprocessingml.styles",
            "word/numbering.xml": "wordprocessingml.numbering",
            "word/footer1.xml": "wordprocessingml.footer",
        },
        title=plan.title,
        author=plan.author,
    )
    body = "".join(_part(one, plan) for one in tables(plan.blocks))
    parts["word/document.xml"] = (
        f'{XML}<w:document {_W} xmlns:r="{OFFICE}/relationships"><w:body>{body}<w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="708" w:footer="708" '
        'w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    parts["word/styles.xml"] = _styles(plan.colours[0])
    parts["word/numbering.xml"] = (
        f'{XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    parts["word/footer1.xml"] = (
        f'{XML}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{_run(f'{plan.title}. {plan.author}, Thistle Valley (example)')}</w:p></w:ftr>"
    )
    parts["word/_rels/document.xml.rels"] = relations(
        [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footer", "footer1.xml")]
    )
    return zipped(parts)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(style: str, text: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{_run(text)}</w:p>'


def _part(part: Block | list[tuple[str, ...]], plan: Plan) -> str:
    if isinstance(part, list):
        return _table(part, plan.colours[1])
    if part.kind == "heading":
        return _paragraph("Title" if part.level == 1 else f"Heading{part.level - 1}", part.text)
    if part.kind == "bullet":
        numbers = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        return _paragraph("ListParagraph", part.text, numbers)
    if part.kind == "break":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    return _paragraph("Normal", part.text)


def _table(rows: list[tuple[str, ...]], tint: str) -> str:
    width = 9298 // len(rows[0])
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in rows[0])
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BDB8A8"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    lines = []
    for place, cells in enumerate(rows):
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if place == 0 else ""
        boxes = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{_paragraph("TableText", cell)}</w:tc>'
            for cell in cells
        )
        lines.append(f"<w:tr>{boxes}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9298" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>{_paragraph('Normal', '')}"
    )


def _styles(colour: str) -> str:
    def style(key: str, name: str, look: str, spacing: str, extra: str = "") -> str:
        default = ' w:default="1"' if key == "Normal" else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>'
            f"<w:pPr>{spacing}{extra}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
        )

    serif = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:b/>' + f'<w:color w:val="{colour}"/>'
    sans = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
    after = '<w:spacing w:before="{}" w:after="{}"/>'.format
    return (
        f"{XML}<w:styles {_W}>"
        + style("Normal", "Normal", sans + '<w:sz w:val="23"/>', after(0, 140))
        + style("Title", "Title", serif + '<w:sz w:val="44"/>', after(0, 240))
        + style(
            "Heading1",
            "heading 1",
            serif + '<w:sz w:val="30"/>',
            after(280, 100),
            '<w:outlineLvl w:val="0"/>',
        )
        + style(
            "Heading2", "heading 2", serif + '<w:sz w:val="25"/>', after(200, 80), '<w:outlineLvl w:val="1"/>'
        )
        + style("ListParagraph", "List Paragraph", sans + '<w:sz w:val="23"/>', after(0, 60))
        + style("TableText", "Table Text", sans + '<w:sz w:val="21"/>', after(40, 40))
        + style("Footer", "footer", sans + '<w:color w:val="666E62"/><w:sz w:val="17"/>', after(0, 0))
        + "</w:styles>"
    )
