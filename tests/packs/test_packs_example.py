"""The living example holds together whenever it is started, is as rich as promised, and could hurt nobody."""

import re
import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hedgerow.packs import example as example_package
from hedgerow.packs.example import checking, example
from hedgerow.packs.example.rows import Example, ExampleItem
from hedgerow.packs.loading import FOLDER, pack
from hedgerow.packs.reading import PackError
from hedgerow.packs.tokens import fill, tokens
from tests.packs.moment import NOW, PACK

LONDON = ZoneInfo("Europe/London")
MOMENTS = [
    NOW,
    datetime(2027, 1, 1, 0, 5, tzinfo=LONDON),
    datetime(2027, 3, 28, 1, 30, tzinfo=LONDON),
    datetime(2026, 10, 25, 1, 30, tzinfo=LONDON),
    datetime(2028, 2, 29, 23, 59, tzinfo=LONDON),
    datetime(2027, 8, 2, 4, 0, tzinfo=LONDON),
    datetime(2026, 12, 4, 7, 0, tzinfo=ZoneInfo("UTC")),
]


def all_texts() -> list[tuple[Path, str]]:
    paths = [*(FOLDER / PACK / "example").rglob("*.toml"), *(FOLDER / PACK / "example_files").glob("*.toml")]
    return [(path, path.read_text(encoding="utf-8")) for path in paths]


def talk(living: Example) -> list[ExampleItem]:
    return [one for one in living.items if one.kind in ("discussion", "question")]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_it_holds_together_at_any_moment_and_nothing_lies_ahead_of_now(now: datetime):
    living = example(PACK, now)
    for item in living.items:
        assert now - timedelta(days=120) < item.created_at < now, item.key
        last = item.created_at
        for reply in item.replies:
            assert last <= reply.created_at < now, (item.key, reply.number)
            last = reply.created_at
            for edit in reply.edits:
                assert reply.created_at <= edit.replaced_at < now
    for document in living.documents:
        moments = [version.created_at for version in document.versions]
        assert moments == sorted(moments) and moments[-1] < now, document.key
        assert document.review_at is None or document.review_at > now
    for community in living.communities:
        assert all(guest.until > now for guest in community.guests)


def test_there_is_enough_to_look_alive(living: Example):
    assert len(talk(living)) >= 60
    assert sum(len(one.replies) for one in talk(living)) >= 350
    assert len(living.documents) >= 60
    ages = Counter(
        (NOW - one.created_at).days // 7 for one in talk(living) if one.created_at > NOW - timedelta(days=70)
    )
    assert all(ages[week] for week in range(10)), ages
    recent = ages[0] + ages[1]
    assert recent / 2 > 2 * sum(ages[week] for week in range(2, 10)) / 8, ages


def test_everyone_of_the_table_is_there(living: Example):
    active = [one for one in living.people if one.state == "active"]
    assert len(active) == 42
    assert [one.key for one in living.people if one.state == "waiting"] == ["jude"]
    assert [one.key for one in living.people if one.state == "former"] == ["former"]
    assert [one.name.split()[0] for one in living.personas()] == [
        "Aoife",
        "Priya",
        "Hugh",
        "Cosmo",
        "Mila",
        "Robin",
    ]
    assert [one.key for one in living.people if one.administrator] == ["robin"]
    former = sum(one.author == "former" for one in living.items)
    former += sum(reply.by == "former" for one in living.items for reply in one.replies)
    assert former == 3


def test_the_communities_are_those_of_the_plan(living: Example):
    sizes = {one.key: sum(member.part != "former" for member in one.members) for one in living.communities}
    assert sizes == {
        "day-release": 17,
        "north": 8,
        "st12": 10,
        "set2": 6,
        "out-of-sync": 6,
        "trainers": 9,
        "patch": 6,
        "appraisers": 7,
        "meadow": 12,
        "rural": 1,
    }
    assert {one.preset for one in living.communities} == {
        "web",
        "open",
        "restricted",
        "private",
        "confidential",
    }
    assert len({one.species for one in living.communities}) == len(living.communities)
    assert living.community("appraisers").state == "resting"
    assert living.community("patch").finding == "no_one"
    shown = {
        one.key for one in living.documents if one.community == "day-release" and one.state == "published"
    }
    assert len(shown) == 40
    assert not [one for one in (*living.items, *living.documents) if one.community == "rural"]
    assert not [one for one in living.documents if one.community == "set2"]


def test_what_people_do_begins_with_the_label_of_their_role(living: Example):
    """So the platform, which knows only what people wrote, counts the same assessors as the pack."""
    assessors = [role for role in pack(PACK).roles if role.assesses]
    for one in living.people:
        named = [role.key for role in assessors if one.what_i_do.startswith(role.label)]
        assert named == [role.key for role in assessors if role.key == one.role], one.key


def test_trainers_can_be_counted_in_a_small_group(living: Example):
    roles = [pack(PACK).role(living.person(one.person).role) for one in living.community("north").members
             if one.part != "former"]  # fmt: skip
    assert sum(role.assesses for role in roles) == 2


