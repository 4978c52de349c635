"""Makes a PDF: headings with an outline, tables, a flowchart where the plan has one, page numbers."""

import io
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from hedgerow.packs.making.plans import Block, Plan, tables

_INK, _QUIET, _LINE = colors.HexColor("#1D2A22"), colors.HexColor("#4F5A51"), colors.HexColor("#BDB8A8")
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=16, textColor=_INK, spaceAfter=7)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=9.5, leading=12.5, spaceAfter=0)


class _Heading(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A heading that also stands in the outline of the document."""

    def __init__(self, text: str, level: int, key: str, colour: colors.Color) -> None:
        size = (22, 15, 12.5)[min(level, 3) - 1]
        style = ParagraphStyle(
            f"heading{level}", fontName="Times-Bold", fontSize=size, leading=size * 1.2, textColor=colour,
            spaceBefore=size * 0.7, spaceAfter=size * 0.4, keepWithNext=True,
        )  # fmt: skip
        super().__init__(escape(text), style)
        self.entry = (text, key, level - 1)

    def draw(self) -> None:
        text, key, level = self.entry
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level=min(level, 1), closed=level > 0)
        super().draw()


class _Flowchart(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Boxes one under another, with arrows between them."""

    def __init__(self, steps: tuple[str, ...], dark: colors.Color, tint: colors.Color) -> None:
        super().__init__()
        self.steps, self.dark, self.tint = steps, dark, tint
        self.width, self.height = 440.0, 84.0 * len(steps)

    def draw(self) -> None:
        for place, step in enumerate(self.steps):
            bottom = self.height - 84 * (place + 1) + 26
            self.canv.setFillColor(self.tint)
            self.canv.setStrokeColor(self.dark)
            self.canv.roundRect(30, bottom, 380, 52, 10, fill=1)
            self.canv.setFillColor(_INK)
            self.canv.setFont("Helvetica-Bold", 12)
            self.canv.drawCentredString(220, bottom + 21, step)
            if place < len(self.steps) - 1:
                self.canv.setFillColor(self.dark)
                self.canv.line(220, bottom, 220, bottom - 20)
                arrow = self.canv.beginPath()
                arrow.moveTo(214, bottom - 20)
                arrow.lineTo(226, bottom - 20)
                arrow.lineTo(220, bottom - 30)
                arrow.close()
                self.canv.drawPath(arrow, fill=1, stroke=0)


def pdf(plan: Plan) -> bytes:
    """The PDF of a plan, without a date of making in it, so that it is the same bytes every time."""
    out = io.BytesIO()
    dark, tint = colors.HexColor(f"#{plan.colours[0]}"), colors.HexColor(f"#{plan.colours[1]}")
    document = SimpleDocTemplate(
        out, pagesize=A4, title=plan.title, author=plan.author, leftMargin=62, rightMargin=62, topMargin=58,
        bottomMargin=64, invariant=1,
    )  # fmt: skip
    story: list[Flowable] = []
    first = True
    for place, part in enumerate(tables(plan.blocks)):
        story.append(_flowable(part, f"h{place}", dark, tint))
        if first and plan.flow and isinstance(part, Block) and part.kind == "paragraph":
            story += [Spacer(1, 12), _Flowchart(plan.flow, dark, tint), PageBreak()]
            first = False

    def foot(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8.5)
        canvas.setFillColor(_QUIET)
        canvas.drawString(62, 36, f"{plan.title}. {plan.author}, Thistle Valley (example)")
        canvas.drawRightString(A4[0] - 62, 36, f"Page {page.page}")
        canvas.restoreState()

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _flowable(
    part: Block | list[tuple[str, ...]], key: str, dark: colors.Color, tint: colors.Color
) -> Flowable:
    if isinstance(part, list):
        return _table(part, tint)
    if part.kind == "heading":
        return _Heading(part.text, part.level, key, dark)
    if part.kind == "break":
        return PageBreak()
    if part.kind == "bullet":
        item = ListItem(Paragraph(escape(part.text), _BODY), bulletColor=dark)
        return ListFlowable([item], bulletType="bullet", start="•", leftIndent=16)
    return Paragraph(escape(part.text), _BODY)


def _table(rows: list[tuple[str, ...]], tint: colors.Color) -> Table:
    cells = [[Paragraph(f"<b>{escape(one)}</b>" if not place else escape(one), _CELL) for one in row]
             for place, row in enumerate(rows)]  # fmt: skip
    longest = [max(8, *(min(40, len(row[column])) for row in rows)) for column in range(len(rows[0]))]
    width = A4[0] - 124
    table = Table(
        cells, colWidths=[width * one / sum(longest) for one in longest], repeatRows=1, spaceAfter=10
    )
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, _LINE),
                ("BACKGROUND", (0, 0), (-1, 0), tint),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ]
        )
    )
    return table
