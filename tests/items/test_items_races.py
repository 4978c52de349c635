"""Many people at the same moment: numbers, counters and drafts hold."""

import pytest

from hedgerow.communities.standings import viewer_for
from hedgerow.items.actions import (
    DifferentText,
    add_reply,
    choose_answer,
    follow_item,
    react,
    remove_reply,
    start_item,
)
from hedgerow.items.actions.drafting import open_draft, save_draft
from hedgerow.items.models import Draft, Follow, Item, Reaction, ReadMark, Reply
from tests.items.threads import at_once
from tests.world import belong, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_replies_at_once_get_twenty_numbers(crowd):
    item = make_item(crowd.secret, crowd.fay)
    people = [crowd.fay, crowd.max, crowd.ann, crowd.lil] * 5
    answers = at_once(
        [
            lambda person=person, n=n: add_reply(by=viewer_for(person.pk), item=item, text=f"Number {n}")
            for n, person in enumerate(people)
        ]
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    item.refresh_from_db()
    assert sorted(Reply.objects.filter(item=item).values_list("number", flat=True)) == list(range(1, 21))
    assert (item.last_number, item.reply_count, item.version) == (20, 20, 21)
    # Each has read at least to the last reply of their own.
    for person in {crowd.fay, crowd.max, crowd.ann, crowd.lil}:
        last = Reply.objects.filter(item=item, author=person).order_by("-number").first()
        assert ReadMark.objects.get(item=item, person=person).number >= last.number


def test_a_double_tap_posts_one_reply(crowd):
    item = make_item(crowd.secret, crowd.fay)
    draft = open_draft(by=viewer_for(crowd.max.pk), code="", item=item)
    answers = at_once(
        [
            lambda: add_reply(by=viewer_for(crowd.max.pk), item=item, text="Once is enough", draft=draft)
            for _tap in range(5)
        ]
    )
    assert len({answer.pk for answer in answers}) == 1
    item.refresh_from_db()
    assert (Reply.objects.filter(item=item).count(), item.reply_count, item.last_number) == (1, 1, 1)


def test_a_double_tap_on_a_form_that_was_never_saved_posts_once(crowd):
    item = make_item(crowd.secret, crowd.fay)

    def tap():
        by = viewer_for(crowd.max.pk)
        return add_reply(
            by=by, item=item, text="Once", draft=open_draft(by=by, code="abcd2345efgh", item=item)
        )

    answers = at_once([tap] * 5)
    assert len({answer.pk for answer in answers}) == 1, answers
    assert Reply.objects.filter(item=item).count() == 1


def test_a_double_tap_starts_one_discussion(crowd):
    draft = open_draft(by=viewer_for(crowd.max.pk), code="", community=crowd.secret)
    answers = at_once(
        [
            lambda: start_item(
                by=viewer_for(crowd.max.pk),
                community=crowd.secret,
                kind="discussion",
                title="One of these",
                text="Words",
                draft=draft,
            )
            for _tap in range(4)
        ]
    )
    assert len({answer.pk for answer in answers}) == 1
    assert Item.objects.filter(title="One of these").count() == 1


def test_two_tabs_with_other_words_post_one_and_show_both(crowd):
    item = make_item(crowd.secret, crowd.fay)
    draft = open_draft(by=viewer_for(crowd.max.pk), code="", item=item)
    answers = at_once(
        [
            lambda text=text: add_reply(by=viewer_for(crowd.max.pk), item=item, text=text, draft=draft)
            for text in ("The first words", "The other words")
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["DifferentText", "Reply"]
    other = next(answer for answer in answers if isinstance(answer, DifferentText))
    assert other.draft.published_reply_id == next(a for a in answers if isinstance(a, Reply)).pk


def test_counters_of_reactions_are_right_under_twenty_threads(crowd):
    item = make_item(crowd.secret, crowd.fay)
    reply = make_reply(item, crowd.fay)
    people = [make_person(f"Person {n}") for n in range(10)]
    for person in people:
        belong(person, crowd.secret)
    # Each says it twice at once; every third takes it back afterwards, twice at once.
    twice = people * 2
    said = at_once(
        [
            lambda p=p: react(by=viewer_for(p.pk), item=item, reply=reply, kind="helpful", on=True)
            for p in twice
        ]
    )
    assert not [answer for answer in said if isinstance(answer, Exception)]
    reply.refresh_from_db()
    assert reply.helpful == Reaction.objects.filter(reply=reply, kind="helpful").count() == 10
    back = at_once(
        [
            lambda p=p: react(by=viewer_for(p.pk), item=item, reply=reply, kind="helpful", on=False)
            for p in people[::3] * 2
        ]
    )
    assert not [answer for answer in back if isinstance(answer, Exception)]
    reply.refresh_from_db()
    assert reply.helpful == Reaction.objects.filter(reply=reply, kind="helpful").count() == 6


def test_removing_and_replying_at_once_keeps_the_count_true(crowd):
    item = make_item(crowd.secret, crowd.fay)
    replies = [make_reply(item, crowd.max, f"Reply {n}") for n in range(6)]
    deeds = [lambda r=r: remove_reply(by=viewer_for(crowd.fay.pk), reply=r) for r in replies]
    deeds += [
        lambda n=n: add_reply(by=viewer_for(crowd.ann.pk), item=item, text=f"New {n}") for n in range(6)
    ]
    answers = at_once(deeds)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    item.refresh_from_db()
    assert item.reply_count == Reply.objects.filter(item=item, state="published").count() == 6
    assert item.last_number == 12


def test_an_answer_removed_while_it_is_chosen_is_no_answer_of_a_removed_reply(crowd):
    item = make_item(crowd.secret, crowd.ann, kind="question")
    reply = make_reply(item, crowd.max)
    at_once(
        [
            lambda: choose_answer(by=viewer_for(crowd.ann.pk), reply=reply),
            lambda: remove_reply(by=viewer_for(crowd.max.pk), reply=reply),
        ]
    )
    item.refresh_from_db()
    reply.refresh_from_db()
    assert reply.state == "removed"
    assert item.answer_id is None


def test_following_twice_at_once_makes_one_row(crowd):
    item = make_item(crowd.secret, crowd.fay)
    answers = at_once(
        [lambda: follow_item(by=viewer_for(crowd.max.pk), item=item, level="mute") for _tap in range(6)]
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Follow.objects.filter(item=item, person=crowd.max).count() == 1


def test_a_save_that_arrives_while_the_draft_is_posted_does_not_open_it_again(crowd):
    item = make_item(crowd.secret, crowd.fay)
    by = viewer_for(crowd.max.pk)
    draft = open_draft(by=by, code="", item=item)
    at_once(
        [
            lambda: add_reply(by=viewer_for(crowd.max.pk), item=item, text="All of it", draft=draft),
            lambda: save_draft(by=viewer_for(crowd.max.pk), draft=draft, text="All of"),
        ]
    )
    draft.refresh_from_db()
    assert draft.is_published
    assert not Draft.objects.filter(person=crowd.max, published_at=None).exists()
