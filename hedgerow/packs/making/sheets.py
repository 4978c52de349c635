"""Makes an Excel workbook (a sheet per heading) and comma-separated text from the tables of a plan."""

import csv
import io
import re

from hedgerow.packs.making.plans import Block, Plan, tables
from hedgerow.packs.making.zipped import OFFICE, XML, escape, office_parts, quoteattr, relations, zipped

_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _sheets(plan: Plan) -> list[tuple[str, list[tuple[str, ...]]]]:
    named: list[tuple[str, list[tuple[str, ...]]]] = []
    name = plan.title
    for part in tables(plan.blocks):
        if isinstance(part, Block):
            name = part.text if part.kind == "heading" else name
        else:
            named.append((name[:31], part))
    return named


def csv_file(plan: Plan) -> bytes:
    """The first table, as UTF-8 with a byte order mark, which is what Excel needs to show accents."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(_sheets(plan)[0][1])
    return out.getvalue().encode("utf-8-sig")


def sheet(plan: Plan) -> bytes:
    """The .xlsx of a plan: a bold, frozen first row, numbers as numbers, columns as wide as their words."""
    sheets = _sheets(plan)
    types = {"xl/workbook.xml": "spreadsheetml.sheet.main", "xl/styles.xml": "spreadsheetml.styles"}
    for place in range(1, len(sheets) + 1):
        types[f"xl/worksheets/sheet{place}.xml"] = "spreadsheetml.worksheet"
    parts = office_parts("xl/workbook.xml", types, title=plan.title, author=plan.author)
    rows = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="rId{place}"/>'
        for place, (name, _) in enumerate(sheets, 1)
    )
    parts["xl/workbook.xml"] = (
        f'{XML}<workbook {_S} xmlns:r="{OFFICE}/relationships"><sheets>{rows}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(
        [("worksheet", f"worksheets/sheet{place}.xml") for place in range(1, len(sheets) + 1)]
        + [("styles", "styles.xml")]
    )
    parts["xl/styles.xml"] = (
        f'{XML}<styleSheet {_S}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill '
        'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill '
        f'patternType="solid"><fgColor rgb="FF{plan.colours[1]}"/></patternFill></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
    for place, (_, cells) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{place}.xml"] = _worksheet(cells)
    return zipped(parts)


def _worksheet(rows: list[tuple[str, ...]]) -> str:
    widths = [min(70, max(len(row[column]) for row in rows) + 3) for column in range(len(rows[0]))]
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
    lines = []
    for number, row in enumerate(rows, 1):
        boxes = "".join(_cell(text, number, column) for column, text in enumerate(row) if text)
        lines.append(f'<row r="{number}">{boxes}</row>')
    return (
        f'{XML}<worksheet {_S}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _cell(text: str, number: int, column: int) -> str:
    place = f"{chr(65 + column)}{number}"
    style = ' s="1"' if number == 1 else ""
    if _NUMBER.fullmatch(text):
        return f'<c r="{place}"{style}><v>{text}</v></c>'
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
