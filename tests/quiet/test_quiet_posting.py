"""Posting quietly: where it is offered, in whose name it stands, once, and what its writer may do."""

import pytest

from hedgerow.access.refusals import NotAllowed
from hedgerow.items.actions import add_reply, start_item
from hedgerow.items.models import Attachment, Attribution, Draft, Follow, Item, ReadMark, Reply
from hedgerow.people.models import Person
from tests.quiet.conftest import ask, reply
from tests.web.write.pages import words
from tests.world import World, belong, make_item, make_reply

pytestmark = pytest.mark.django_db


def test_one_name_all_through_a_discussion_and_another_in_the_next(world: World):
    first, second = ask(world, "max"), ask(world, "max", title="And then?")
    mine = [reply(world, "max", first, "One."), reply(world, "max", first, "Two.")]
    other = reply(world, "ann", first, "I wonder too.")
    names = {first.author.name} | {row.author.name for row in mine}
    assert len(names) == 1 and names.pop().startswith("Quiet ")
    assert other.author_id != first.author_id and other.author.name != first.author.name
    assert second.author_id != first.author_id
    assert first.quiet and all(row.quiet for row in (*mine, other, second))
    shown = words(world.client("lil").get(f"/d/{first.code}/how-do-you-say-no/"))
    assert first.author.name in shown and "Max" not in shown


def test_the_offer_names_the_steward_and_says_how_one_could_find_out(world: World):
    item = make_item(world.secret, world.ann)
    for page in (f"/d/{item.code}/a-discussion/", f"/post/?c={world.secret.code}"):
        shown = words(world.client("max").get(page))
        assert (
            "Post quietly" in shown
            and "Fay O'Brien, the steward of quiet words here, can look who wrote it" in shown
        )
        assert "you are told by mail" in shown and "Whoever runs this site can read everything" in shown


@pytest.mark.parametrize("why", ["off", "steward left", "for the web", "a guest of another place"])
def test_where_it_is_not_offered_nothing_is_posted_and_the_words_are_kept(world: World, why: str):
    item, place = make_item(world.secret, world.ann), world.secret
    if why == "off":
        world.secret.steward = None
        world.secret.save()
    elif why == "steward left":
        world.secret.memberships.filter(person=world.fay).update(part="member")
    elif why == "for the web":
        world.open_.steward = world.fay
        world.open_.save()
        item, place = make_item(world.open_, world.ann), world.open_
    else:
        item = make_item(world.secret, world.ann, audience="facilitators")
        with pytest.raises(NotAllowed):
            add_reply(by=world.viewer("otto"), item=make_item(world.open_, world.ann), text="x", quiet=True)
        return
    client = world.client("max")
    assert "Post quietly" not in words(client.get(f"/d/{item.code}/a-discussion/"))
    if why != "for the web":  # there one may choose to show it to members only
        assert "Post quietly" not in words(client.get(f"/post/?c={place.code}"))
    refused = client.post(f"/d/{item.code}/reply/", {"body": "Kept words", "quiet": "1"})
    assert refused.status_code == 422 and "Nothing can be posted quietly here" in words(refused)
    assert "Kept words" in refused.content.decode()
    sent = {"c": place.code, "kind": "question", "title": "T", "body": "Kept words", "quiet": "1"}
    assert client.post("/post/", sent).status_code == 422
    if why == "for the web":
        assert client.post("/post/", {**sent, "audience": "members"}).status_code == 303
        Item.objects.latest("pk").delete()
    assert not Reply.objects.exists() and not Item.objects.filter(quiet=True).exists()
    with pytest.raises(NotAllowed):
        start_item(by=world.viewer("max"), community=place, kind="question", title="T", text="x", quiet=True)


def test_the_button_pressed_twice_posts_once_and_no_draft_remains(world: World):
    client, item = world.client("max"), make_item(world.secret, world.ann)
    client.post("/drafts/save/?item=" + item.code, {"draft": "abcdefgh", "body": "Only once"})
    assert Draft.objects.filter(code="abcdefgh").exists()
    for _time in range(2):
        sent = client.post(f"/d/{item.code}/reply/", {"draft": "abcdefgh", "body": "Only once", "quiet": "1"})
        assert sent.status_code == 303
    assert Reply.objects.count() == 1 and not Draft.objects.exists()
    late = client.post("/drafts/save/?item=" + item.code, {"draft": "abcdefgh", "body": "Only on"})
    assert late.json()["posted"] and not Draft.objects.exists()
    other = client.post(f"/d/{item.code}/reply/", {"draft": "abcdefgh", "body": "Other words", "quiet": "1"})
    assert other.status_code == 409 and 'name="quiet" value="1"' in other.content.decode()
    assert Reply.objects.count() == 1
    again = client.post(
        "/post/", {"draft": "zzzzzzzz", "c": world.secret.code, "title": "T", "body": "B", "quiet": "1"}
    )
    once = client.post(
        "/post/", {"draft": "zzzzzzzz", "c": world.secret.code, "title": "T", "body": "B", "quiet": "1"}
    )
    assert again.status_code == once.status_code == 303 and Item.objects.count() == 2


