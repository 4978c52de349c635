"""Profiles: who sees which field, the picture, and changing one's own."""

import io
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hedgerow.base.jobs.testing import run_all
from hedgerow.communities.models import Membership
from hedgerow.people.actions.profile import photos
from hedgerow.people.models import Person
from hedgerow.search.models import Entry
from tests.world import make_item, make_reply

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clean(db, settings, tmp_path):
    cache.clear()
    settings.FILES = tmp_path / "files"


def url(person):
    return f"/people/{person.code}/{person.slug}/"


def text(response):
    return unescape(response.content.decode())


def test_a_profile_is_open_to_people_of_a_shared_community_alone(world):
    for name in ("fay", "max", "lil", "ann"):
        assert "Ann Thistle" in text(world.client(name).get(url(world.ann))), name
    for name in ("otto", "sue", "rex", "alma", "ask", "ivo"):
        response = world.client(name).get(url(world.ann))
        assert response.status_code == 404 and "Ann Thistle" not in text(response), name
    assert "/account/sign-in/" in world.client("nobody").get(url(world.ann))["Location"]
    assert world.client("otto").get(url(world.otto)).status_code == 200, "everyone sees themselves"


def test_missing_and_hidden_profiles_answer_alike(world):
    hidden = world.client("otto").get(url(world.ann))
    missing = world.client("otto").get("/people/zzzzzzzz/nobody/")
    assert hidden.status_code == missing.status_code == 404
    bare = [re.sub(r"[A-Za-z0-9]{64}", "", text(one)) for one in (hidden, missing)]  # without the token
    assert bare[0].replace(world.ann.code, "zzzzzzzz") == bare[1]


def test_old_words_in_the_address_lead_to_the_new_ones(world):
    assert world.client("max").get(f"/people/{world.ann.code}/someone/")["Location"] == url(world.ann)
    assert world.client("max").get(f"/people/{world.ann.code}/")["Location"] == url(world.ann)


@pytest.mark.parametrize(
    ("seen_by", "readers"),
    [("members", {"ann", "fay", "max"}), ("facilitators", {"ann", "fay"}), ("me", {"ann"})],
)
def test_each_field_is_seen_by_whom_its_owner_chose(world, seen_by, readers):
    fields = {"what_i_do": "Builds boats", "about": "Grew up on a barge", "willing": "kayaks, knots"}
    Person.objects.filter(pk=world.ann.pk).update(
        **fields, about_html="<p>Grew up on a barge</p>", **{f"{name}_seen_by": seen_by for name in fields}
    )
    for name in ("ann", "fay", "max"):
        page = text(world.client(name).get(url(world.ann)))
        for words in ("Builds boats", "Grew up on a barge", "knots"):
            assert (words in page) == (name in readers), (name, words)


def test_a_facilitator_of_another_community_is_no_facilitator_of_hers(world):
    Person.objects.filter(pk=world.ann.pk).update(willing="knots", willing_seen_by="facilitators")
    Membership.objects.filter(person=world.ann, community=world.open_).update(state="left")
    Membership.objects.filter(person=world.max, community=world.open_).update(part="facilitator")
    assert "knots" in text(world.client("fay").get(url(world.ann)))
    assert "knots" not in text(world.client("max").get(url(world.ann)))


def test_communities_and_words_are_those_that_the_reader_shares_and_sees(world):
    Membership.objects.filter(person=world.max, community=world.secret).update(state="left")
    make_item(world.secret, world.ann, "A secret thing")
    make_item(world.open_, world.ann, "An open thing")
    other = make_item(world.open_, world.fay, "Somebody's question", kind="question")
    make_reply(other, world.ann)
    page = text(world.client("max").get(url(world.ann)))
    assert "Open Meadow" in page and "Quiet Copse" not in page
    assert "An open thing" in page and "Somebody's question" in page and "A secret thing" not in page
    page = text(world.client("fay").get(url(world.ann)))
    assert "Quiet Copse" in page and "A secret thing" in page


def test_the_number_of_queries_does_not_grow(world):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        client = world.client("max")
        client.get(url(world.ann))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(world.ann)).status_code == 200
        return len(queries)

    make_item(world.open_, world.ann, "One")
    one = count()
    for number in range(3):
        make_reply(make_item(world.open_, world.ann, f"More {number}"), world.ann)
    assert count() == one <= 14


FORM = {
    "name": "Siân O'Brien",
    "pronouns": "she/her",
    "what_i_do": "Librarian",
    "what_i_do_seen_by": "members",
    "about": "I like **maps**.",
    "about_seen_by": "facilitators",
    "willing": "searching; maps, ",
    "willing_seen_by": "members",
}


