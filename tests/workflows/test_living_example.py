"""The living example: whole, in the past, silent, loaded once however often, and gone without a trace."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from hedgerow.activity.models import Activity
from hedgerow.base.codes import MASK
from hedgerow.base.files.store import Store
from hedgerow.base.jobs import resolve
from hedgerow.base.jobs.models import Job
from hedgerow.communities.models import Community, Membership
from hedgerow.communities.standings import viewer_for
from hedgerow.items.models import Blob, Draft, Folder, Item, Reaction, Reply, Revision
from hedgerow.items.queries.home import for_you, news
from hedgerow.library.models import Document, Version
from hedgerow.mail.models import OutboxMail
from hedgerow.packs.example import example as read_example
from hedgerow.people.models import Person, Platform
from hedgerow.people.place import forget_place
from hedgerow.web.accounts.personas import personas
from hedgerow.web.views.setup import EXAMPLE_TASK
from hedgerow.workflows.example.cast import Cast, lasting_code
from hedgerow.workflows.example.loading import is_loaded, load, remove
from hedgerow.workflows.example.people import load_people
from tests.world import client_for

#: Whose rows are the example's; the rest is Django's own and the queue.
DOMAIN = ("people", "account", "communities", "items", "library", "activity", "search", "mail")
MOMENTS = {
    "items.Reaction": "at",
    "items.Mention": "at",
    "items.Follow": "at",
    "items.ReadMark": "at",
    "items.Revision": "at",
    "items.Item": "last_active_at",
    "items.Reply": "created_at",
    "items.Draft": "saved_at",
    "items.Attachment": "at",
    "communities.Membership": "joined_at",
    "communities.RoomMembership": "joined_at",
    "communities.Room": "created_at",
    "communities.Invitation": "accepted_at",
    "communities.Community": "last_active_at",
    "people.Person": "joined_at",
    "library.Version": "at",
}


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[datetime]:
    """The moment for which it was loaded. SPEED: half a minute, so that every test here shares it."""
    now = timezone.now()
    files = tmp_path_factory.mktemp("example-files")
    with django_db_blocker.unblock(), override_settings(EXAMPLE=True, FILES=files):
        load(now)
        yield now
        remove()
        for model in (Activity, Platform, Job):
            model._base_manager.all().delete()
        forget_place()


@pytest.fixture
def example(loaded: datetime, db: None) -> datetime:
    """The loaded example in a transaction of this test's own, and the moment for which it was loaded."""
    return loaded


def rows() -> dict[str, int]:
    """How many rows each table of the domain has."""
    models = [model for app in DOMAIN for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: model._base_manager.count() for model in models}


def person(email: str) -> Person:
    return Person.objects.get(email=email)


def test_everything_of_the_pack_is_there(example):
    assert Community.objects.filter(example=True).count() == Community.objects.count() == 10
    assert Person.objects.exclude(code__startswith=MASK).count() == 44
    assert Item.objects.count() >= 60
    assert Reply.objects.count() >= 350
    assert Reaction.objects.count() > 800
    assert Draft.objects.filter(published_at=None).count() >= 3
    assert Item.objects.filter(kind="question").exclude(answer=None).count() >= 10
    assert Item.objects.filter(state="removed").exists() and Reply.objects.filter(state="removed").exists()
    assert Item.objects.filter(state="held").exists()
    assert Item.objects.exclude(pinned_at=None).exists() and Item.objects.exclude(closed_at=None).exists()
    assert Membership.objects.filter(state="asked").count() == 1
    assert Platform.here().example and Platform.here().set_up_at is not None
    assert Item.objects.filter(attachments__isnull=False).exists()
    assert Item.objects.filter(kind="document").count() >= 70 and Version.objects.filter(number=3).exists()
    assert not Document.objects.filter(current=None).exists() and Folder.objects.count() == 12


def test_counts_that_pages_show_are_the_true_ones(example):
    for item in Item.objects.all():
        assert item.reply_count == Reply.objects.filter(item=item, state="published").count(), item.title
    said = Counter(Reaction.objects.values_list("reply_id", "item_id", "kind"))
    for reply in Reply.objects.all():
        for kind in ("helpful", "thanks", "me_too"):
            assert getattr(reply, kind) >= said[reply.pk, reply.item_id, kind], reply.pk
    for community in Community.objects.all():
        assert community.member_count == Membership.objects.here().filter(community=community).count()


def test_all_of_it_is_the_past(example):
    for label, column in MOMENTS.items():
        late = apps.get_model(label)._base_manager.filter(**{f"{column}__gt": example})
        if label == "items.Draft":
            late = late.filter(published_at=None)
        assert not late.exists(), (label, list(late.values_list("pk", column))[:3])
    own = ("example.loaded", "platform.set_up")
    assert not Activity.objects.filter(at__gt=example).exclude(verb__in=own).exists()


