"""Drafts are never lost: whatever was posted, thrown away or written on meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.items.actions import (
    add_reply,
    discard_draft,
    keep_files,
    open_draft,
    restore_draft,
    save_draft,
    start_item,
)
from hedgerow.items.models import Attachment, Blob, Draft, Item
from hedgerow.items.queries.drafts import draft_list
from tests.world import make_item

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def attach(draft, name):
    blob = Blob.objects.create(
        community=draft.community, sha256=name, size=3, path=name, media_type="text/plain", kind="text"
    )
    return Attachment.objects.create(blob=blob, name=name, draft=draft, by=draft.person)


def test_a_form_finds_its_own_draft_again_by_its_code(world):
    item = make_item(world.secret, world.fay)
    draft = open_draft(by=world.viewer("max"), code="abcdefgh2345", item=item)
    save_draft(by=world.viewer("max"), draft=draft, text="Half a thought")
    again = open_draft(by=world.viewer("max"), code="abcdefgh2345", item=item)
    assert (again.pk, again.text, again.kind, again.community) == (
        draft.pk,
        "Half a thought",
        "reply",
        world.secret,
    )


@pytest.mark.parametrize("code", ["", "x", "abcdefgh23456789", "ABCDEFGH2345", "../../../../"])
def test_a_code_that_is_none_gets_a_draft_with_a_new_one(world, code):
    draft = open_draft(by=world.viewer("max"), code=code, community=world.secret)
    assert len(draft.code) == 8 and draft.code != code


def test_the_draft_of_one_discussion_is_not_that_of_another(world):
    one, two = make_item(world.secret, world.fay), make_item(world.secret, world.fay)
    first = open_draft(by=world.viewer("max"), code="abcdefgh2345", item=one)
    assert open_draft(by=world.viewer("max"), code="abcdefgh2345", item=one) == first
    for other in (
        open_draft(by=world.viewer("max"), code="abcdefgh2345", item=two),
        open_draft(by=world.viewer("max"), code="abcdefgh2345", community=world.secret),
    ):
        assert other.pk != first.pk


def test_only_its_writer_touches_a_draft(world):
    draft = open_draft(by=world.viewer("max"), code="", community=world.secret)
    save_draft(by=world.viewer("max"), draft=draft, text="Mine")
    for deed in (
        lambda by: save_draft(by=by, draft=draft, text="Hers"),
        lambda by: discard_draft(by=by, draft=draft),
        lambda by: keep_files(by=by, draft=draft, codes=[]),
    ):
        with pytest.raises(NotVisible):
            deed(world.viewer("fay"))
    discard_draft(by=world.viewer("max"), draft=draft)
    with pytest.raises(NotVisible):
        restore_draft(by=world.viewer("fay"), draft=fresh(draft))
    restore_draft(by=world.viewer("max"), draft=fresh(draft))
    assert fresh(draft).text == "Mine"


def test_nobody_begins_a_reply_to_what_they_cannot_answer(world):
    item = make_item(world.open_, world.fay)
    assert open_draft(by=world.viewer("max"), code="", item=item).pk
    with pytest.raises(NotAllowed):
        open_draft(by=world.viewer("otto"), code="", item=item)
    with pytest.raises(NotVisible):
        open_draft(by=world.viewer("nobody"), code="", item=item)


def test_what_was_begun_can_still_be_saved_after_one_may_not_post_any_more(world):
    item = make_item(world.open_, world.fay)
    draft = open_draft(by=world.viewer("max"), code="abcdefgh2345", item=item)
    world.open_.memberships.filter(person=world.max).update(state="left")
    again = open_draft(by=world.viewer("max"), code="abcdefgh2345", item=item)
    save_draft(by=world.viewer("max"), draft=again, text="Too late, and not lost")
    assert fresh(draft).text == "Too late, and not lost"


def test_a_thrown_away_draft_comes_back_by_undo_and_by_writing_on(world):
    draft = open_draft(by=world.viewer("max"), code="", community=world.secret)
    save_draft(by=world.viewer("max"), draft=draft, title="A title", text="Words")
    assert [line.code for line in draft_list(world.viewer("max"))] == [draft.code]
    discard_draft(by=world.viewer("max"), draft=draft)
    assert draft_list(world.viewer("max")) == []
    restore_draft(by=world.viewer("max"), draft=fresh(draft))
    assert [line.text for line in draft_list(world.viewer("max"))] == ["Words"]
    discard_draft(by=world.viewer("max"), draft=draft)
    save_draft(by=world.viewer("max"), draft=fresh(draft), text="Words and more")
    assert [line.text for line in draft_list(world.viewer("max"))] == ["Words and more"]


def test_a_posted_draft_is_not_opened_again_by_throwing_it_away(world):
    item = make_item(world.secret, world.fay)
    draft = open_draft(by=world.viewer("max"), code="", item=item)
    add_reply(by=world.viewer("max"), item=item, text="Posted", draft=draft)
    discard_draft(by=world.viewer("max"), draft=fresh(draft))
    with pytest.raises(NotVisible):
        restore_draft(by=world.viewer("max"), draft=fresh(draft))
    assert fresh(draft).published_reply is not None


def test_a_late_save_of_what_was_posted_changes_nothing(world):
    item = make_item(world.secret, world.fay)
    draft = open_draft(by=world.viewer("max"), code="", item=item)
    add_reply(by=world.viewer("max"), item=item, text="All of the words", draft=draft)
    Draft.objects.filter(pk=draft.pk).update(published_at=timezone.now() - timedelta(minutes=1))
    for late in ("", "All of the", "All of the words\r\n"):
        assert save_draft(by=world.viewer("max"), draft=fresh(draft), text=late) == draft
    assert Draft.objects.count() == 1


def test_words_written_on_after_posting_are_kept_in_a_draft_of_their_own(world):
    item = make_item(world.secret, world.fay)
    draft = open_draft(by=world.viewer("max"), code="", item=item)
    add_reply(by=world.viewer("max"), item=item, text="Posted", draft=draft)
    Draft.objects.filter(pk=draft.pk).update(published_at=timezone.now() - timedelta(minutes=1))
    kept = save_draft(by=world.viewer("max"), draft=fresh(draft), text="One more thing")
    assert (kept.pk != draft.pk, kept.item, kept.text, kept.is_published) == (
        True,
        item,
        "One more thing",
        False,
    )
    assert fresh(draft).text == "Posted"


def test_files_go_with_the_words_and_those_taken_off_again_do_not(world):
    by = world.viewer("max")
    draft = open_draft(by=by, code="", community=world.secret)
    stays, goes = attach(draft, "stays.txt"), attach(draft, "goes.txt")
    other = attach(open_draft(by=by, code="", community=world.secret), "other.txt")
    keep_files(by=by, draft=draft, codes=[stays.code, other.code])
    item = start_item(by=by, community=world.secret, kind="discussion", title="Files", text="", draft=draft)
    assert list(Attachment.objects.filter(item=item)) == [stays]
    assert not Attachment.objects.filter(pk=goes.pk).exists()
    assert fresh(other).item is None


def test_the_list_names_nothing_that_its_writer_no_longer_sees(world):
    item = make_item(world.secret, world.fay, "A private title")
    draft = open_draft(by=world.viewer("max"), code="", item=item)
    save_draft(by=world.viewer("max"), draft=draft, text="My words")
    line = draft_list(world.viewer("max"))[0]
    assert (line.item_title, line.community_name) == ("A private title", "Quiet Copse")
    world.secret.memberships.filter(person=world.max).delete()
    line = draft_list(world.viewer("max"))[0]
    assert (line.item_title, line.item_code, line.community_name, line.text) == (None, None, "", "My words")


def test_a_draft_survives_the_room_it_was_begun_in(world):
    draft = open_draft(by=world.viewer("max"), code="", community=world.secret, room=world.room)
    save_draft(by=world.viewer("max"), draft=draft, text="Words")
    Item.objects.filter(room=world.room).delete()
    world.room.delete()
    assert (fresh(draft).text, fresh(draft).room) == ("Words", None)