def test_a_profile_is_changed_by_its_owner_and_found_by_search_as_it_may_be(world):
    client = world.client("ann")
    assert client.post("/settings/profile/", FORM).status_code == 303
    ann = Person.objects.get(pk=world.ann.pk)
    assert (ann.name, ann.willing) == ("Siân O'Brien", "searching, maps") and "<strong>maps" in ann.about_html
    run_all()
    entry = Entry.objects.get(person=ann)
    assert entry.title == "Siân O'Brien" and "Librarian" in entry.body and "like" not in entry.body
    assert "<strong>maps" in text(client.get(url(ann)))
    page = text(client.get("/settings/profile/"))
    assert 'value="Librarian"' in page and "datalist" in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "  "}, "Enter your name"),
        ({"willing": "x" * 201}, "201 characters"),
        ({"about": "x" * 2001}, "2001 characters"),
        ({"about_seen_by": "everyone"}, "Error"),
    ],
)
def test_what_is_to_mend_is_said_and_nothing_typed_is_lost(world, change, says):
    response = world.client("ann").post("/settings/profile/", {**FORM, **change})
    assert response.status_code == 422 and says in text(response) and "Librarian" in text(response)
    assert Person.objects.get(pk=world.ann.pk).name == "Ann Thistle"


def test_a_stranger_signs_in_first(world):
    for where in ("/settings/profile/", "/settings/close-account/"):
        assert "/account/sign-in/" in world.client("nobody").get(where)["Location"]


def send(client, data, name="me.jpg"):
    return client.post("/settings/profile/photo/", {"photo": SimpleUploadedFile(name, data)})


def a_photo(size=(900, 600)):
    """A picture with a place and time in it."""
    image = Image.new("RGB", size, "seagreen")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "CameraMaker"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def body(response):
    return b"".join(response.streaming_content)


def test_a_picture_is_small_upright_and_tells_nothing_of_its_place(world):
    client = world.client("ann")
    assert b"CameraMaker" in a_photo()
    assert send(client, a_photo()).status_code == 303
    key = Person.objects.get(pk=world.ann.pk).photo
    assert key.startswith("people/")
    data = body(client.get(f"/people/{world.ann.code}/photo/"))
    shown = Image.open(io.BytesIO(data))
    assert shown.format == "WEBP" and max(shown.size) == 400 and shown.size[0] < shown.size[1]
    assert not shown.getexif() and b"CameraMaker" not in data
    assert f"/people/{world.ann.code}/photo/" in text(world.client("max").get(url(world.ann)))


def test_a_picture_is_for_people_who_see_the_person_or_their_words(world):
    send(world.client("ann"), a_photo())
    where = f"/people/{world.ann.code}/photo/"
    for name in ("ann", "max", "fay"):
        assert world.client(name).get(where).status_code == 200, name
    for name in ("otto", "sue", "nobody"):
        assert world.client(name).get(where).status_code == 404, name
    make_item(world.open_, world.ann, "On the web")
    assert world.client("otto").get(where).status_code == 200, "Otto reads her words"
    assert world.client("nobody").get(where).status_code == 404, "a stranger never gets a face"


def test_strangers_see_initials_where_others_see_a_face(world):
    send(world.client("ann"), a_photo())
    item = make_item(world.open_, world.ann, "On the web")
    page = f"/d/{item.code}/{item.slug}/"
    where = f"/people/{world.ann.code}/photo/"
    assert where in text(world.client("max").get(page))
    assert where not in text(world.client("nobody").get(page))


def test_a_removed_or_replaced_picture_is_gone_from_the_disk(world, django_capture_on_commit_callbacks):
    client = world.client("ann")
    send(client, a_photo())
    first = Person.objects.get(pk=world.ann.pk).photo
    assert photos().exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        send(client, a_photo((500, 500)))
    second = Person.objects.get(pk=world.ann.pk).photo
    assert not photos().exists(first) and photos().exists(second)
    send(world.client("max"), a_photo((500, 500)))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/settings/profile/photo/remove/").status_code == 303
    assert Person.objects.get(pk=world.ann.pk).photo == ""
    assert photos().exists(second), "Max has the very same picture"
    assert client.get(f"/people/{world.ann.code}/photo/").status_code == 404


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ" + b"\0" * 200, "me.exe"),
        (b"", "me.jpg"),
        (b"\xff\xd8\xff nonsense", "me.jpg"),
        (b"%PDF-1.4", "me.pdf"),
    ],
)
def test_what_is_no_picture_is_refused_in_plain_words(world, data, name):
    response = send(world.client("ann"), data, name)
    assert response.status_code == 422 and "Error" in text(response)
    assert Person.objects.get(pk=world.ann.pk).photo == ""


@pytest.mark.slow
def test_real_photos_of_phones_become_pictures(world, shared_data):
    pictures = [
        path
        for path in sorted((shared_data / "images").rglob("*"))
        if path.suffix.lower() in (".heic", ".jpg")
    ]
    assert len(pictures) >= 5
    for path in pictures:
        response = send(world.client("ann"), path.read_bytes(), path.name)
        assert response.status_code == (422 if "corrupt" in path.name else 303), path
