"""Search finds what one may see, however it was typed, and counts nothing else."""

import pytest
from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.communities.standings import viewer_for
from hedgerow.items.actions import add_reply, edit_item, remove_reply, start_item
from hedgerow.items.models import Item
from hedgerow.library.models import Document, PageText, Version
from hedgerow.search import indexing
from hedgerow.search.finding import Filters, find, hits_of
from hedgerow.search.guessing import did_you_mean
from hedgerow.search.models import Entry
from hedgerow.search.words import asked, indexed
from tests.world import World, make_item, make_reply, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world()
    secret = make_item(
        made.secret, made.max, "Closing a consultation", text="Siân O'Brien said: count to four"
    )
    shown = make_item(
        made.open_, made.max, "Other things", text="Nothing about consultations in the café here"
    )
    reply = make_reply(secret, made.ann, "The fit note was signed by Bartholomew")
    for item in (secret, shown):
        indexing.index_item(item.pk)
    indexing.index_reply(reply.pk)
    for person in (made.max, made.fay, made.otto):
        indexing.index_person(person.pk)
    for community in (made.secret, made.open_):
        indexing.index_community(community.pk)
    return made


def titles(world: World, query: str, who: str = "ann", **filters) -> list[str]:
    viewer = world.viewer(who)
    found = find(viewer, query, Filters(**filters))
    shown = hits_of(viewer, found.ids)
    assert sum(found.counts.values()) == found.total == len(shown)
    return [entry.title or entry.body for entry in shown]


@pytest.mark.parametrize(
    "query,expected",
    [
        ("consultation", {"Closing a consultation", "Other things"}),
        ("consultations", {"Closing a consultation", "Other things"}),
        ("CONSULT", {"Closing a consultation", "Other things"}),
        ("sian", {"Max Siân", "Closing a consultation"}),
        ("Siân", {"Max Siân", "Closing a consultation"}),
        ("O'Brien", {"Fay O'Brien", "Closing a consultation"}),
        ("O’Brien", {"Fay O'Brien", "Closing a consultation"}),
        ("obrien", {"Fay O'Brien", "Closing a consultation"}),
        ('"fit note"', {"The fit note was signed by Bartholomew"}),
        ('"note fit"', set()),
        ("cafe", {"Other things"}),
        ("quiet copse", {"Quiet Copse"}),
        ('") OR "a" *', set()),
        ("title: consultation", set()),
        ("", set()),
        ("   ", set()),
        ("'", set()),
    ],
)
def test_words_are_found_as_people_type_them(world, query, expected):
    assert set(titles(world, query)) == expected


@pytest.mark.parametrize("who", ["otto", "nobody", "sue", "rex", "ask", "ivo"])
def test_nobody_outside_finds_or_counts_anything_of_a_secret_community(world, who):
    assert titles(world, "bartholomew"), "someone inside finds it"
    for query in ("bartholomew", "quiet copse", "closing", '"fit note"', "barth", "sian o'brien"):
        viewer = world.viewer(who)
        found = find(viewer, query, Filters())
        kinds = {(entry.community_id, entry.item_community_id) for entry in hits_of(viewer, found.ids)}
        assert not {pair for pair in kinds if world.secret.pk in pair} or (
            who in ("ask", "ivo") and query == "quiet copse"
        )


def test_a_filter_for_a_secret_community_says_the_same_as_one_for_none(world):
    client = world.client("otto")
    inside = client.get(f"/search/?q=consultation&in={world.secret.code}").content
    nowhere = client.get("/search/?q=consultation&in=zzzzzzzz").content

    def plain(body: bytes, code: str) -> str:
        text = body.decode().replace(code, "CODE")
        return "\n".join(line for line in text.splitlines() if "csrf" not in line.lower())

    assert plain(inside, world.secret.code) == plain(nowhere, "zzzzzzzz")


def test_a_guess_comes_only_from_words_that_the_viewer_would_find(world):
    assert did_you_mean(world.viewer("ann"), "bartholomwe", Filters()) == "bartholomew"
    assert did_you_mean(world.viewer("otto"), "bartholomwe", Filters()) == ""


def test_filters_by_community_kind_person_and_time(world):
    assert titles(world, "consultation", community_id=world.open_.pk) == ["Other things"]
    assert titles(world, "sian", group="") and find(world.viewer("ann"), "sian", Filters(group="people")).ids
    assert titles(world, "note", person_id=world.ann.pk) == ["The fit note was signed by Bartholomew"]
    assert titles(world, "note", person_id=world.max.pk) == []
    assert titles(world, "consultation", since=timezone.now() + timezone.timedelta(days=1)) == []


