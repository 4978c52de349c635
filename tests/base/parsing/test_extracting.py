"""Text out of the real files that people bring, and out of made ones for what the real ones lack."""

import io
import zipfile

import docx
import openpyxl
import pptx
import pytest
from odf import dc, draw, opendocument, presentation, style, table, text

from hedgerow.base.files.sniffing import sniff
from hedgerow.base.parsing.extracting import clean_text, extract

CANNOT = "We can't read the text inside this kind of file. You can still download it."


def read(path):
    return extract(path, sniff(path, path.name))


def test_every_real_file_gives_an_answer(shared_data):
    files = [
        path for folder in ("pdf", "office", "images", "text") for path in (shared_data / folder).iterdir()
    ]
    assert len(files) > 30
    for path in files:
        found = read(path)
        assert found.pages or found.note or sniff(path, path.name).family == "picture", path.name
        for number, page in enumerate(found.pages, 1):
            assert page.number == number
            page.text.encode()
            assert "\x00" not in page.text


def test_a_pdf_is_read_page_by_page(shared_data):
    found = read(shared_data / "pdf/GeoTopo-komprimiert.pdf")
    assert found.title == "Geometrie und Topologie"
    assert found.page_count == len(found.pages) == 117
    assert found.unit == "page"
    assert found.pages[5].label == "Page 6"
    assert "Topologische Räume" in found.pages[5].text
    assert found.note == ""


def test_what_was_typed_into_a_pdf_form_is_read(shared_data):
    words = read(shared_data / "pdf/libreoffice-form.pdf").text.split("\n")
    assert "Alice" in words
    assert "Off" not in words


def test_a_pdf_with_a_password_says_so(shared_data):
    found = read(shared_data / "pdf/libreoffice-writer-password.pdf")
    assert found.pages == ()
    assert found.note == (
        "This file has a password, so we can't read the text inside it. You can still download it."
    )


def test_a_scanned_pdf_says_why_search_finds_nothing_in_it(shared_data):
    found = read(shared_data / "pdf/imagemagick-images.pdf")
    assert found.page_count == 6
    assert found.note == "The pages of this file are pictures, so search can't find the words on them."


def test_right_to_left_text_is_read(shared_data):
    assert "habibi" in read(shared_data / "pdf/habibi-rotated.pdf").text


def test_a_word_document_is_read_with_notes_and_comments_apart(shared_data):
    found = read(shared_data / "office/footnotes.docx")
    assert [(page.label, page.text.split()[0]) for page in found.pages] == [("", "Ouch."), ("Footnotes", "A")]
    found = read(shared_data / "office/test_with_comment.docx")
    assert found.pages[0].text.startswith("AutoGen: Enabling Next-Gen LLM Applications")
    assert found.pages[1].label == "Comments"
    assert "This is a test comment." in found.pages[1].text


def test_word_tables_and_byte_order_marks_are_read(shared_data):
    rows = [line.split() for line in read(shared_data / "office/tables.docx").text.splitlines() if line]
    assert ["Top", "left", "Top", "right"] in rows
    assert read(shared_data / "office/utf8-bom.docx").text == "This XML has a byte order mark."


def test_word_headers_footers_and_tracked_changes_are_read(tmp_path):
    document = docx.Document()
    document.core_properties.title = "Home visits"
    document.sections[0].header.paragraphs[0].text = "Top of every page"
    document.sections[0].footer.paragraphs[0].text = "Bottom of every page"
    paragraph = document.add_paragraph("Kept and ")
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for xml in (
        f"<w:ins {namespace}><w:r><w:t>added</w:t></w:r></w:ins>",
        f"<w:del {namespace}><w:r><w:delText>taken away</w:delText></w:r></w:del>",
        f"<w:r {namespace}><w:instrText>HYPERLINK secret</w:instrText></w:r>",
    ):
        paragraph._p.append(docx.oxml.parse_xml(xml))
    path = tmp_path / "visits.docx"
    document.save(path)
    found = read(path)
    assert found.title == "Home visits"
    assert {page.label: page.text for page in found.pages} == {
        "": "Kept and added",
        "Headers and footers": "Top of every page\nBottom of every page",
        "Deleted text": "taken away",
    }


def test_slides_are_read_in_their_order_with_notes(shared_data, tmp_path):
    found = read(shared_data / "office/test.pptx")
    assert found.page_count == len(found.pages) == 6
    assert found.unit == "slide"
    assert found.pages[0].label == "Slide 1"
    assert "AutoGen: Enabling Next-Gen LLM Applications" in found.pages[0].text
    assert read(shared_data / "office/prs-notes.pptx").pages[0].text == "Notes"

    deck = pptx.Presentation()
    for title in ("Third", "First", "Second"):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = f"Body of {title}"
        slide.notes_slide.notes_text_frame.text = f"Say hello in {title}"
    order = deck.slides._sldIdLst
    order.append(order[0])
    deck.save(tmp_path / "deck.pptx")
    pages = read(tmp_path / "deck.pptx").pages
    assert [page.text.split("\n")[0] for page in pages] == ["First", "Second", "Third"]
    assert pages[0].text == "First\nBody of First\n\nSay hello in First"


def test_a_workbook_is_read_sheet_by_sheet(shared_data, tmp_path):
    found = read(shared_data / "office/test.xlsx")
    assert found.page_count == 2
    assert found.unit == "sheet"
    assert found.pages[0].text.startswith("Alpha\tBeta\tGamma\tDelta\n89\t82\t100\t12")

    book = openpyxl.Workbook()
    book.active.title = "Rota & leave"
    book.active.append(["Siân", 0.1, 12, True, None, "late"])
    book.active["A2"] = "O'Brien"
    book.active["A2"].comment = openpyxl.comments.Comment("on call", "Fay")
    book.create_sheet("Empty")
    book.save(tmp_path / "rota.xlsx")
    pages = read(tmp_path / "rota.xlsx").pages
    assert [page.label for page in pages] == ["Rota & leave", "Empty"]
    assert pages[0].text == "Siân\t0.1\t12\tTRUE\tlate\nO'Brien\n\non call"


