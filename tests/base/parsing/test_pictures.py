"""Pictures drawn anew: upright, smaller, and silent about where they were taken."""

import pytest
from PIL import Image, ImageCms

from hedgerow.base.files.sniffing import sniff
from hedgerow.base.parsing.pictures import picture, render_pdf_page, strip, thumbnail_pdf

# Words that files with metadata contain and bare pixels do not.
TRACES = (
    b"Exif",
    b"http://ns.adobe.com",
    b"ICC_PROFILE",
    b"Photoshop",
    b"ICCP",
    b"iCCP",
    b"tEXt",
    b"XMP",
    b"8BIM",
)


def size_of(path):
    with Image.open(path) as image:
        return image.size


def pixel(path, across, down):
    with Image.open(path) as image:
        return image.convert("RGB").getpixel((int(image.width * across), int(image.height * down)))


def near(one, other, tolerance=12):
    return all(abs(a - b) <= tolerance for a, b in zip(one, other))


def traces(path):
    data = path.read_bytes()
    return [trace for trace in TRACES if trace in data]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Landscape_1.jpg", (600, 400)),
        ("Landscape_6.jpg", (600, 400)),
        ("Portrait_3.jpg", (400, 600)),
        ("Portrait_8.jpg", (400, 600)),
    ],
)
def test_pictures_become_upright_and_small(shared_data, tmp_path, name, expected):
    drawn = picture(shared_data / "images" / name, tmp_path / "out.webp", 600)
    assert drawn.ok
    assert (drawn.width, drawn.height) == expected == size_of(tmp_path / "out.webp")
    assert sniff(tmp_path / "out.webp", "").key == "webp"
    assert traces(tmp_path / "out.webp") == []


def test_a_turned_phone_picture_shows_the_same_as_the_upright_one(shared_data, tmp_path):
    strip(shared_data / "images/Landscape_1.jpg", tmp_path / "1.jpg")
    strip(shared_data / "images/Landscape_6.jpg", tmp_path / "6.jpg")
    assert size_of(tmp_path / "1.jpg") == size_of(tmp_path / "6.jpg") == (1800, 1200)
    for across, down in ((0.1, 0.1), (0.9, 0.1), (0.3, 0.7), (0.85, 0.9)):
        assert near(pixel(tmp_path / "1.jpg", across, down), pixel(tmp_path / "6.jpg", across, down), 40)


def test_a_stripped_picture_keeps_its_size_and_loses_place_and_time(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Phone of Siân"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 22.0, 12.0)})
    original = tmp_path / "in.jpg"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (80, 40), "red").save(original, exif=exif, comment=b"taken at home", icc_profile=profile)
    assert traces(original)
    assert b"taken at home" in original.read_bytes()
    drawn = strip(original, tmp_path / "out.jpg")
    assert (drawn.width, drawn.height, drawn.media_type) == (40, 80, "image/jpeg")
    assert traces(tmp_path / "out.jpg") == []
    assert b"taken at home" not in (tmp_path / "out.jpg").read_bytes()
    with Image.open(tmp_path / "out.jpg") as image:
        assert dict(image.getexif()) == {}


@pytest.mark.parametrize("name", ["L_exif_xmp_iptc.heic", "zPug_3.heic"])
def test_heic_pictures_are_shown_and_stripped_to_jpeg(shared_data, tmp_path, name):
    assert picture(shared_data / "images" / name, tmp_path / "out.webp", 50).ok
    drawn = strip(shared_data / "images" / name, tmp_path / "out.jpg")
    assert drawn.media_type == "image/jpeg"
    assert sniff(tmp_path / "out.jpg", "").key == "jpeg"
    assert traces(tmp_path / "out.jpg") == []


