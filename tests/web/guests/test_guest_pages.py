"""The way of a guest: the mail, the code, name and role, the thing and nothing else, the end and what they keep."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.items.models import Grant, Reply
from hedgerow.people.models import Device, Person, Token
from tests.web.write.pages import words
from tests.world import make_item, make_person, make_reply

pytestmark = pytest.mark.django_db


def send(world, item, who="fay", **fields):
    fields = {
        "email": "cosmo@example.net",
        "why": "Your view on Fridays",
        "until": (timezone.localdate() + timedelta(days=9)).isoformat(),
        **fields,
    }
    return world.client(who).post(f"/d/{item.code}/guests/", fields)


def address_in_mail() -> str:
    found = re.search(r"/guest/[^/\s]+/", mail.outbox[-1].body)
    assert found is not None
    return found[0]


def the_code() -> str:
    found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
    assert found is not None
    return found[0]


def come_in(door: str, **fields) -> Client:
    """All steps by a browser that was never here."""
    client = Client()
    assert client.get(door).status_code == 200
    assert client.post(door, {"answer": "yes"})["Location"] == f"{door}code/"
    assert client.get(f"{door}code/").status_code == 200
    assert client.post(f"{door}code/", {"code": the_code()})["Location"] == f"{door}begin/"
    answer = client.post(
        f"{door}begin/", {"name": "Cosmo Warbler", "role": "Palliative nurse educator", **fields}
    )
    assert answer.status_code == 303, words(answer)
    return client


def invited(world, item) -> str:
    assert send(world, item).status_code == 303
    run_all()
    return address_in_mail()


def test_the_whole_way_of_a_guest_of_a_secret_place(world):
    item = make_item(world.secret, world.max, "Fridays")
    make_reply(item, world.ann, "On Fridays we walk.")
    other = make_item(world.secret, world.max, "Other words")
    door = invited(world, item)
    client = come_in(door)
    here = f"/d/{item.code}/fridays/"
    shown = words(client.get(here))
    assert "On Fridays we walk." in shown and "Ann Thistle" in shown and "Write a reply" in shown
    assert "Only the people here can see this" in shown, "no number of people"
    assert "Quiet Copse" not in client.get(here).content.decode()
    assert f"/people/{world.ann.code}" not in client.get(here).content.decode()
    assert client.get(f"/d/{other.code}/other-words/").status_code == 404
    draft = re.search(r'name="draft" value="(\w+)"', client.get(here).content.decode())
    assert draft is not None
    sent = client.post(f"/d/{item.code}/reply/", {"body": "Write it down at once.", "draft": draft[1]})
    assert sent.status_code == 303
    posted = words(client.get(sent["Location"].split("#")[0]))
    assert "Posted." in posted and "Posted to" not in posted, "no number of people either"
    reply = Reply.objects.get(author__name="Cosmo Warbler")
    assert client.get(f"/r/{reply.code}/edit/").status_code == 200
    assert "Quiet Copse" not in client.get(f"/r/{reply.code}/edit/").content.decode()
    until = Grant.objects.get().ends_at
    label = f"Guest until {timezone.localtime(until):%-d %B}"
    for who in ("max", "ann", "fay"):
        seen = words(world.client(who).get(here))
        assert label in seen and "Palliative nurse educator" in seen, who
        assert "and 1 guest" in seen
        assert f"/people/{reply.author.code}/" not in world.client(who).get(here).content.decode()
    assert "Fridays" in words(client.get("/")) and "Quiet Copse" not in client.get("/").content.decode()


def test_members_name_the_guest_and_the_guest_hears_of_it(world):
    item = make_item(world.secret, world.max, "Fridays")
    client = come_in(invited(world, item))
    answer = world.client("ann").get(f"/mentions/?item={item.code}&q=cos")
    assert [one["name"] for one in answer.json()] == ["Cosmo Warbler"]
    assert [one["name"] for one in client.get(f"/mentions/?item={item.code}&q=").json()] == ["Max Siân"]
    client.get(f"/d/{item.code}/fridays/")
    make_reply(item, world.ann, "Something new.")
    assert "item-row--unread" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"ends_at": timezone.now() - timedelta(days=1)},
        {"revoked_at": timezone.now()},
    ],
)
def test_after_the_end_the_next_request_is_refused_and_the_statement_stays(world, change):
    item = make_item(world.secret, world.max, "Fridays")
    client = come_in(invited(world, item))
    here = f"/d/{item.code}/fridays/"
    assert client.get(here).status_code == 200
    grant = Grant.objects.get()
    Grant.objects.filter(pk=grant.pk).update(**change)
    assert client.get(here).status_code == 404
    assert client.post(f"/d/{item.code}/reply/", {"body": "More"}).status_code == 404
    kept = client.get(f"/guests/{grant.code}/statement/")
    assert kept.status_code == 200 and "Your view on Fridays" in words(kept)
    text = client.get(f"/guests/{grant.code}/statement/text/")
    assert (
        text["Content-Type"].startswith("text/plain") and "Cosmo Warbler, Palliative" in text.content.decode()
    )
    for answer in (kept, text):
        assert "Quiet Copse" not in answer.content.decode()
    assert world.client("fay").get(f"/guests/{grant.code}/statement/").status_code == 404


def test_a_get_uses_nothing_up_and_a_wrong_code_lets_nobody_in(world):
    door = invited(world, make_item(world.secret, world.max, "CANARY"))
    client = Client()
    for _again in range(3):
        client.get(door)
        client.head(door)
    assert Token.objects.get(purpose="guest").used_at is None
    assert client.get(f"{door}begin/")["Location"] == door, "not without the code"
    client.post(door, {"answer": "yes"})
    wrong = "000000" if the_code() != "000000" else "111111"
    answer = client.post(f"{door}code/", {"code": wrong})
    assert answer.status_code == 422 and "does not match" in words(answer)
    assert client.get(f"{door}begin/").status_code == 303
    assert not Person.objects.filter(email="cosmo@example.net").exists()
    assert "cosmo@example.net" not in client.get(door).content.decode(), "the link may have been passed on"
    assert "CANARY" not in words(client.get(door)), "no title of a secret place before the code"


def test_somebody_else_signed_in_becomes_the_guest_only_by_the_code(world):
    item = make_item(world.secret, world.max, "Fridays")
    door = invited(world, item)
    client = world.client("otto")
    assert client.get(f"{door}begin/")["Location"] == door
    client.post(door, {"answer": "yes"})
    client.post(f"{door}code/", {"code": the_code()})
    client.post(f"{door}begin/", {"name": "Cosmo Warbler", "role": "Nurse"})
    assert Grant.objects.get().person.name == "Cosmo Warbler"
    assert client.get(f"/d/{item.code}/fridays/").status_code == 200
    assert not Device.objects.filter(person=world.otto).exists(), "the device is Cosmo's now"


def test_who_is_known_by_the_address_needs_no_code(world):
    item = make_item(world.secret, world.max, "Fridays")
    assert send(world, item, email=world.otto.email).status_code == 303
    run_all()
    door, client = address_in_mail(), world.client("otto")
    assert client.post(door, {"answer": "yes"})["Location"] == f"{door}begin/"
    assert "Otto Reed" in words(client.get(f"{door}begin/"))
    client.post(f"{door}begin/", {"name": "Somebody Else", "role": "Nurse"})
    assert Person.objects.get(pk=world.otto.pk).name == "Otto Reed", "the name stays their own"
    assert client.get(f"/d/{item.code}/fridays/").status_code == 200


def test_no_thanks_needs_no_account_and_is_final(world):
    item = make_item(world.secret, world.max, "Fridays")
    door = invited(world, item)
    client = Client()
    assert "Nobody will write to you" in words(client.post(door, {"answer": "no"}))
    assert client.get(door).status_code == 404
    answer = send(world, item)
    assert answer.status_code == 422 and "said no thanks" in words(answer)
    assert "Said no thanks" in words(world.client("fay").get(f"/d/{item.code}/guests/"))


def test_what_is_to_mend_is_said_and_what_was_typed_is_kept(world):
    item = make_item(world.secret, world.max, "Fridays")
    for fields, said in (
        ({"email": "cosmo"}, "correct format"),
        ({"why": ""}, "Say in a line why"),
        ({"until": "soon"}, "Enter a day"),
        ({"until": "2020-01-01"}, "from today on"),
        ({"email": world.ann.email}, "belongs to this community"),
    ):
        answer = send(world, item, **{"name": "Kept Name", **fields})
        assert answer.status_code == 422 and said in words(answer), fields
        assert "Kept Name" in answer.content.decode()
    assert not Grant.objects.exists()


def test_pending_and_present_guests_are_seen_and_ended_by_facilitators(world):
    item = make_item(world.secret, world.max, "Fridays")
    door = invited(world, item)
    fay = world.client("fay")
    for where in (f"/d/{item.code}/guests/", f"/c/{world.secret.code}/quiet-copse/look-after/guests/"):
        shown = words(fay.get(where))
        assert "Invited, not here yet" in shown and "cosmo@example.net" in shown, where
    client = come_in(door)
    assert "Palliative nurse educator" in words(fay.get(f"/d/{item.code}/guests/"))
    grant = Grant.objects.get()
    for who, status in (("ann", 403), ("otto", 404), ("nobody", 403)):
        answer = world.client(who).post(f"/guests/{grant.code}/withdraw/")
        assert answer.status_code == status, who
    assert fay.post(f"/guests/{grant.code}/withdraw/").status_code == 303
    assert client.get(f"/d/{item.code}/fridays/").status_code == 404
    run_all()
    assert mail.outbox[-1].to == ["cosmo@example.net"] and "Thank you" in mail.outbox[-1].subject


def test_who_invited_and_looks_after_it_no_more_reads_of_their_own_guests_alone(world):
    item = make_item(world.open_, world.max, "Open words", audience="web")
    for who, email in ((world.fay, "mine@example.net"), (world.max, "theirs@example.net")):
        Grant.objects.create(
            person=make_person(email),
            item=item,
            by=who,
            why=f"why {email}",
            ends_at=timezone.now() + timedelta(days=9),
        )
    world.fay.memberships.filter(community=world.open_).update(state="left")
    page = world.client("fay").get(f"/d/{item.code}/guests/")
    assert page.status_code == 200 and "why mine" in words(page) and "why theirs" not in words(page)
    Grant.objects.filter(by=world.fay).delete()
    assert world.client("fay").get(f"/d/{item.code}/guests/").status_code == 403


def test_a_guest_of_a_room(world):
    make_item(world.secret, world.max, "In the room", room=world.room)
    base = f"/c/{world.secret.code}/quiet-copse/rooms/{world.room.code}/"
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    sent = world.client("fay").post(
        f"{base}guests/", {"email": "cosmo@example.net", "why": "Three weeks", "until": until}
    )
    assert sent.status_code == 303
    run_all()
    client = come_in(address_in_mail())
    there = f"/c/{world.secret.code}/another-community/rooms/{world.room.code}/"
    shown = client.get(there)
    assert "In the room" in words(shown) and "Quiet Copse" not in shown.content.decode()
    assert client.get(f"{there}people/").status_code == 404
    assert "1 guest" in words(
        world.client("fay").get(f"/d/{make_item(world.secret, world.max, 'Two', room=world.room).code}/two/")
    )


def test_a_guest_leaves_before_the_day(world):
    item = make_item(world.secret, world.max, "Fridays")
    client = come_in(invited(world, item))
    assert "You are a guest here" in words(client.get(f"/d/{item.code}/fridays/"))
    assert "You are a guest here" not in words(world.client("ann").get(f"/d/{item.code}/fridays/"))
    code = Grant.objects.get().code
    assert client.post(f"/guests/{code}/leave/")["Location"] == f"/guests/{code}/statement/"
    assert client.get(f"/d/{item.code}/fridays/").status_code == 404