def test_open_document_text_is_read(tmp_path):
    document = opendocument.OpenDocumentText()
    document.meta.addElement(dc.Title(text="Ground rules"))
    paragraph = text.P(text="Listen")
    paragraph.addElement(text.S(c=3))
    paragraph.addElement(text.Span(text="first"))
    paragraph.addText(", then speak")
    document.text.addElement(text.H(outlinelevel=1, text="Rules"))
    document.text.addElement(paragraph)
    document.save(tmp_path / "rules.odt")
    found = read(tmp_path / "rules.odt")
    assert found.title == "Ground rules"
    assert found.text == "Rules\nListen   first, then speak"


def test_open_document_slides_and_sheets_are_read(tmp_path):
    slides = opendocument.OpenDocumentPresentation()
    layout = style.PageLayout(name="L")
    slides.automaticstyles.addElement(layout)
    master = style.MasterPage(name="M", pagelayoutname=layout)
    slides.masterstyles.addElement(master)
    for words in ("One", "Two"):
        page = draw.Page(masterpagename=master)
        slides.presentation.addElement(page)
        box = draw.TextBox()
        box.addElement(text.P(text=words))
        frame = draw.Frame()
        frame.addElement(box)
        page.addElement(frame)
        notes = presentation.Notes()
        notes.addElement(text.P(text=f"note {words}"), check_grammar=False)
        page.addElement(notes)
    slides.save(tmp_path / "talk.odp")
    found = read(tmp_path / "talk.odp")
    assert [(page.label, page.text) for page in found.pages] == [
        ("Slide 1", "One\nnote One"),
        ("Slide 2", "Two\nnote Two"),
    ]
    sheet = opendocument.OpenDocumentSpreadsheet()
    grid = table.Table(name="Dates")
    row = table.TableRow()
    for words in ("Thursday", "7pm"):
        cell = table.TableCell()
        cell.addElement(text.P(text=words))
        row.addElement(cell)
    grid.addElement(row)
    sheet.spreadsheet.addElement(grid)
    sheet.save(tmp_path / "dates.ods")
    (page,) = read(tmp_path / "dates.ods").pages
    assert (page.label, page.text.split()) == ("Dates", ["Thursday", "7pm"])


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Siân: £5 – “fine”", "utf-8"),
        ("Siân: £5 – “fine”", "utf-8-sig"),
        ("Siân: £5 – “fine”", "utf-16"),
        ("Siân's fee is £5 – “fine”, at 37.5° and ½ a tablet", "cp1252"),
        ("Kaffee für Größen", "latin-1"),
        ("Добрый день, коллеги. Сегодня мы обсудим новые правила приёма и запись на дежурства.", "cp1251"),
        ("会議の議事録をお送りします。来週の予定を確認してください。", "shift_jis"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_saved_in(tmp_path, words, encoding):
    path = tmp_path / "notes.txt"
    path.write_bytes(words.encode(encoding))
    assert read(path).text == words


def test_a_japanese_table_is_read(shared_data):
    assert read(shared_data / "text/test_mskanji.csv").text.splitlines()[1] == "佐藤太郎,30,東京"


def test_rich_text_and_web_pages_are_read(tmp_path):
    (tmp_path / "letter.rtf").write_bytes(
        rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Dear Si\'e2n,\par thank you.}"
    )
    assert read(tmp_path / "letter.rtf").text == "Dear Siân,\nthank you."
    (tmp_path / "page.html").write_text(
        "<!doctype html><head><title>My  page</title><style>p{}</style></head>"
        "<body><p>One &amp; two</p><script>evil()</script><p>Three</p></body>"
    )
    found = read(tmp_path / "page.html")
    assert found.title == "My page"
    assert found.text == "One & two\nThree"


def test_kinds_without_readable_text_say_so(shared_data):
    assert read(shared_data / "office/test.xls").note == CANNOT
    assert read(shared_data / "office/test_outlook_msg.msg").note == CANNOT
    assert read(shared_data / "images/Landscape_1.jpg").note == ""


def test_an_office_document_with_a_password_says_so(shared_data, tmp_path):
    # The directory of a real compound file, with the stream's name that a locked document has.
    data = (shared_data / "office/test.xls").read_bytes()
    plain, locked = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    at = data.index(plain)
    data = data[:at] + locked + data[at + len(locked) : at + 64] + b"\x22" + data[at + 65 :]
    path = tmp_path / "rota.xlsx"
    path.write_bytes(data)
    assert sniff(path, path.name).word == "Office document with a password"
    assert read(path).note.startswith("This file has a password")


def test_a_document_of_an_unusual_writer_is_read(tmp_path):
    """Some programs name the main part otherwise, write names with backslashes, or use the strict dialect."""
    types = (
        '<Types><Override PartName="/word/main2.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    body = '<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><p><r><t>Strict</t></r></p></d>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("Word\\Main2.xml", body)
    path = tmp_path / "strict.docx"
    path.write_bytes(out.getvalue())
    assert read(path).text == "Strict"


def test_text_is_made_fit_for_every_database():
    assert clean_text("a\x00b\r\nc\rd\x0be\ud800f") == "ab\nc\ndef"
    assert clean_text("it\x92s \x93so\x94") == "it’s “so”"
    assert clean_text("one  \n\n\n\n\ntwo ") == "one\n\ntwo"
    assert clean_text("👨‍👩‍👧 Siân\t1") == "👨‍👩‍👧 Siân\t1"
