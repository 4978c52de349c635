"""Makes a short silent WebM without a video encoder: each frame is the VP8 picture that a lossy WebP holds."""

import io
import struct

from PIL import Image, ImageDraw

from hedgerow.packs.making.plans import Plan

WIDTH, HEIGHT, FRAMES, MILLISECONDS = 640, 360, 48, 125


def video(plan: Plan) -> bytes:
    """Six seconds: two figures at a bedside, one of them sits down."""
    frames = [_vp8(_scene(place / (FRAMES - 1))) for place in range(FRAMES)]
    header = _element(
        0x1A45DFA3,
        _number(0x4286, 1), _number(0x42F7, 1), _number(0x42F2, 4), _number(0x42F3, 8),
        _element(0x4282, b"webm"), _number(0x4287, 2), _number(0x4285, 2),
    )  # fmt: skip
    info = _element(
        0x1549A966,
        _number(0x2AD7B1, 1_000_000),
        _element(0x7BA9, plan.title.encode()),
        _element(0x4D80, b"Hedgerow"),
        _element(0x5741, b"Hedgerow"),
        _element(0x4489, _float(FRAMES * MILLISECONDS)),
    )
    picture = _element(0xE0, _number(0xB0, WIDTH), _number(0xBA, HEIGHT))
    track = _element(
        0xAE,
        _number(0xD7, 1),
        _number(0x73C5, 1),
        _number(0x83, 1),
        _number(0x9C, 0),
        _element(0x86, b"V_VP8"),
        picture,
    )
    tracks = _element(0x1654AE6B, track)
    blocks = [
        _element(0xA3, b"\x81" + (place * MILLISECONDS).to_bytes(2, "big") + b"\x80" + frame)
        for place, frame in enumerate(frames)
    ]
    cluster = _element(0x1F43B675, _number(0xE7, 0), *blocks)
    cues = b""
    for _ in range(2):  # the second time, the length of the cues themselves is known
        where = len(info) + len(tracks) + len(cues)
        place = _element(0xB7, _number(0xF7, 1), _number(0xF1, where, width=4))
        cues = _element(0x1C53BB6B, _element(0xBB, _number(0xB3, 0), place))
    return header + _element(0x18538067, info, tracks, cues, cluster)


def _element(identity: int, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    width = next(width for width in range(1, 9) if len(body) < (1 << 7 * width) - 1)
    size = (len(body) | 1 << 7 * width).to_bytes(width, "big")
    return identity.to_bytes((identity.bit_length() + 7) // 8, "big") + size + body


def _number(identity: int, value: int, width: int = 0) -> bytes:
    return _element(identity, value.to_bytes(width or max(1, (value.bit_length() + 7) // 8), "big"))


def _float(value: float) -> bytes:
    return struct.pack(">d", value)


def _vp8(image: Image.Image) -> bytes:
    """The bare VP8 key frame of a picture: the body of the one chunk in a lossy WebP."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=60, method=2)
    data = out.getvalue()
    start = data.index(b"VP8 ")
    size = int.from_bytes(data[start + 4 : start + 8], "little")
    return data[start + 8 : start + 8 + size]


def _scene(share: float) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), "#E3EFE6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 300, WIDTH, HEIGHT), fill="#B9AE93")
    draw.rounded_rectangle((300, 220, 600, 290), 14, fill="#FFFFFF", outline="#4F5A51", width=3)
    draw.ellipse((530, 175, 590, 235), fill="#8F2453")
    walked, sat = min(1.0, share / 0.55), max(0.0, min(1.0, (share - 0.6) / 0.25))
    x, y = 40 + 190 * walked, 110 + 55 * sat
    draw.rectangle((215, 250, 275, 300), fill="#6B480C")
    draw.rounded_rectangle((x, y + 60, x + 60, y + 185 - 30 * sat), 24, fill="#1C5437")
    draw.ellipse((x, y, x + 60, y + 60), fill="#1F5196")
    return image
