"""Packs load, say clearly what does not fit, and speak the platform's language."""

import re
import shutil
from pathlib import Path

import pytest

from hedgerow.packs.loading import FOLDER, PRESETS, pack, pack_names, read_pack
from hedgerow.packs.reading import PackError

BANNED = re.compile(r"\b(invalid|failed|submit|please|click here|oops|users?)\b", re.IGNORECASE)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of a pack that a test may spoil."""
    return Path(shutil.copytree(FOLDER / "generic_professional", tmp_path / "generic_professional"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_both_packs_are_there_and_load():
    assert pack_names() == ("general_practice_uk", "generic_professional")
    for name in pack_names():
        loaded = pack(name)
        assert loaded.safety_help in loaded.help
        assert {"discussion", "question", "document", "reply", "asking"} <= set(loaded.prompts)
        assert {one.preset for one in loaded.templates} <= set(PRESETS)


def test_general_practice_offers_the_eight_templates_and_knows_who_assesses():
    loaded = pack("general_practice_uk")
    assert [one.name for one in loaded.templates] == [
        "Teaching course",
        "Small group",
        "Learning set",
        "Trainer group",
        "Patch team",
        "Appraiser group",
        "Special interest",
        "Practice team",
    ]
    assert loaded.role("trainer").assesses and loaded.role("trainer").plural == "trainers"
    assert not loaded.role("st3").assesses
    assert loaded.safety_line == "Nothing that could identify a patient. When in doubt, leave it out."


def test_searching_for_a_sick_note_also_finds_fit_notes():
    groups = [one.words for one in pack("general_practice_uk").synonyms]
    assert any({"fit note", "sick note", "MED3"} <= set(words) for words in groups)
    for short in ("SCA", "AKT", "ARCP", "LTFT"):
        assert any(short in words for words in groups), short


@pytest.mark.parametrize("name", ["general_practice_uk", "generic_professional"])
@pytest.mark.parametrize("file", ["pack", "vocabulary", "templates", "roles", "prompts"])
def test_no_banned_word_in_what_the_platform_says(name: str, file: str):
    text = (FOLDER / name / f"{file}.toml").read_text(encoding="utf-8")
    assert BANNED.findall(text) == []
    assert "e.g." not in text and "!" not in text


def test_the_generic_pack_names_no_profession():
    for path in (FOLDER / "generic_professional").glob("*.toml"):
        assert not re.search(
            r"\b(NHS|GP|GPs|patients?|trainees?|surgery)\b", path.read_text(encoding="utf-8")
        ), path


def test_the_code_of_packs_names_no_profession():
    for path in FOLDER.rglob("*.py"):
        assert not re.search(
            r"\b(NHS|GP|patients?|trainees?|trainers?)\b", path.read_text(encoding="utf-8")
        ), path


def test_a_missing_field_is_named_with_its_file_and_row(copied: Path):
    spoil(copied / "roles.toml", 'plural = "mentors"\n', "")
    with pytest.raises(PackError, match=r'roles\.toml, roles mentor: add the field "plural"'):
        read_pack(copied)


def test_a_field_that_nobody_reads_is_refused(copied: Path):
    spoil(copied / "templates.toml", 'rhythm = "A session', 'rythm = "A session')
    with pytest.raises(PackError, match=r"templates\.toml, templates course"):
        read_pack(copied)


def test_an_unknown_preset_is_refused_with_the_choices(copied: Path):
    spoil(copied / "templates.toml", 'preset = "confidential"', 'preset = "secret"')
    with pytest.raises(PackError, match=r'"preset" is "secret"; use one of: web, open, restricted'):
        read_pack(copied)


def test_a_key_used_twice_is_refused(copied: Path):
    spoil(copied / "roles.toml", 'key = "manager"', 'key = "mentor"')
    with pytest.raises(PackError, match='the key "mentor" is used twice'):
        read_pack(copied)


def test_broken_toml_and_a_missing_file_name_the_file(copied: Path):
    (copied / "synonyms.toml").write_text("[[synonyms", encoding="utf-8")
    with pytest.raises(PackError, match=r"generic_professional/synonyms\.toml"):
        read_pack(copied)
    (copied / "synonyms.toml").unlink()
    with pytest.raises(PackError, match="this file is missing"):
        read_pack(copied)


def test_an_unknown_pack_names_the_ones_that_exist():
    with pytest.raises(PackError, match="general_practice_uk, generic_professional"):
        pack("beekeeping")
