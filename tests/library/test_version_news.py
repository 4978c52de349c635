"""A new version of a document is news to whoever read it, on home, in the list of what is unread, and by its date."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.items.models import Item, Reply
from hedgerow.items.queries.home import news
from hedgerow.library.actions import add_document, add_version, restore_version
from hedgerow.search.models import Entry
from tests.web.write.pages import words

pytestmark = pytest.mark.django_db
EARLIER = timezone.now() - timedelta(days=9)


@pytest.fixture
def document(world):
    item = add_document(
        by=world.viewer("fay"),
        community=world.secret,
        file=io.BytesIO(b"The first list.\n"),
        name="list.txt",
        title="Reading list",
        at=EARLIER,
    )
    Item.objects.filter(pk=item.pk).update(last_active_at=EARLIER)
    world.client("ann").get(f"/f/{item.code}/reading-list/")
    return Item.objects.get(pk=item.pk)


def newer(world, item, **extra):
    return add_version(
        by=world.viewer("max"), item=item, file=io.BytesIO(b"The second list.\n"), name="list.txt", **extra
    )


def told(world, name):
    return [(line.title, line.new) for line in news(world.viewer(name), timezone.now())]


def test_who_read_it_hears_of_the_new_version_and_who_brought_it_does_not(world, document):
    assert told(world, "ann") == []
    newer(world, document, note="Siân's book is in")
    assert told(world, "ann") == [("Reading list", 1)] and told(world, "max") == []
    assert "Reading list" in words(world.client("ann").get("/"))
    # Fay, who added the document, hears of it too.
    assert told(world, "fay") == [("Reading list", 1)]
    page = words(world.client("ann").get(f"/f/{document.code}/reading-list/"))
    assert "Version 2 is here. Siân's book is in" in page
    assert told(world, "ann") == []


def test_the_very_same_file_and_an_older_moment_are_no_news(world, document):
    same = add_version(
        by=world.viewer("max"), item=document, file=io.BytesIO(b"The first list.\n"), name="list.txt"
    )
    assert same.number == 1
    newer(world, document, at=EARLIER + timedelta(days=1))
    assert told(world, "ann") == [] and not Reply.objects.exists()


def test_an_older_version_put_back_is_news_too(world, document):
    newer(world, document)
    world.client("ann").get(f"/f/{document.code}/reading-list/")
    restore_version(by=world.viewer("fay"), item=document, number=1)
    assert told(world, "ann") == [("Reading list", 1)]
    assert Reply.objects.latest("number").plain == "Version 1 is back, as version 3."


def test_a_closed_discussion_and_an_outsider_change_nothing_about_it(world, document):
    Item.objects.filter(pk=document.pk).update(closed_at=timezone.now())
    newer(world, document)
    assert told(world, "ann") == [("Reading list", 1)] and told(world, "otto") == []


def test_the_home_of_the_community_and_search_show_the_date_of_the_newest_version(world, document):
    run_all()
    newer(world, document)
    run_all()
    home = words(world.client("ann").get(f"/c/{world.secret.code}/quiet-copse/"))
    assert "Version 2 · just now" in home
    entry = Entry.objects.get(item=document, kind="document")
    assert timezone.now() - entry.at < timedelta(minutes=5)
