"""Removing and putting back: who may, what comes back, and what goes for good."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.activity.models import Activity
from hedgerow.items.actions import (
    add_reply,
    choose_answer,
    edit_item,
    may_restore,
    open_draft,
    remove_item,
    remove_reply,
    restore_item,
    restore_reply,
    start_item,
)
from hedgerow.items.jobs import delete_old_drafts, delete_removed
from hedgerow.items.models import Draft, Item, Reply, Revision
from tests.world import make_item, make_reply

pytestmark = pytest.mark.django_db


def sees(world, who, row):
    return type(row).objects.visible_to(world.viewer(who)).filter(pk=row.pk).exists()


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_removed_discussion_is_gone_for_all_but_its_author_and_facilitators_and_comes_back_whole(world):
    item = make_item(world.secret, world.max)
    reply = make_reply(item, world.ann)
    assert sees(world, "ann", item) and sees(world, "ann", reply)
    remove_item(by=world.viewer("max"), item=item)
    assert [who for who in ("fay", "max", "ann", "lil") if sees(world, who, item)] == ["fay", "max"]
    assert not sees(world, "ann", reply)
    restore_item(by=world.viewer("max"), item=item)
    back = fresh(item)
    assert (back.state, back.removed_at, back.removed_by, back.removed_from) == ("published", None, None, "")
    assert sees(world, "ann", item) and sees(world, "ann", reply)
    assert (back.code, back.reply_count, back.last_number) == (item.code, 1, 1)
    assert list(Activity.objects.order_by("pk").values_list("verb", flat=True)) == [
        "item.removed",
        "item.restored",
    ]


def test_an_author_puts_back_what_they_removed_and_not_what_a_facilitator_removed(world):
    item = make_item(world.secret, world.max)
    remove_item(by=world.viewer("max"), item=item)
    restore_item(by=world.viewer("max"), item=item)
    assert fresh(item).state == "published"
    remove_item(by=world.viewer("fay"), item=item, why="Names somebody")
    assert (fresh(item).removed_by, fresh(item).removed_why) == (world.fay, "Names somebody")
    assert not may_restore(world.viewer("max"), fresh(item))
    with pytest.raises(NotAllowed, match="facilitator"):
        restore_item(by=world.viewer("max"), item=item)
    assert fresh(item).state == "removed"
    assert may_restore(world.viewer("fay"), fresh(item))
    restore_item(by=world.viewer("fay"), item=item)
    assert fresh(item).state == "published"


def test_nobody_puts_back_what_its_author_took_back(world):
    item = make_item(world.secret, world.fay)
    reply = make_reply(item, world.max)
    remove_reply(by=world.viewer("max"), reply=reply)
    assert not may_restore(world.viewer("fay"), fresh(reply))
    with pytest.raises(NotAllowed, match="took it back"):
        restore_reply(by=world.viewer("fay"), reply=reply)
    restore_reply(by=world.viewer("max"), reply=reply)
    assert fresh(reply).state == "published"


def test_a_member_removes_only_their_own(world):
    item = make_item(world.secret, world.max)
    reply = make_reply(item, world.max)
    for who, refusal in (("ann", NotAllowed), ("lil", NotAllowed), ("otto", NotVisible), ("sue", NotVisible)):
        with pytest.raises(refusal):
            remove_item(by=world.viewer(who), item=item)
        with pytest.raises(refusal):
            remove_reply(by=world.viewer(who), reply=reply)
    remove_reply(by=world.viewer("max"), reply=reply)
    remove_item(by=world.viewer("max"), item=item)
    assert (fresh(item).state, fresh(reply).state) == ("removed", "removed")


def test_the_author_of_a_discussion_does_not_rule_over_the_replies(world):
    item = make_item(world.secret, world.max)
    reply = make_reply(item, world.ann)
    with pytest.raises(NotAllowed):
        remove_reply(by=world.viewer("max"), reply=reply)
    remove_reply(by=world.viewer("fay"), reply=reply)
    assert fresh(reply).state == "removed"


def test_removing_twice_and_restoring_twice_change_nothing(world):
    item = make_item(world.secret, world.max)
    reply = make_reply(item, world.ann)
    for _time in range(2):
        remove_reply(by=world.viewer("ann"), reply=reply)
    assert fresh(item).reply_count == 0
    for _time in range(2):
        restore_reply(by=world.viewer("ann"), reply=reply)
    assert (fresh(item).reply_count, fresh(item).last_number) == (1, 1)
    for _time in range(2):
        remove_item(by=world.viewer("max"), item=item)
    for _time in range(2):
        restore_item(by=world.viewer("max"), item=item)
    assert fresh(item).state == "published"


def test_a_reply_keeps_its_number_and_later_ones_keep_theirs(world):
    item = make_item(world.secret, world.max)
    first, second = make_reply(item, world.ann), make_reply(item, world.ann)
    remove_reply(by=world.viewer("ann"), reply=first)
    third = add_reply(by=world.viewer("ann"), item=item, text="Third")
    assert (fresh(second).number, third.number, fresh(item).reply_count) == (2, 3, 2)
    restore_reply(by=world.viewer("ann"), reply=first)
    assert (fresh(first).number, fresh(item).reply_count) == (1, 3)


def test_removing_the_chosen_answer_leaves_a_question_open_and_undo_answers_it_again(world):
    item = make_item(world.secret, world.max, kind="question")
    reply = make_reply(item, world.ann)
    choose_answer(by=world.viewer("max"), reply=reply)
    remove_reply(by=world.viewer("ann"), reply=reply)
    assert fresh(item).answer_id is None
    restore_reply(by=world.viewer("ann"), reply=reply)
    assert fresh(item).answer_id == reply.pk


def test_another_answer_chosen_meanwhile_stays(world):
    item = make_item(world.secret, world.max, kind="question")
    first, second = make_reply(item, world.ann), make_reply(item, world.lil)
    choose_answer(by=world.viewer("max"), reply=first)
    remove_reply(by=world.viewer("ann"), reply=first)
    choose_answer(by=world.viewer("max"), reply=second)
    restore_reply(by=world.viewer("ann"), reply=first)
    assert fresh(item).answer_id == second.pk


def test_removing_and_putting_back_is_no_way_round_a_facilitator(world):
    """What waits for a facilitator waits again after its author removed it and put it back."""
    item = make_item(world.secret, world.max, state="held")
    shown = make_item(world.secret, world.fay)
    reply = make_reply(shown, world.max, state="held")
    for who in ("max", "fay"):
        assert sees(world, who, item) and sees(world, who, reply)
    remove_item(by=world.viewer("max"), item=item)
    restore_item(by=world.viewer("max"), item=item)
    remove_reply(by=world.viewer("max"), reply=reply)
    restore_reply(by=world.viewer("max"), reply=reply)
    assert (fresh(item).state, fresh(reply).state) == ("held", "held")
    assert not sees(world, "ann", item) and not sees(world, "ann", reply)
    assert fresh(shown).reply_count == 0


def test_after_thirty_days_nothing_is_put_back(world):
    item = make_item(world.secret, world.max)
    remove_item(by=world.viewer("max"), item=item)
    Item.objects.filter(pk=item.pk).update(removed_at=timezone.now() - timedelta(days=29))
    assert may_restore(world.viewer("max"), fresh(item))
    Item.objects.filter(pk=item.pk).update(removed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(NotAllowed, match="30 days"):
        restore_item(by=world.viewer("max"), item=item)


def test_after_thirty_days_it_is_deleted_with_its_earlier_texts_and_its_draft(world):
    by = world.viewer("max")
    draft = open_draft(by=by, code="", community=world.secret)
    gone = start_item(
        by=by, community=world.secret, kind="question", title="Gone", text="Secret words", draft=draft
    )
    edit_item(by=by, item=gone, title="Gone", text="Other words")
    lately, kept = make_item(world.secret, world.max, "Lately"), make_item(world.secret, world.max, "Kept")
    old_reply, new_reply = make_reply(kept, world.ann), make_reply(kept, world.ann)
    for item in (gone, lately):
        remove_item(by=world.viewer("max"), item=item)
    remove_reply(by=world.viewer("ann"), reply=old_reply)
    Item.objects.filter(pk=gone.pk).update(removed_at=timezone.now() - timedelta(days=31))
    Reply.objects.filter(pk=old_reply.pk).update(removed_at=timezone.now() - timedelta(days=31))
    delete_removed.call()
    assert set(Item.objects.values_list("title", flat=True)) == {"Lately", "Kept"}
    assert list(Reply.objects.filter(item=kept)) == [new_reply]
    assert not Revision.objects.exists() and not Draft.objects.exists()
    assert (fresh(kept).last_number, fresh(kept).reply_count) == (2, 1)
    assert add_reply(by=world.viewer("ann"), item=kept, text="Next").number == 3


def test_old_drafts_go_and_those_with_words_stay(world):
    item = make_item(world.secret, world.fay)
    by = world.viewer("max")
    posted, empty, begun = (open_draft(by=by, code="", item=item) for _draft in range(3))
    add_reply(by=by, item=item, text="Posted", draft=posted)
    long_ago = timezone.now() - timedelta(days=40)
    Draft.objects.filter(pk=begun.pk).update(text="Half a thought", saved_at=long_ago)
    Draft.objects.filter(pk=empty.pk).update(saved_at=long_ago)
    Draft.objects.filter(pk=posted.pk).update(published_at=long_ago)
    delete_old_drafts.call()
    assert list(Draft.objects.all()) == [begun]
    assert Reply.objects.count() == 1