def test_every_feature_can_be_seen(living: Example):
    items = living.items
    assert sum(one.state == "draft" for one in items) == 3
    assert [one.key for one in items if one.state == "scheduled"] == ["monday-scheduled"]
    assert [one.key for one in items if one.state == "hidden" and one.message] == ["hidden-home-visit"]
    assert [one.key for one in items if one.state == "removed"] == ["removed-duplicate"]
    assert [one.key for one in living.documents if one.state == "removed"] == ["old-programme"]
    assert any(reply.removed_at for one in items for reply in one.replies)
    assert any(one.edits for one in items) and any(reply.edits for one in items for reply in one.replies)
    assert max(len(one.replies) for one in items) == 60
    assert max(len(one.title) for one in items) == 120
    assert max(len(one.text.split()) for one in items) >= 900
    assert sum(bool(re.search(r"\b(Dw i|Baswn|ffarmwr|Gwnaf)\b", one.text + " ".join(r.text for r in one.replies))) for one in items) >= 2  # fmt: skip
    assert [one.key for one in living.people if re.search(r"[\u0600-\u06ff]", one.about)] == ["zainab"]
    assert any("🌿" in one.text for one in items)
    assert any(one.closed for one in items) and any(one.pinned for one in items)
    assert sum(bool(one.answer) for one in items) >= 15
    assert any(key for one in items for reply in one.replies for _, key in tokens(reply.text))
    unanswered = living.item("log-without-losing-evening")
    assert not unanswered.replies and unanswered.kind == "question"
    assert not living.item("hello-from-mila").replies


def test_most_items_have_replies_in_several_voices(living: Example):
    answered = [one for one in talk(living) if one.state == "published" and one.replies]
    assert len(answered) >= 55
    assert sum(len({reply.by for reply in one.replies}) > 1 for one in answered) > 0.85 * len(answered)


def test_aoife_finds_something_new_and_has_read_what_is_old(living: Example):
    marks = living.read_marks("aoife")
    mine = {one.key for one in living.communities if any(member.person == "aoife" for member in one.members)}
    assert mine == {"day-release", "north", "out-of-sync", "meadow"}
    rows = [
        one for one in living.items if one.community in mine and not one.room and one.state == "published"
    ]
    new = [one for one in rows if one.key not in marks or marks[one.key] < len(one.replies)]
    assert 6 <= len(new) <= 25 and {one.community for one in new} >= {"day-release", "north", "out-of-sync"}
    assert marks["one-line-each"] == 60
    assert living.read_marks("mila") == {}
    assert "facilitators-plan" not in marks


def test_addresses_and_numbers_belong_to_nobody():
    for path, text in all_texts():
        for address in re.findall(r"[\w.+-]+@[\w.-]+\w", text):
            assert re.search(r"@([\w-]+\.)?example\.(org|net)$", address), (path, address)
        for number in re.findall(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", text):
            assert number.startswith("999"), (path, number)
        for number in re.findall(r"(?<!\d)0\d{4} ?\d{6}(?!\d)", text):
            assert re.match(r"01632 ?960|07700 ?900", number), (path, number)


def test_there_is_no_dose_and_no_link_to_the_real_world():
    for path, text in all_texts():
        assert not re.search(r"\d\s?(mg|mcg|ml|micrograms?|milligrams?|units)\b", text, re.IGNORECASE), path
        assert "http" not in text and "www." not in text, path
        assert not re.search(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", text), path


def test_mentions_and_links_are_filled_in_by_whatever_the_platform_writes(living: Example):
    text = living.item("long-read").text
    filled = fill(text, people={"rosalind": "@Rosalind"}, items={})
    assert "I promised @Rosalind that" in filled and "@{" not in filled


@pytest.fixture
def spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example in a copy that a test may spoil."""
    shutil.copytree(FOLDER / PACK, tmp_path / PACK)
    monkeypatch.setattr(example_package, "FOLDER", tmp_path)
    monkeypatch.setattr(checking, "FOLDER", tmp_path)
    return tmp_path / PACK / "example"


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("items/set2/next-host.toml", 'by = "lewis"', 'by = "aoife"', "aoife is not there to write this"),
        ("items/north/sick-note.toml", "answer = 2", "answer = 9", "no reply 9"),
        ("items/north/sick-note.toml", '"who-can-ask"', '"who-may-ask"', "who-may-ask.toml is missing"),
        ("items/north/swap-thursday.toml", "@{kwame}", "@{joseph}", "mentions joseph, who can't see it"),
        ("items/north/first-on-call.toml", 'when = "9d 20:10"', 'when = "some day"', "is not a moment"),
        ("items/north/first-on-call.toml", 'kind = "discussion"', 'kind = "topic"', "use one of: discussion"),
        ("items/north/first-on-call.toml", 'author = "ravi"', 'athor = "ravi"', 'add the field "author"'),
        ("documents.toml", 'parent = "slides"', 'parent = "exams"', "folders are two deep"),
        ("people.toml", "jude.campion@example.net", "jude.campion@mail.test", "could be somebody's"),
        ("communities.toml", 'species = "bramble"', 'species = "cactus"', "does not grow here"),
    ],
)
def test_what_does_not_fit_is_refused_and_named(spoiled: Path, file: str, old: str, new: str, complaint: str):
    example(PACK, NOW)
    path = spoiled / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=re.escape(complaint)):
        example(PACK, NOW)
