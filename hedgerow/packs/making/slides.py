"""Makes a PowerPoint slide deck: a cover, slides with bullets and drawings, and the speaker's notes."""

from dataclasses import dataclass, field

from hedgerow.packs.making.plans import Block, Plan
from hedgerow.packs.making.slides_frame import NAMESPACES, frame_parts, shape, text_box
from hedgerow.packs.making.zipped import XML, escape, office_parts, relations, zipped

WIDTH, HEIGHT = 12192000, 6858000


@dataclass(slots=True)
class _Slide:
    title: str = ""
    lines: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hundred: int = -1


def slides(plan: Plan) -> bytes:
    """The .pptx of a plan."""
    deck = _deck(plan.blocks)
    types = {
        "ppt/presentation.xml": "presentationml.presentation.main",
        "ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
        "ppt/slideLayouts/slideLayout1.xml": "presentationml.slideLayout",
        "ppt/notesMasters/notesMaster1.xml": "presentationml.notesMaster",
        "ppt/theme/theme1.xml": "theme",
        "ppt/theme/theme2.xml": "theme",
    }
    for place, one in enumerate(deck, 1):
        types[f"ppt/slides/slide{place}.xml"] = "presentationml.slide"
        if one.notes:
            types[f"ppt/notesSlides/notesSlide{place}.xml"] = "presentationml.notesSlide"
    parts = office_parts("ppt/presentation.xml", types, title=plan.title, author=plan.author)
    parts |= frame_parts(len(deck), plan.colours[0])
    for place, one in enumerate(deck, 1):
        drawn = _cover(one, plan) if place == 1 else _page(one, plan, place, len(deck))
        parts[f"ppt/slides/slide{place}.xml"] = drawn
        targets = [("slideLayout", "../slideLayouts/slideLayout1.xml")]
        if one.notes:
            targets.append(("notesSlide", f"../notesSlides/notesSlide{place}.xml"))
            parts[f"ppt/notesSlides/notesSlide{place}.xml"] = _notes(one)
            parts[f"ppt/notesSlides/_rels/notesSlide{place}.xml.rels"] = relations(
                [
                    ("notesMaster", "../notesMasters/notesMaster1.xml"),
                    ("slide", f"../slides/slide{place}.xml"),
                ]
            )
        parts[f"ppt/slides/_rels/slide{place}.xml.rels"] = relations(targets)
    return zipped(parts)


def _deck(blocks: tuple[Block, ...]) -> list[_Slide]:
    deck = [_Slide()]
    for block in blocks:
        if block.kind == "break":
            deck.append(_Slide())
        elif block.kind == "heading":
            deck[-1].title = block.text
        elif block.kind == "bullet":
            deck[-1].bullets.append(block.text)
        elif block.kind == "notes":
            deck[-1].notes.append(block.text)
        elif block.kind == "drawing":
            deck[-1].hundred = int(block.text.removeprefix("hundred "))
        else:
            deck[-1].lines.append(block.text)
    return [one for one in deck if one.title]


def _slide(background: str, shapes: list[str]) -> str:
    return (
        f'{XML}<p:sld {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="{background}"/></a:solidFill>'
        '<a:effectLst/></p:bgPr></p:bg><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr/>{''.join(shapes)}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/>"
        "</p:clrMapOvr></p:sld>"
    )


def _cover(one: _Slide, plan: Plan) -> str:
    dark, tint, middle = plan.colours
    shapes = [shape(10, "ellipse", 7900000, -1500000, 6200000, 6200000, middle)]
    for place, (x, y) in enumerate(((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31))):
        left, top = int(9900000 + x * 560000 - 480000), int(2600000 + y * 560000 - 480000)
        shapes.append(shape(11 + place, "ellipse", left, top, 960000, 960000, dark, line=tint))
    shapes.append(shape(16, "ellipse", 9600000, 2300000, 600000, 600000, tint))
    shapes.append(text_box(2, "title", 640000, 1750000, 7200000, 1900000, [one.title], 48, dark, serif=True))
    shapes.append(
        text_box(3, "body", 640000, 3900000, 7200000, 1500000, one.lines or [plan.author], 22, "4F5A51")
    )
    return _slide(tint, shapes)


def _page(one: _Slide, plan: Plan, place: int, total: int) -> str:
    dark, _, middle = plan.colours
    shapes = [
        shape(10, "rect", 0, 0, 150000, HEIGHT, dark),
        text_box(2, "title", 640000, 430000, 10900000, 1000000, [one.title], 36, dark, serif=True),
    ]
    top = 1650000
    if one.hundred >= 0:
        for person in range(100):
            row, column = divmod(person, 20)
            colour = dark if person < one.hundred else middle
            shapes.append(
                shape(
                    100 + person,
                    "ellipse",
                    700000 + column * 520000,
                    top + row * 480000,
                    330000,
                    400000,
                    colour,
                )
            )
        top += 2600000
    lines = one.bullets or one.lines
    body = text_box(3, "body", 640000, top, 10600000, HEIGHT - top - 800000, lines, 26, "1D2A22", bullet=dark)
    shapes.append(body)
    foot = [f"{plan.title}. {plan.author}"]
    shapes.append(text_box(4, "", 640000, 6300000, 9000000, 350000, foot, 12, "4F5A51"))
    shapes.append(text_box(5, "", 10500000, 6300000, 1200000, 350000, [f"{place} of {total}"], 12, "4F5A51"))
    return _slide("FFFFFF", shapes)


def _notes(one: _Slide) -> str:
    paragraphs = "".join(
        f'<a:p><a:r><a:rPr lang="en-GB"/><a:t>{escape(text)}</a:t></a:r></a:p>' for text in one.notes
    )
    return (
        f'{XML}<p:notes {NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        '</p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" '
        'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        '<p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
        f"{paragraphs}</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
