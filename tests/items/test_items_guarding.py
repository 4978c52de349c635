"""The gate of every action that posts words: asked first, answered, and nothing of what was found is kept."""

import pytest

from hedgerow.activity.models import Activity
from hedgerow.interruption import Answer, Interrupted, instead_of, replaced
from hedgerow.items.actions import add_reply, edit_item, edit_reply, open_draft, start_item
from hedgerow.items.models import Assurance, Attachment, Blob, Item, Reply, Revision
from tests.world import make_item, make_reply

pytestmark = pytest.mark.django_db

NUMBER = "999 000 0018"
TELLS = f"NHS number {NUMBER}, born 03/04/1961, and I still can't decide."


def start(world, text=TELLS, title="A call on Tuesday", **extra):
    return start_item(
        by=world.viewer("max"), community=world.secret, kind="discussion", title=title, text=text, **extra
    )


def asked(call) -> Interrupted:
    with pytest.raises(Interrupted) as raised:
        call()
    return raised.value


def answer_to(one: Interrupted, reason="colleague", words="") -> Answer:
    return Answer(one.seal, reason, words)


def test_what_tells_nothing_is_posted_at_once(world):
    item = start(world, text="How do you end a long call on a Friday?")
    assert item.state == "published" and not Assurance.objects.exists()


def test_a_text_that_may_identify_somebody_is_not_posted(world):
    one = asked(lambda: start(world))
    assert {found.hit.kind for found in one.found} == {"nhs-number", "date-of-birth"}
    assert not Item.objects.exists() and not Activity.objects.exists() and not Assurance.objects.exists()


def test_a_title_is_read_too(world):
    one = asked(lambda: start(world, text="What would you do?", title=f"NHS number {NUMBER}"))
    assert [found.part.label for found in one.found] == ["title"]


def test_the_exception_says_nothing_of_what_was_found(world):
    one = asked(lambda: start(world))
    assert NUMBER not in str(one) + repr(one)


def test_an_answer_posts_it_and_tells_the_facilitators_without_the_words(world):
    one = asked(lambda: start(world))
    item = start(world, answer=answer_to(one, "made_up", "From the book of examples"))
    kept = Assurance.objects.get()
    assert (kept.item_id, kept.person_id) == (item.pk, world.max.pk)
    assert (kept.kinds, kept.reason) == (["date-of-birth", "nhs-number"], "made_up")
    line = Activity.objects.get(verb="guard.answered")
    assert line.detail == {"kinds": ["date-of-birth", "nhs-number"], "reason": "made_up"}
    assert Assurance.objects.visible_to(world.viewer("fay")).count() == 1
    for name in ("max", "ann", "otto", "sue", "nobody"):
        assert not Assurance.objects.visible_to(world.viewer(name)).exists(), name


@pytest.mark.parametrize(
    "reason,words",
    [
        ("", ""),
        ("because", ""),
        ("other", ""),
        ("other", "x" * 201),
        ("colleague", f"It is {NUMBER}"),
        ("colleague", "It is 9990000018"),
        ("other", "Mrs Thornbury's NHS number is 943 476 5919"),
    ],
)
def test_an_answer_that_says_too_little_or_too_much_does_not_hold(world, reason, words):
    one = asked(lambda: start(world))
    again = asked(lambda: start(world, answer=answer_to(one, reason, words)))
    assert again.wrong and NUMBER not in again.wrong
    assert not Item.objects.exists()


def test_an_answer_counts_for_the_words_that_were_shown_and_no_others(world):
    one = asked(lambda: start(world))
    again = asked(lambda: start(world, text=f"{TELLS} Her name is Agnes Thornbury.", answer=answer_to(one)))
    assert "not the same" in again.wrong
    assert not Item.objects.exists()


def test_replies_are_read_and_numbers_stay_without_a_gap(world):
    item = make_item(world.secret, world.max)
    one = asked(lambda: add_reply(by=world.viewer("ann"), item=item, text=TELLS))
    assert not Reply.objects.exists()
    item.refresh_from_db()
    reply = add_reply(by=world.viewer("ann"), item=item, text=TELLS, answer=answer_to(one))
    assert reply.number == 1 and Assurance.objects.get().reply_id == reply.pk


def test_an_edit_is_read_and_what_was_answered_is_not_asked_again(world):
    item = start(world, text="A quiet start.")
    one = asked(lambda: edit_item(by=world.viewer("max"), item=item, title=item.title, text=TELLS))
    assert not Revision.objects.exists()
    edit_item(by=world.viewer("max"), item=item, title=item.title, text=TELLS, answer=answer_to(one))
    edit_item(by=world.viewer("max"), item=item, title="Another title", text=f"{TELLS} Thank you.")
    assert Assurance.objects.count() == 1
    asked(
        lambda: edit_item(
            by=world.viewer("max"), item=item, title="Another title", text=f"{TELLS} Phone 07700 900 123."
        )
    )


def test_an_edited_reply_is_read(world):
    reply = make_reply(make_item(world.secret, world.max), world.ann)
    asked(lambda: edit_reply(by=world.viewer("ann"), reply=reply, text=TELLS))
    reply.refresh_from_db()
    assert NUMBER not in reply.source


def test_names_of_files_are_read(world):
    draft = open_draft(by=world.viewer("max"), code="", community=world.secret)
    blob = Blob.objects.create(community=world.secret, sha256="0" * 64, size=1, path="x", kind="pdf")
    Attachment.objects.create(draft=draft, blob=blob, name=f"NHS {NUMBER}.pdf", by=world.max)
    one = asked(lambda: start(world, text="The letter.", draft=draft))
    assert one.found[0].part.where == "filename"


def test_who_is_mentioned_is_a_colleague(world):
    item = start(world, text="My patient is better, thanks to @Ann Thistle who saw her.")
    assert item.mentions.count() == 1 if hasattr(item, "mentions") else item.pk


def test_quiet_words_have_no_name_in_the_assurance(world):
    from hedgerow.interruption import Answered
    from hedgerow.items.guarding import keep_answer

    item = make_item(world.secret, world.max, quiet=True)
    keep_answer(world.viewer("max"), Answered(("name",), "mine", ""), item)
    assert Assurance.objects.get().person_id is None


def test_other_words_can_stand_in_the_place_of_what_was_found(world):
    one = asked(lambda: start(world))
    parts = one.parts
    for found in sorted(one.found, key=lambda each: -each.hit.start):
        parts = replaced(parts, found, instead_of(found)[0])
    start(world, text=parts[1].text, title=parts[0].text)
    assert NUMBER not in Item.objects.get().source and "1961" not in Item.objects.get().source
