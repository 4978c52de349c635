"""What every slide deck needs around its slides: presentation, master, layout, notes master, theme, and shapes."""

from hedgerow.packs.making.zipped import OFFICE, XML, escape, relations

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def _place(x: int, y: int, width: int, height: int) -> str:
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def shape(
    number: int, form: str, x: int, y: int, width: int, height: int, colour: str, line: str = ""
) -> str:
    """A coloured rectangle or ellipse, in English Metric Units; it says nothing, so it is marked as decoration."""
    edge = (
        f'<a:ln w="57150"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:ln>'
        if line
        else "<a:ln><a:noFill/></a:ln>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Decoration {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'{_place(x, y, width, height)}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{edge}</p:spPr></p:sp>'
    )


def text_box(
    number: int,
    placeholder: str,
    x: int,
    y: int,
    width: int,
    height: int,
    lines: list[str],
    points: int,
    colour: str,
    *,
    serif: bool = False,
    bullet: str = "",
) -> str:
    """Text at a place; `placeholder` is title, body or nothing; `bullet` is the colour of bullets, if there are any."""
    mark = {"title": '<p:ph type="title"/>', "body": '<p:ph type="body" idx="1"/>'}.get(placeholder, "")
    font = "+mj-lt" if serif else "+mn-lt"
    spacing = '<a:spcAft><a:spcPts val="900"/></a:spcAft>'
    if bullet:
        before = (
            f'<a:pPr marL="400000" indent="-400000">{spacing}<a:buClr><a:srgbClr val="{bullet}"/></a:buClr>'
            '<a:buFont typeface="Arial"/><a:buChar char="•"/></a:pPr>'
        )
    else:
        before = '<a:pPr marL="0" indent="0"><a:buNone/></a:pPr>'
    look = (
        f'<a:rPr lang="en-GB" sz="{points * 100}" b="{int(serif)}"><a:solidFill><a:srgbClr val="{colour}"/>'
        f'</a:solidFill><a:latin typeface="{font}"/></a:rPr>'
    )
    paragraphs = "".join(f"<a:p>{before}<a:r>{look}<a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Text {number}"/><p:cNvSpPr txBox="{int(not mark)}"/>'
        f"<p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:spPr>{_place(x, y, width, height)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" '
        f'anchor="t"><a:normAutofit/></a:bodyPr><a:lstStyle/>{paragraphs or "<a:p/>"}</p:txBody></p:sp>'
    )


def frame_parts(count: int, colour: str) -> dict[str, str]:
    """The parts of a deck of `count` slides that do not depend on what the slides say."""
    numbers = "".join(f'<p:sldId id="{255 + place}" r:id="rId{place + 2}"/>' for place in range(1, count + 1))
    targets = [
        ("slideMaster", "slideMasters/slideMaster1.xml"),
        ("notesMaster", "notesMasters/notesMaster1.xml"),
    ]
    targets += [("slide", f"slides/slide{place}.xml") for place in range(1, count + 1)]
    theme = _theme(colour)
    return {
        "ppt/presentation.xml": (
            f'{XML}<p:presentation {NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
            '</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
            f'<p:sldIdLst>{numbers}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
            "</p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": relations([*targets, ("theme", "theme/theme1.xml")]),
        "ppt/slideMasters/slideMaster1.xml": (
            f"{XML}<p:sldMaster {NAMESPACES}><p:cSld><p:spTree>{_TREE}{_holder(2, 'title')}{_holder(3, 'body')}"
            f'</p:spTree></p:cSld>{_MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/>'
            "</p:sldLayoutIdLst></p:sldMaster>"
        ),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            [("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")]
        ),
        "ppt/slideLayouts/slideLayout1.xml": (
            f'{XML}<p:sldLayout {NAMESPACES} type="obj"><p:cSld name="Title and text"><p:spTree>{_TREE}'
            f"{_holder(2, 'title')}{_holder(3, 'body')}</p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        ),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
            [("slideMaster", "../slideMasters/slideMaster1.xml")]
        ),
        "ppt/notesMasters/notesMaster1.xml": (
            f"{XML}<p:notesMaster {NAMESPACES}><p:cSld><p:spTree>{_TREE}{_holder(2, 'sldImg')}{_holder(3, 'body')}"
            f"</p:spTree></p:cSld>{_MAP}</p:notesMaster>"
        ),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations([("theme", "../theme/theme2.xml")]),
        "ppt/theme/theme1.xml": theme,
        "ppt/theme/theme2.xml": theme,
    }


def _holder(number: int, kind: str) -> str:
    index = ' idx="1"' if kind == "body" else ""
    place = (
        _place(640000, 430000, 10900000, 1000000)
        if kind == "title"
        else _place(640000, 1650000, 10600000, 4400000)
    )
    text = (
        "" if kind == "sldImg" else "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr><p:spPr>{place}<a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></p:spPr>{text}</p:sp>"
    )


def _theme(colour: str) -> str:
    named = {"dk1": "1D2A22", "lt1": "FFFFFF", "dk2": "435046", "lt2": "FAF8F1", "accent1": colour, "accent2": "1C5437",
             "accent3": "6A2A5B", "accent4": "2C4A7C", "accent5": "951D27", "accent6": "6F4400", "hlink": "1C5437",
             "folHlink": "5B3A78"}  # fmt: skip
    shades = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in named.items())
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, face in (("major", "Georgia"), ("minor", "Calibri"))
    )
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Hedge"><a:themeElements>'
        f'<a:clrScheme name="Hedge">{shades}</a:clrScheme><a:fontScheme name="Hedge">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Hedge"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
