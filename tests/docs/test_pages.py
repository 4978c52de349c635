"""Pages of docs/ that could drift from the code: generated ones, links between pages, decisions, dependencies."""

import json
import re
from pathlib import Path

import pytest

from hedgerow.access import table
from hedgerow.config.docs.__main__ import pages

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "hedgerow").rglob("*.md")),
]
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^( {4}|```).*?$|`[^`\n]*`", re.MULTILINE)
_PATH = re.compile(r"`((?:hedgerow|tests|frontend|bin|docs|requirements|bench)/[\w./*-]+)`")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", list(pages()), ids=_name)
def test_a_generated_page_is_current(path: Path) -> None:
    assert path.read_text() == pages()[path](), "run bin/docs"


def test_the_access_page_names_every_standing_and_every_verb() -> None:
    text = (ROOT / "docs" / "access.md").read_text()
    for verb in (*table.ITEM_VERBS, *table.COMMUNITY_VERBS, *table.ROOM_VERBS, *table.PLATFORM_VERBS):
        assert f"| `{verb}` |" in text
    for standing in table.STANDINGS:
        assert f"| **{standing}** |" in text


def anchors(text: str) -> set[str]:
    """The names by which the headings of a page can be linked to."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(words.replace(" ", "-"))
    return found


def dead_links(path: Path, text: str) -> list[str]:
    """Relative links of a page that lead nowhere, and addresses that no reader has."""
    found = []
    for target in _LINK.findall(_CODE.sub("", text)):
        if target.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name) if name else path
        wrong = not there.exists() or target.startswith(("/", "http:", "file:"))
        if wrong or (anchor and anchor not in anchors(there.read_text())):
            found.append(target)
    return found


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    assert dead_links(path, path.read_text()) == []


def test_a_dead_link_is_found() -> None:
    page = ROOT / "docs" / "architecture.md"
    assert dead_links(page, "[a](nowhere.md) [b](access.md#no-such-part) [c](/etc/passwd)") == [
        "nowhere.md",
        "access.md#no-such-part",
        "/etc/passwd",
    ]
    assert dead_links(page, "[a](access.md#two-steps) `[b](nowhere.md)`") == []


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_files_that_a_page_names_are_there(path: Path) -> None:
    missing = [name for name in _PATH.findall(path.read_text()) if not list(ROOT.glob(name.rstrip("/")))]
    built = {"hedgerow/web/static/build", "hedgerow/web/static/build/"}
    assert set(missing) <= built


@pytest.mark.parametrize("path", DECISIONS, ids=_name)
def test_a_decision_has_its_number_a_status_and_its_parts(path: Path) -> None:
    lines = path.read_text().splitlines()
    number = int(path.name[:4])
    assert lines[0].startswith(f"# {number}. ")
    assert lines[2].startswith("**Status:** ")
    for part in ("## What", "## Why", "## What else was thought of"):
        assert part in lines, part
    assert len(lines) <= 90


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text()
    for path in DECISIONS:
        title = path.read_text().splitlines()[0].split(". ", 1)[1]
        assert f"| {path.name[:4]} | [{title}]({path.name}) |" in listed


def _tabled(columns: int) -> dict[str, tuple[str, ...]]:
    text = (ROOT / "docs" / "decisions" / "0026-dependencies.md").read_text()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    return {row[0].strip("`"): tuple(row[1:]) for row in rows if len(row) == columns and row[0][:1] == "`"}


def test_every_dependency_is_told_with_version_licence_and_reason() -> None:
    told = _tabled(4)
    wanted = {}
    for line in (ROOT / "requirements" / "core.in").read_text().splitlines():
        found = re.match(r"([a-z0-9-]+)(?:\[[^\]]*\])?>=([\w.]+)", line)
        if found:
            wanted[found[1]] = found[2]
    package = json.loads((ROOT / "package.json").read_text())
    wanted |= package["dependencies"]
    assert {name: row[0] for name, row in told.items()} == wanted
    for name, (_version, licence, reason) in told.items():
        assert licence and reason, name
        assert not re.search(r"(?<!L)A?GPL", licence), name


def test_every_picture_of_the_screens_is_shown_and_they_stay_small() -> None:
    folder = ROOT / "docs" / "screens"
    shown = set(re.findall(r"\]\(([\w-]+\.jpg)\)", (folder / "README.md").read_text()))
    kept = {path.name for path in folder.iterdir() if path.suffix != ".md"}
    assert shown == kept
    assert sum((folder / name).stat().st_size for name in kept) < 6 * 1024 * 1024
