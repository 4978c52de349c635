"""Names of places, folders and documents: doors without a draft, where the words are changed on the page itself."""

import pytest

from hedgerow.activity.models import Activity
from hedgerow.communities.models import Room
from hedgerow.items.models import Folder
from tests.web.guard.test_guard_interruption import answer_form, fields, next_form
from tests.web.write.pages import value, words
from tests.world import make_item

pytestmark = pytest.mark.django_db

NAME = "Mrs Agnes Thornbury, NHS number 999 000 0018"


def doors(world):
    top = f"/c/{world.secret.code}/quiet-copse"
    document = make_item(world.secret, world.max, "Programme", kind="document")
    return {
        "room": ("fay", f"{top}/new-room/", {"name": NAME, "purpose": "To talk"}),
        "room purpose": (
            "fay",
            f"{top}/rooms/{world.room.code}/edit/",
            {"name": world.room.name, "purpose": NAME},
        ),
        "folder": ("fay", f"{top}/documents/folders/new/", {"name": NAME, "description": "Letters"}),
        "document": ("max", f"/f/{document.code}/rename/", {"title": NAME}),
        "community": (
            "fay",
            f"{top}/edit/",
            {
                "name": world.secret.name,
                "purpose": NAME,
                "species": world.secret.species,
                "rhythm": "when_needed",
            },
        ),
    }


DOORS = ("room", "room purpose", "folder", "document", "community")


@pytest.mark.parametrize("door", DOORS)
def test_the_door_asks_and_the_words_can_be_changed_there(world, door):
    who, url, sent = doors(world)[door]
    client, before = world.client(who), Activity.objects.count()
    page = client.post(url, sent)
    assert page.status_code == 422 and "Could this identify a patient?" in words(page)
    assert Activity.objects.count() == before
    name = next(key for key, text in sent.items() if text == NAME)
    assert value(page, name) == NAME
    kept = fields(page, next_form(page, f'id="edit-{name}"'))
    saved = client.post(url, {**kept, name: "A name that tells nothing"})
    assert saved.status_code == 303
    assert not Activity.objects.filter(verb="guard.answered").exists()


@pytest.mark.parametrize("door", DOORS)
def test_a_reason_saves_it_and_is_told_without_the_words(world, door):
    who, url, sent = doors(world)[door]
    client = world.client(who)
    page = client.post(url, sent)
    assert client.post(url, {**answer_form(page), "why": "made_up"}).status_code == 303
    line = Activity.objects.get(verb="guard.answered")
    assert line.community_id == world.secret.pk
    assert line.detail == {"kinds": ["name", "nhs-number"], "reason": "made_up"}


def test_what_stays_as_it_was_is_not_asked_about(world):
    Room.objects.filter(pk=world.room.pk).update(purpose=NAME)
    url = f"/c/{world.secret.code}/quiet-copse/rooms/{world.room.code}/edit/"
    assert world.client("fay").post(url, {"name": "Another name", "purpose": NAME}).status_code == 303


def test_a_folder_is_renamed_only_after_the_answer(world):
    folder = Folder.objects.create(community=world.secret, name="Letters")
    url = f"/c/{world.secret.code}/quiet-copse/documents/folders/edit/?folder={folder.code}"
    page = world.client("fay").post(url, {"name": "Letters", "description": NAME, "parent": ""})
    assert page.status_code == 422
    folder.refresh_from_db()
    assert folder.description == ""