def test_a_hit_in_the_title_comes_before_a_newer_one_in_the_text(world):
    newer = make_item(world.secret, world.max, "Something else", text="About closing things")
    indexing.index_item(newer.pk)
    assert titles(world, "closing") == ["Closing a consultation", "Something else"]
    assert titles(world, "closing", newest=True) == ["Something else", "Closing a consultation"]


def test_what_is_written_edited_and_removed_is_followed_by_the_index_through_jobs(world):
    by = viewer_for(world.fay.pk)
    item = start_item(
        by=by, community=world.secret, kind="question", title="Rota swaps", text="Who can take Thursday?"
    )
    reply = add_reply(by=by, item=item, text="I could, says Zebedee")
    run_all()
    assert titles(world, "zebedee") and titles(world, "thursday")
    edit_item(by=by, item=item, title="Rota swaps", text="Who can take Saturday?")
    remove_reply(by=by, reply=reply)
    assert titles(world, "zebedee") == [], "a removed reply is not found even before the index follows"
    run_all()
    assert titles(world, "thursday") == [] and titles(world, "saturday") == ["Rota swaps"]
    assert not Entry.objects.filter(reply=reply).exists()


def test_a_page_of_a_document_is_found_and_an_older_version_is_not(world):
    item = make_item(world.secret, world.max, "Programme", kind="document", text="")
    document = Document.objects.create(item=item, file_name="programme.pdf")
    from hedgerow.items.models import Blob

    blob = Blob.objects.create(
        community=world.secret, sha256="a" * 64, size=1, path="x", media_type="application/pdf", kind="pdf"
    )
    versions = [
        Version.objects.create(
            document=document, number=n, blob=blob, file_name="programme.pdf", at=timezone.now()
        )
        for n in (1, 2)
    ]
    PageText.objects.create(version=versions[0], number=1, text="The marmalade plan")
    PageText.objects.create(version=versions[1], number=3, text="The blackberry plan")
    Document.objects.filter(pk=item.pk).update(current=versions[0])
    indexing.index_document(item.pk)
    assert titles(world, "marmalade")
    Document.objects.filter(pk=item.pk).update(current=versions[1])
    indexing.index_document(item.pk)
    assert titles(world, "marmalade") == []
    html = world.client("ann").get("/search/?q=blackberry").content.decode()
    assert "Programme, Page 3" in html and f"/f/{item.code}/programme/?page=3#page-3" in html


def test_a_snippet_names_who_is_mentioned(world):
    item = start_item(
        by=world.viewer("fay"), community=world.secret, kind="discussion", title="Who brings the quinces",
        text=f"Would @{{{world.max.code}}} bring the medlars as well?",
    )  # fmt: skip
    run_all()
    html = world.client("ann").get("/search/?q=medlars").content.decode()
    assert f"@{world.max.name} bring the" in html and "someone" not in html and item.code in html


def test_a_profile_field_shown_to_fewer_than_members_is_not_found(world):
    world.max.what_i_do = "Beekeeper"
    world.max.willing, world.max.willing_seen_by = "marquetry", "me"
    world.max.save()
    indexing.index_person(world.max.pk)
    assert titles(world, "beekeeper") == ["Max Siân"]
    assert titles(world, "marquetry") == []
    assert titles(world, "beekeeper", who="otto") == []


def test_counts_stop_at_a_hundred_and_many(world):
    Item.objects.bulk_create(
        Item(
            community=world.secret,
            author=world.max,
            kind="discussion",
            title=f"Walnut {n}",
            audience="members",
            era=2,
            state="published",
            last_active_at=timezone.now(),
        )
        for n in range(130)
    )
    for pk in Item.objects.filter(title__startswith="Walnut").values_list("pk", flat=True):
        indexing.index_item(pk)
    html = world.client("ann").get("/search/?q=walnut").content.decode()
    assert "100+" in html and "130" not in html


def test_what_was_deleted_leaves_the_index(world):
    item = Item.objects.get(title="Closing a consultation")
    item.delete()
    assert indexing.sweep() > 0 and indexing.sweep() == 0


def test_what_the_index_takes_is_folded_and_has_no_signs():
    assert indexed("Siân O’Brien—FIT note!") == "sian o brien obrien fit note"
    assert asked('say "two words" and').plain[:2] == ["two", "words"]
