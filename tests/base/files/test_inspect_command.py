"""`hedgerow inspect`: what Hedgerow would make of a file."""

import json

from hedgerow.base.files.command import main


def test_inspect_says_what_a_file_is(shared_data, capsys):
    assert main([str(shared_data / "pdf/pdflatex-4-pages.pdf"), str(shared_data / "office/test.pptx")]) == 0
    said = capsys.readouterr().out
    assert "PDF, 24 kB (application/pdf)\n  4 pages\n" in said
    assert "PowerPoint slides, 271 kB" in said
    assert "6 slides" in said


def test_inspect_prints_the_text_that_search_would_find(shared_data, capsys):
    assert main(["--text", str(shared_data / "office/comments.docx")]) == 0
    said = capsys.readouterr().out
    assert "Ouch." in said
    assert "-- Comments\nA tachyon walks into a bar." in said


def test_inspect_tells_all_as_json(shared_data, capsys):
    assert main(["--json", str(shared_data / "text/test_mskanji.csv")]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["word"] == "Table (CSV)"
    assert found["size"] == 70
    assert found["characters"] == len(found["pages"][0]["text"])
    assert "佐藤太郎" in found["start"]


def test_inspect_says_what_a_person_would_read_and_ends_with_1(shared_data, tmp_path, capsys):
    program = tmp_path / "setup.exe"
    program.write_bytes(b"MZ")
    assert (
        main([str(program), str(shared_data / "images/Landscape_1.jpg"), str(tmp_path / "absent.pdf")]) == 1
    )
    said = capsys.readouterr().out
    assert "Refused: We can't accept .exe files." in said
    assert "Picture, 339 kB (image/jpeg)" in said
    assert "We can't read this file: No such file or directory." in said


def test_inspect_applies_a_limit(shared_data, capsys):
    assert main(["--limit-mb", "1", str(shared_data / "pdf/GeoTopo-komprimiert.pdf")]) == 1
    assert "is 1.7 MB. The limit here is 1 MB." in capsys.readouterr().out
