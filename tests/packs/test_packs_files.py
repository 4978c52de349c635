"""The example's files are real: programs open them, their words can be found, and they come out the same every time."""

import csv
import io
from pathlib import Path

import docx
import openpyxl
import pptx
import pypdfium2
import pytest
from odf import teletype
from odf.opendocument import load
from PIL import Image

from hedgerow.packs.making import file_bytes
from hedgerow.packs.making.plans import read_plan
from hedgerow.packs.reading import PackError
from tests.packs.moment import NOW, PACK

Made = dict[tuple[str, int], Path]


def pdf_text(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def word_text(path: Path) -> list[str]:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def slides_text(path: Path) -> list[str]:
    found = []
    for slide in pptx.Presentation(str(path)).slides:
        assert slide.shapes.title is not None
        found += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        if slide.has_notes_slide:
            found.append(slide.notes_slide.notes_text_frame.text)
    return found


def sheet_text(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [*book.sheetnames, *(str(cell.value) for one in book for row in one.iter_rows() for cell in row)]


def opendocument_text(path: Path) -> list[str]:
    return [teletype.extractText(load(path).text)]


def plain_text(path: Path) -> list[str]:
    return [path.read_text(encoding="utf-8-sig")]


READERS = {
    "pdf": pdf_text,
    "word": word_text,
    "slides": slides_text,
    "sheet": sheet_text,
    "opendocument": opendocument_text,
    "text": plain_text,
    "csv": plain_text,
}


def test_every_word_of_every_text_file_can_be_read_by_another_program(made: Made):
    read = 0
    for (name, version), path in made.items():
        plan = read_plan(PACK, name, version=version, today=NOW.date())
        if plan.kind not in READERS:
            continue
        found = " ".join(" ".join(READERS[plan.kind](path)).split())
        for block in plan.blocks:
            for words in (block.text, *block.cells):
                if block.kind in ("drawing", "break") or (plan.kind == "sheet" and block.kind == "paragraph"):
                    continue
                for word in words.split():
                    assert word.strip('"') in found, (path.name, words)
        read += 1
    assert read >= 80


def test_all_files_together_stay_small_and_every_kind_is_there(made: Made):
    assert sum(path.stat().st_size for path in made.values()) < 12_000_000
    endings = {path.suffix for path in made.values()}
    assert endings == {".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".txt", ".csv", ".jpg", ".png", ".webm"}
    assert sum(path.suffix == ".pptx" and name[1] == 1 for name, path in made.items()) == 13


def test_the_practice_book_has_forty_pages_with_an_outline(made: Made):
    pages = pdf_text(made["sca-practice-book", 1])
    assert len(pages) == 40
    assert "The regular" in pages[27] and "The coat is the news" in pages[27]
    assert all(len(page.split()) > 50 for page in pages)
    document = pypdfium2.PdfDocument(made["sca-practice-book", 1])
    assert sum(entry.level == 0 for entry in document.get_toc()) == 40
    document.close()


def test_versions_of_a_document_differ_as_their_notes_say(made: Made):
    programme = [" ".join(pdf_text(made["programme", version])) for version in (1, 2, 3)]
    assert "All sessions are in the Hall" in programme[0] and "All sessions" not in programme[1]
    assert "has moved from the Hall" in programme[2] and "has moved" not in programme[1]
    assert "Programme 2026/27" in programme[2] and "Wednesday 2 December" in programme[2]
    assert len(pptx.Presentation(str(made["explaining-risk", 3])).slides) == 14
    assert len(pptx.Presentation(str(made["explaining-risk", 1])).slides) == 12
    assert len(pdf_text(made["who-can-ask", 1])) == 2


def test_every_version_is_other_bytes_than_the_one_before(made: Made, living):
    for document in living.documents:
        bodies = [made[one.file, one.number].read_bytes() for one in document.versions]
        assert len(set(bodies)) == len(bodies), document.key


def test_the_photograph_is_large_lies_on_its_side_and_carries_a_place(made: Made):
    path = made["noticeboard", 1]
    assert 2_500_000 < path.stat().st_size < 4_000_000
    image = Image.open(path)
    assert image.size == (3000, 2250)
    assert image.getexif()[0x0112] == 6
    assert image.getexif().get_ifd(0x8825)[2] == (56.0, 0.0, 0.0)
    image.load()


def test_the_pictures_open(made: Made):
    pictures = [path for path in made.values() if path.suffix == ".png"]
    assert len(pictures) == 4
    for path in pictures:
        image = Image.open(path)
        image.load()
        assert image.size == (1200, 800) and len(image.convert("RGB").getcolors(100) or []) > 3
        assert path.stat().st_size < 100_000


def test_the_video_holds_48_pictures_that_change(made: Made):
    data = made["role-play", 1].read_bytes()
    assert data.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in data[:38] and b"V_VP8" in data
    frames = data.split(b"\x9d\x01\x2a")  # what every VP8 key frame begins with
    assert len(frames) == 49
    assert len(set(frames[1:])) > 30


def test_the_csv_opens_in_a_spreadsheet_with_its_columns(made: Made):
    rows = list(csv.reader(io.StringIO(made["question-cards", 1].read_bytes().decode("utf-8-sig"))))
    assert rows[0] == ["Number", "Question", "Answered on"] and len(rows) == 9


def test_office_files_name_their_author(made: Made):
    assert docx.Document(str(made["reading-list", 1])).core_properties.author == "Elin Spindleberry"
    assert pptx.Presentation(str(made["uncertainty", 4])).core_properties.title == "Talking about uncertainty"


@pytest.mark.parametrize(
    "name",
    [
        "programme",
        "reading-list",
        "explaining-risk",
        "sca-timings",
        "teamwork-notes",
        "room-map",
        "role-play",
    ],
)
def test_the_same_file_on_the_same_day_is_the_same_bytes(made: Made, name: str):
    filename, body = file_bytes(PACK, name, now=NOW)
    assert made[name, 1].read_bytes() == body and made[name, 1].name == filename


def test_a_file_that_is_not_described_is_refused():
    with pytest.raises(PackError, match="this file is missing"):
        file_bytes(PACK, "treasure-map", now=NOW)