def test_edits_have_a_history_in_the_order_of_time(example):
    edited = Reply.objects.exclude(edited_at=None).get(item__title__startswith="Sick note")
    earlier = list(Revision.objects.filter(reply=edited).order_by("at"))
    assert len(earlier) == 2
    assert edited.created_at < earlier[0].at < earlier[1].at <= edited.edited_at
    assert len({edited.source, *(one.source for one in earlier)}) == 3


def test_nobody_is_told_of_it(example):
    assert not OutboxMail.objects.exists()
    tasks = set(Job.objects.values_list("task", flat=True))
    assert not [task for task in tasks if ".mail." in task or "notif" in task]
    assert "hedgerow.search.jobs.index_all" in tasks


def test_every_address_is_one_that_nobody_can_have(example):
    emails = [*EmailAddress.objects.values_list("email", flat=True)]
    emails += Person.objects.exclude(email=None).values_list("email", flat=True)
    assert len(emails) > 80
    assert not [one for one in emails if not one.endswith(("@example.org", "@example.net", ".example.net"))]
    assert not EmailAddress.objects.filter(verified=False).exists()


@pytest.mark.parametrize("email", ["mila.yarrow@example.org", "hugh.thornbury-vale@example.org"])
def test_who_reads_little_still_finds_something_new(example, email):
    assert news(viewer_for(person(email).pk), timezone.now())


@pytest.mark.parametrize("number", range(6))
def test_every_persona_comes_home_to_a_page(example, number):
    one = personas()[number]
    answer = client_for(person(one.email)).get("/")
    assert answer.status_code == 200
    assert one.name.split()[0] in answer.content.decode()


def test_the_trainee_has_a_few_things_for_herself_and_an_end_to_the_news(example):
    viewer = viewer_for(person("aoife.brackenridge@example.org").pk)
    mine, fresh = for_you(viewer, timezone.now()), news(viewer, timezone.now())
    assert 2 <= len(mine) <= 5
    in_all = sum({one.community_id: one.in_community for one in fresh}.values())
    assert 6 <= in_all <= 24
    assert len({one.community_id for one in fresh}) >= 3


def test_a_guest_sees_what_they_are_invited_to_and_nothing_else(example):
    viewer = viewer_for(person("cosmo.warbler@example.net").pk)
    inside = Item.objects.visible_to(viewer).filter(community__reading="members")
    row = next(
        guest
        for community in read_example(settings.PACK, timezone.localtime()).communities
        for guest in community.guests
        if guest.person == "cosmo"
    )
    assert 0 < inside.count() <= len(row.items)


def test_who_closed_their_account_left_only_words(example):
    gone = Person.objects.exclude(closed_at=None).get()
    assert (gone.email, gone.name, gone.is_active) == (None, "", False)
    assert Reply.objects.filter(author=gone).exists() or Item.objects.filter(author=gone).exists()
    assert not Membership.objects.here().filter(person=gone).exists()


def test_loading_it_again_changes_nothing(example):
    before = rows()
    assert load(timezone.now()) is False
    assert rows() == before


def test_what_an_interrupted_run_left_out_is_loaded_by_the_next(example):
    before = rows()
    Activity.objects.filter(verb__startswith="example.").delete()
    rural = Community.objects.get(code=lasting_code("community", "rural"))
    Activity.objects.filter(community_id=rural.pk).delete()
    rural.delete()
    assert not is_loaded()
    assert load(timezone.now()) is True
    after = rows()
    assert {label: n for label, n in before.items() if after[label] != n and label != "people.Token"} == {}


def test_in_a_real_place_nobody_of_the_example_looks_after_it(example, settings):
    remove()
    settings.EXAMPLE = False
    now = timezone.localtime()
    load_people(Cast(read_example(settings.PACK, now), settings.PACK, now))
    assert Person.objects.count() == 44
    assert not Person.objects.filter(is_administrator=True).exists()


def test_the_setup_can_ask_for_it():
    assert resolve(EXAMPLE_TASK).timeout >= 300


def test_taken_out_it_leaves_nothing_behind(example, django_capture_on_commit_callbacks):
    community = Community.objects.get(code=lasting_code("community", "north"))
    store = Store(settings.FILES)
    assert Blob.objects.exists() and list(store.keys(community.code))
    with django_capture_on_commit_callbacks(execute=True):
        assert remove() is True
    left = {label: count for label, count in rows().items() if count}
    assert left == {"people.Platform": 1, "activity.Activity": 1}
    assert not list(store.keys())
    assert not Platform.here().example and Platform.here().set_up_at is None
    assert not is_loaded() and remove() is False
