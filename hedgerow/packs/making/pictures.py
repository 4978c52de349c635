"""Draws the pictures of an example: small drawings, and one large photograph with the metadata that phones leave in."""

import io
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from hedgerow.packs.making.plans import Plan

_INK, _LEAF, _PAPER, _TABLE = "#1D2A22", "#1C5437", "#FAF8F1", "#D9C7A6"
_TINTS = ("#FBE7EF", "#E4F1E4", "#E5EEF9", "#FBECDD", "#F8EEDA", "#F5E8F1", "#DFF1EF")
_WORDS = ("Thank you all", "Tea at 3:30", "Lost: one blue mug", "Running club, Tuesday", "Be kind, the tea is a long way down",
          "Choir in the big room", "Free: half a cake", "Bring layers", "Who has the stapler?", "Well done everyone",
          "Walk the hill", "New kettle, same rules")  # fmt: skip


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def picture(plan: Plan) -> bytes:
    """A small PNG of the plan's scene: card, desk, map or week."""
    image = Image.new("RGB", (1200, 800), _PAPER)
    draw = ImageDraw.Draw(image)
    {"card": _card, "desk": _desk, "map": _map, "week": _week}[plan.scene](draw)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _card(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, 1200, 560), fill="#E9DCC4")
    draw.rectangle((0, 560, 1200, 800), fill="#B89468")
    draw.polygon([(190, 300), (720, 250), (745, 600), (215, 640)], fill="#FFFFFF", outline="#C9BFAA")
    draw.polygon([(240, 340), (480, 318), (482, 342), (242, 364)], fill=_LEAF)
    for line, words in enumerate(
        ("We only do these for people", "we have seen, so that", "they mean something.")
    ):
        draw.text((245, 395 + 56 * line), words, font=_font(36), fill=_INK)
    draw.rounded_rectangle((860, 280, 1010, 640), 36, fill="#7C9C92")
    draw.line((935, 285, 935, 150), fill=_LEAF, width=12)
    draw.ellipse((880, 90, 945, 200), fill=_LEAF)
    draw.ellipse((930, 60, 1000, 180), fill="#2E7350")


def _desk(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 520, 1200, 800), fill=_TABLE)
    draw.rectangle((60, 60, 330, 400), fill="#DDEBF5", outline=_INK, width=6)
    draw.rounded_rectangle((430, 220, 830, 500), 16, fill="#33413A")
    draw.rectangle((450, 240, 810, 480), fill="#DFF1EF")
    draw.rectangle((600, 500, 660, 560), fill="#33413A")
    draw.ellipse((560, 290, 700, 430), fill="#8F2453")
    draw.line((980, 540, 980, 260), fill=_INK, width=12)
    draw.polygon([(900, 280), (1060, 280), (1020, 180), (940, 180)], fill="#E8C07A")
    for place, words in enumerate(("window at the side", "face the lamp", "clock behind the screen")):
        draw.text(((70, 890, 440)[place], (420, 590, 180)[place]), words, font=_font(28), fill=_INK)


def _map(draw: ImageDraw.ImageDraw) -> None:
    rooms = (("Hall", 60, 80, 620, 460), ("Seminar room", 640, 80, 1140, 300), ("Quiet room", 640, 320, 880, 460),
             ("Tea", 900, 320, 1140, 460), ("Library", 60, 500, 460, 740), ("Parking, second gate", 500, 560, 1140, 740))  # fmt: skip
    for place, (name, left, top, right, bottom) in enumerate(rooms):
        draw.rounded_rectangle((left, top, right, bottom), 14, fill=_TINTS[place], outline=_INK, width=4)
        draw.text((left + 24, top + 22), name, font=_font(36), fill=_INK)
    draw.text((664, 250), "the cold one", font=_font(30), fill="#1F5196")


def _week(draw: ImageDraw.ImageDraw) -> None:
    heights = (180, 260, 470, 240, 130)
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    for place in range(len(days)):
        left = 20 + place * 230
        draw.ellipse(
            (left - 40, 700 - heights[place], left + 280, 700 + heights[place]), fill=_TINTS[place + 1]
        )


def photo(plan: Plan) -> bytes:
    """A JPEG of about 3 MB as a phone makes it: stored on its side, with the place (out at sea) in its metadata."""
    chance = random.Random(plan.title)
    width, height = 2250, 3000
    image = Image.new("RGB", (width, height), "#B98B5A")
    draw = ImageDraw.Draw(image)
    for _ in range(9000):
        x, y = chance.randrange(width), chance.randrange(height)
        draw.ellipse(
            (x, y, x + chance.randrange(4, 16), y + chance.randrange(4, 12)),
            fill=chance.choice(("#A67A4B", "#C79A68", "#8F673C")),
        )
    for number, words in enumerate(_WORDS):
        _pin(image, chance, words, 130 + (number % 3) * 690, 160 + (number // 3) * 700)
    draw.rectangle((0, 0, width - 1, height - 1), outline="#6B4A2B", width=70)
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    grain = Image.frombytes("L", (width, height), chance.randbytes(width * height)).point(
        lambda level: level // 7
    )
    image = ImageChops.add(image, Image.merge("RGB", (grain, grain, grain)), 1, -18)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Example", "Example phone", 6
    exif[0x0132] = "2026:01:09 12:10:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (56.0, 0.0, 0.0), 3: "E", 4: (3.0, 0.0, 0.0)})
    out = io.BytesIO()
    image.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def _pin(image: Image.Image, chance: random.Random, words: str, left: int, top: int) -> None:
    paper = Image.new("RGBA", (600, 560), (0, 0, 0, 0))
    draw = ImageDraw.Draw(paper)
    draw.rectangle((30, 50, 570, 510), fill=chance.choice(_TINTS))
    lines: list[str] = []
    line = ""
    for word in words.split():
        if len(line) + len(word) > 15:
            lines, line = [*lines, line], ""
        line = f"{line} {word}".strip()
    for place, text in enumerate([*lines, line]):
        draw.text((75, 130 + 78 * place), text, font=_font(62), fill=_INK)
    draw.ellipse((275, 30, 325, 80), fill=chance.choice(("#951D27", "#1F5196", _LEAF)))
    paper = paper.rotate(chance.uniform(-7, 7), expand=True, resample=Image.Resampling.BICUBIC)
    image.paste(paper, (left + chance.randrange(-20, 20), top + chance.randrange(-20, 20)), paper)