def test_no_file_goes_with_quiet_words(world: World):
    from django.core.files.uploadedfile import SimpleUploadedFile

    item = make_item(world.secret, world.ann)
    file = SimpleUploadedFile("notes.txt", b"Some notes of mine")
    refused = world.client("max").post(
        f"/d/{item.code}/reply/", {"body": "See", "files": [file], "quiet": "1"}
    )
    assert refused.status_code == 422 and "A file often says who made it" in words(refused)
    assert not Reply.objects.exists() and not Attachment.objects.exclude(item=None).exists()


def test_the_writer_edits_removes_and_puts_back_without_it_showing(world: World):
    item = ask(world, "max")
    said = reply(world, "max", item, "A slip.")
    mine, mask = world.client("max"), item.author_id
    page = mine.get(f"/d/{item.code}/how-do-you-say-no/").content.decode()
    assert f"/d/{item.code}/edit/" in page and f"/r/{said.code}/edit/" in page
    assert mine.post(f"/r/{said.code}/edit/", {"body": "No slip."}).status_code == 303
    assert mine.post(f"/d/{item.code}/edit/", {"title": "How?", "body": "I never do."}).status_code == 303
    assert mine.post(f"/r/{said.code}/remove/").status_code == 303
    said.refresh_from_db()
    assert said.state == "removed" and said.removed_by_id == mask
    shown = words(world.client("fay").get(f"/d/{item.code}/how/"))
    assert "Max" not in shown and "taken back by who wrote it" in words(world.client("fay").get("/removed/"))
    assert "Put it back" not in shown, "what its writer took back is theirs"
    assert mine.post(f"/r/{said.code}/restore/").status_code == 303
    assert mine.post(f"/d/{item.code}/close/", {"on": "1"}).status_code == 303
    item.refresh_from_db()
    assert item.closed_by_id == mask
    assert world.client("ann").get(f"/r/{said.code}/edit/").status_code == 403


def test_the_writer_thanks_nobody_for_their_own_words_and_is_told_of_answers(world: World):
    item = ask(world, "max")
    refused = world.client("max").post(f"/d/{item.code}/react/helpful/", {"on": "1"})
    assert refused.status_code == 403
    assert world.client("ann").post(f"/d/{item.code}/react/helpful/", {"on": "1"}).status_code == 303
    make_reply(item, world.ann, "Say it kindly.")
    home = words(world.client("max").get("/"))
    assert "Say it kindly." in home
    assert "Say it kindly." not in words(world.client("lil").get("/")).split("New")[0]
    mine = words(world.client("max").get("/quiet/"))
    assert "How do you say no?" in mine and "Nobody has looked." in mine
    assert "How do you say no?" not in words(world.client("ann").get("/quiet/"))


def test_ones_own_quiet_reply_is_nothing_new_and_followed(world: World):
    item = make_item(world.secret, world.ann)
    client = world.client("max")
    client.get(f"/d/{item.code}/a-discussion/")
    reply(world, "max", item, "Quietly.")
    assert ReadMark.objects.get(person=world.max, item=item).number == 1
    assert Follow.objects.get(person=world.max, item=item).why == "chose"
    assert client.get(f"/d/{item.code}/newer/?after=0").json()["count"] == 0
    assert world.client("lil").get(f"/d/{item.code}/newer/?after=0").json()["count"] == 1


def test_closing_the_account_forgets_who_it_was_and_removes_the_words_when_asked(world: World):
    from datetime import timedelta

    from django.utils import timezone

    from hedgerow.workflows.closing import close_account, what_closing_means

    kept, gone = ask(world, "max"), ask(world, "ann", title="Mine too")
    said = reply(world, "ann", kept, "A quiet reply.")
    assert what_closing_means(world.viewer("ann")).discussions == 1
    now = timezone.now()
    Person.objects.filter(pk=world.max.pk).update(closing_at=now, closing_words="keep")
    Person.objects.filter(pk=world.ann.pk).update(closing_at=now, closing_words="remove")
    assert close_account(world.max.pk, now + timedelta(days=1)) and close_account(
        world.ann.pk, now + timedelta(days=1)
    )
    assert not Attribution.objects.exists()
    kept.refresh_from_db()
    assert kept.author.shown_name.startswith("Quiet "), "not a former member in the same moment"
    gone.refresh_from_db()
    said.refresh_from_db()
    assert (gone.state, said.state, said.source) == ("removed", "removed", "")


def test_a_placeholder_is_nobody(world: World):
    mask = ask(world, "max").author
    assert mask.email is None and not mask.is_active
    for who in ("fay", "ann", "ada", "max"):
        assert world.client(who).get(f"/people/{mask.code}/quiet/").status_code == 404
    belong(world.otto, world.secret)
    assert not world.client("fay").get(f"/mentions/?item={Item.objects.latest('pk').code}&q=quiet").json()
    assert world.client("fay").get(f"/search/?q={mask.name}").status_code == 200
