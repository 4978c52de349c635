"""Draws pictures anew: smaller or of the same size, upright, and without anything but the pixels."""

import io
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from hedgerow.base.files.sniffing import sniff
from hedgerow.base.parsing.limits import MAX_PIXELS
from hedgerow.base.parsing.readers.unreadable import Unreadable

# Kind of file: Pillow's name of the format and the module that reads it.
_FORMATS = {
    "jpeg": ("JPEG", "PIL.JpegImagePlugin"),
    "png": ("PNG", "PIL.PngImagePlugin"),
    "gif": ("GIF", "PIL.GifImagePlugin"),
    "webp": ("WEBP", "PIL.WebPImagePlugin"),
    "avif": ("AVIF", "PIL.AvifImagePlugin"),
    "tiff": ("TIFF", "PIL.TiffImagePlugin"),
    "bmp": ("BMP", "PIL.BmpImagePlugin"),
    "heic": ("HEIF", "pi_heif"),
}
# What a stripped file becomes: those that browsers show stay what they are.
_STRIPPED_AS = {"png": "png", "gif": "gif", "webp": "webp", "avif": "avif", "tiff": "png", "bmp": "png"}
_MEDIA = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}
_MAX_FRAMES = 300
_SETTINGS: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 90, "optimize": True},
    # Photographs kept as PNG take half a minute at the usual level, and get no smaller by it.
    "png": {"compress_level": 3},
    "webp": {"quality": 82, "method": 4},
    "avif": {"quality": 70},
    "gif": {},
}


def run_picture(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Draw the picture into `out`, no side longer than `max_side`, as `format`."""
    try:
        yield _draw(task["path"], task["out"], task["max_side"], task["format"])
    except Unreadable as problem:
        yield {"note": problem.reason}


def run_strip(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Draw the picture into `out` in its own size and, where browsers know it, its own format."""
    try:
        yield _draw(task["path"], task["out"], 0, "")
    except Unreadable as problem:
        yield {"note": problem.reason}


def _draw(path: str, out: str, max_side: int, wanted: str) -> dict[str, Any]:
    image, kind = _open(path)
    made_as = wanted or _STRIPPED_AS.get(kind, "jpeg")
    frames = getattr(image, "n_frames", 1)
    # A stripped animation keeps moving; a smaller picture of one shows its first frame.
    if not max_side and made_as in ("gif", "webp") and frames > 1:
        return _save_moving(image, out, made_as, frames)
    if max_side and kind == "jpeg":
        # SPEED: the decoder makes the picture smaller by itself, up to eight times, almost for free.
        image.draft("RGB", (max_side * 2, max_side * 2))
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Unreadable("damaged") from None
    if kind == "heic":
        # Its reader decodes anew whenever the picture is asked for its pixels, even after it was made smaller.
        image = image.copy()
    profile = image.info.get("icc_profile")
    # In place, because a second copy of a large picture may not fit into the memory allowed.
    ImageOps.exif_transpose(image, in_place=True)
    image = _in_simple_mode(image)
    if max_side:
        image.thumbnail((max_side, max_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image = _bare(image, profile, opaque=made_as == "jpeg")
    image.save(out, _MEDIA[made_as], **_SETTINGS[made_as])
    return _done(image, made_as)


def _open(path: str) -> tuple[Image.Image, str]:
    kind = sniff(path, "").key
    if kind not in _FORMATS:
        raise Unreadable("no-picture")
    format_name, module = _FORMATS[kind]
    plugin = import_module(module)
    if kind == "heic":
        plugin.register_heif_opener(thumbnails=False)
        plugin.options.DECODE_THREADS = 1
    # The check below is ours, and it is stricter than Pillow's warning.
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        image = Image.open(path, formats=[format_name])
    except Image.DecompressionBombError:
        raise Unreadable("too-large") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Unreadable("damaged") from None
    # SECURITY: the size is read from the header, before a single pixel takes memory.
    if image.width * image.height > MAX_PIXELS:
        raise Unreadable("too-large")
    return image, kind


def _in_simple_mode(image: Image.Image) -> Image.Image:
    """Return the pixels as grey, RGB, RGBA or CMYK, whatever way the file keeps them."""
    clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa")
    if image.mode.startswith("I"):
        # Sixteen-bit grey is brought to eight by its own scale, not cut off at white.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "1":
        return image.convert("L")
    if image.mode not in ("L", "RGB", "RGBA", "CMYK") or clear:
        return image.convert("RGBA" if clear else "RGB")
    return image


def _bare(image: Image.Image, profile: bytes | None, *, opaque: bool) -> Image.Image:
    """Return the pixels in the web's colours with nothing else attached."""
    if profile:
        image = _in_web_colours(image, profile)
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if opaque and image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    # SECURITY: savers write comments, profiles and EXIF that they find here; a place on a map among them.
    image.info = {}
    if hasattr(image, "_exif"):
        image._exif = None
    return image


def _in_web_colours(image: Image.Image, profile: bytes) -> Image.Image:
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        colours = image.convert("RGB") if alpha else image
        target = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(colours, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A broken profile costs exact colours, not the picture.
        return image
    if made is None:
        return image
    if alpha:
        made.putalpha(alpha)
    return made


def _save_moving(image: Image.Image, out: str, made_as: str, frames: int) -> dict[str, Any]:
    if frames > _MAX_FRAMES or frames * image.width * image.height > MAX_PIXELS:
        raise Unreadable("too-large")
    loop = image.info.get("loop")
    stills, times = [], []
    try:
        for frame in ImageSequence.Iterator(image):
            frame.load()
            times.append(int(frame.info.get("duration", 100)))
            still = frame.convert("RGBA")
            still.info = {}
            stills.append(still)
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Unreadable("damaged") from None
    settings = _SETTINGS[made_as] | ({"loop": loop} if loop is not None else {})
    if made_as == "gif":
        settings["disposal"] = 2
    stills[0].save(out, _MEDIA[made_as], save_all=True, append_images=stills[1:], duration=times, **settings)
    return _done(stills[0], made_as)


def _done(image: Image.Image, made_as: str) -> dict[str, Any]:
    return {"width": image.width, "height": image.height, "media_type": f"image/{made_as}"}