def test_png_stays_png_with_its_clear_parts_and_loses_its_texts(tmp_path):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "taken at home")
    Image.new("RGBA", (20, 10), (255, 0, 0, 0)).save(tmp_path / "in.png", pnginfo=info)
    drawn = strip(tmp_path / "in.png", tmp_path / "out.png")
    assert drawn.media_type == "image/png"
    assert traces(tmp_path / "out.png") == []
    with Image.open(tmp_path / "out.png") as image:
        assert image.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_moving_gif_gives_its_first_frame_and_keeps_moving_when_stripped(tmp_path):
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "lime", "blue")]
    frames[0].save(
        tmp_path / "in.gif", save_all=True, append_images=frames[1:], duration=90, comment=b"at home"
    )
    assert picture(tmp_path / "in.gif", tmp_path / "out.webp", 20).ok
    assert near(pixel(tmp_path / "out.webp", 0.5, 0.5), (255, 0, 0))
    assert strip(tmp_path / "in.gif", tmp_path / "out.gif").media_type == "image/gif"
    with Image.open(tmp_path / "out.gif") as image:
        assert image.n_frames == 3
        assert image.info["duration"] == 90
        assert "comment" not in image.info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_mode_are_drawn(tmp_path, mode):
    Image.new(mode, (40, 20)).save(tmp_path / "in.png")
    for format in ("webp", "jpeg", "png", "avif"):
        drawn = picture(tmp_path / "in.png", tmp_path / "out", 20, format)
        assert (drawn.width, drawn.height, drawn.media_type) == (20, 10, f"image/{format}"), drawn


def test_sixteen_bit_grey_keeps_its_shades(tmp_path):
    Image.new("I;16", (10, 10), 32768).save(tmp_path / "in.png")
    assert picture(tmp_path / "in.png", tmp_path / "out.png", 10, "png").ok
    assert near(pixel(tmp_path / "out.png", 0.5, 0.5), (128, 128, 128))


def test_print_colours_become_screen_colours(tmp_path):
    Image.new("CMYK", (10, 10), (0, 255, 255, 0)).save(tmp_path / "in.jpg")
    assert strip(tmp_path / "in.jpg", tmp_path / "out.jpg").ok
    red, green, blue = pixel(tmp_path / "out.jpg", 0.5, 0.5)
    assert red > 200 > 100 > max(green, blue)


def test_a_small_picture_is_not_blown_up(tmp_path):
    Image.new("RGB", (30, 20)).save(tmp_path / "in.bmp")
    drawn = picture(tmp_path / "in.bmp", tmp_path / "out.webp", 600)
    assert (drawn.width, drawn.height) == (30, 20)


def test_pdf_pages_are_drawn(shared_data, tmp_path):
    drawn = thumbnail_pdf(shared_data / "pdf/pdflatex-4-pages.pdf", tmp_path / "small.webp")
    assert drawn.width == 320 == size_of(tmp_path / "small.webp")[0]
    drawn = render_pdf_page(
        shared_data / "pdf/pdflatex-4-pages.pdf", tmp_path / "large.webp", page=4, width=1000
    )
    assert drawn.width == 1000
    assert (tmp_path / "large.webp").read_bytes() != (tmp_path / "small.webp").read_bytes()


def test_every_real_pdf_is_drawn_or_says_why_not(shared_data, tmp_path):
    for path in (shared_data / "pdf").glob("*.pdf"):
        drawn = thumbnail_pdf(path, tmp_path / "out.webp")
        assert drawn.ok or "password" in path.name, (path.name, drawn.note)


def test_pages_that_cannot_be_drawn_say_why(shared_data, tmp_path):
    drawn = render_pdf_page(shared_data / "pdf/minimal-document.pdf", tmp_path / "out.webp", page=9)
    assert drawn.note == "This file has no such page."
    drawn = thumbnail_pdf(shared_data / "pdf/libreoffice-writer-password.pdf", tmp_path / "out.webp")
    assert drawn.note == "This file has a password, so we can't show it. You can still download it."
    assert list(tmp_path.iterdir()) == []
