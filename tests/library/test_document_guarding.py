"""Documents that may identify somebody: held when they were read, answered, replaced; and nothing of them is found."""

import pytest
from django.core import mail

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.base.jobs.testing import run_all
from hedgerow.interruption import ONLY_LOOK, Answer, Interrupted
from hedgerow.items.models import Assurance, Item, Reply
from hedgerow.library.actions import add_document, add_version, assure_document, restore_version
from hedgerow.library.models import Document, PageText, Version
from hedgerow.search.models import Entry
from tests.library.making import sent
from tests.world import belong, make_person

pytestmark = pytest.mark.django_db

NUMBER = "999 000 0018"
TELLS = (
    f"Dear colleague, thank you for seeing this patient.\nNHS number {NUMBER}, born 03/04/1961.\n".encode()
)


def add(world, data=TELLS, name="letter.txt", who="max", **extra):
    item = add_document(
        by=world.viewer(who), community=world.secret, file=sent(data, name), name=name, **extra
    )
    return Item.objects.get(pk=item.pk)


def read(item):
    run_all()
    item.refresh_from_db()
    return item


def page_answer(world, item, who="max", reason="made_up"):
    with pytest.raises(Interrupted) as asked:
        assure_document(by=world.viewer(who), item=item, answer=ONLY_LOOK)
    return Answer(asked.value.seal, reason)


def test_a_document_that_tells_nothing_stays(world):
    assert read(add(world, b"How to end a call.\n")).state == "published"


def test_one_that_may_identify_somebody_is_held_when_it_was_read(world):
    item = read(add(world))
    assert (item.state, item.held_for) == ("held", "guard")
    assert PageText.objects.filter(text__contains=NUMBER).exists()
    assert not Entry.objects.filter(item=item).exists()
    for name in ("ann", "lil", "otto", "nobody"):
        assert not Item.objects.visible_to(world.viewer(name)).filter(pk=item.pk).exists(), name
        assert not Version.objects.visible_to(world.viewer(name)).exists(), name
    for name in ("max", "fay"):
        assert Item.objects.visible_to(world.viewer(name)).filter(pk=item.pk).exists(), name


def test_a_name_that_tells_holds_it_at_once(world):
    assert add(world, b"Some words.\n", f"NHS number {NUMBER}.txt").state == "held"
    assert add(world, b"Other words.\n", "letter.txt", text=f"Of NHS number {NUMBER}.").state == "held"


def test_its_author_is_told_without_its_name(world):
    read(add(world, name="Thornbury.txt"))
    sent_mail = mail.outbox[0]
    assert len(mail.outbox) == 1 and sent_mail.to == [world.max.email]
    everything = f"{sent_mail.subject} {sent_mail.body} {sent_mail.alternatives}"
    assert "Thornbury" not in everything and NUMBER not in everything and "/assurance/" in everything


def test_an_answer_shows_it_again_and_it_is_found(world):
    item = read(add(world))
    assure_document(by=world.viewer("max"), item=item, answer=page_answer(world, item))
    item = read(item)
    assert (item.state, item.held_for) == ("published", "")
    assert Assurance.objects.get().kinds == ["date-of-birth", "nhs-number"]
    assert Entry.objects.filter(item=item, body__contains="colleague").exists()


def test_a_facilitator_may_answer_too_and_nobody_else(world):
    item = read(add(world))
    for name in ("ann", "otto", "sue"):
        with pytest.raises((NotVisible, NotAllowed)):
            assure_document(by=world.viewer(name), item=item, answer=ONLY_LOOK)
    assure_document(by=world.viewer("fay"), item=item, answer=page_answer(world, item, "fay"))
    assert read(item).state == "published"


def test_replacing_the_file_leaves_nothing_of_the_first(world):
    item = read(add(world))
    version = add_version(
        by=world.viewer("max"), item=item, file=sent(b"Dear colleague.\n", "letter.txt"), name="letter.txt"
    )
    assert version.number == 1
    assert read(item).state == "published"
    assert Version.objects.count() == 1 and not PageText.objects.filter(text__contains=NUMBER).exists()
    assert not Reply.objects.exists()


def test_replacing_it_by_one_that_tells_too_keeps_it_held(world):
    item = read(add(world))
    other = TELLS + b"Mrs Agnes Thornbury.\n"
    add_version(by=world.viewer("max"), item=item, file=sent(other, "letter.txt"), name="letter.txt")
    assert read(item).state == "held"


def test_a_later_version_is_read_and_what_was_answered_is_not_asked_again(world):
    item = read(add(world))
    assure_document(by=world.viewer("max"), item=item, answer=page_answer(world, item))
    more = TELLS + b"Thank you.\n"
    add_version(by=world.viewer("max"), item=item, file=sent(more, "letter.txt"), name="letter.txt")
    assert read(item).state == "published"
    other = TELLS + b"Her phone is 07700 900 123.\n"
    add_version(by=world.viewer("max"), item=item, file=sent(other, "letter.txt"), name="letter.txt")
    assert read(item).state == "held"


def test_restoring_an_answered_version_asks_nothing(world):
    item = read(add(world))
    assure_document(by=world.viewer("max"), item=item, answer=page_answer(world, item))
    add_version(by=world.viewer("max"), item=item, file=sent(b"New.\n", "letter.txt"), name="letter.txt")
    read(item)
    restore_version(by=world.viewer("max"), item=item, number=1)
    assert read(item).state == "published"
    assert Document.objects.get().current.number == 3


def test_the_page_of_a_held_document(world):
    item = read(add(world))
    here = f"/f/{item.code}/assurance/"
    page = world.client("max").get(here).content.decode()
    assert "Could this identify a patient?" in page and f"NHS number {NUMBER}" in page
    assert f"/f/{item.code}/version/" in page and f"/d/{item.code}/remove/" in page
    assert here in world.client("max").get("/drafts/").content.decode()
    assert (
        here
        in world.client("fay")
        .get(f"/c/{world.secret.code}/quiet-copse/look-after/assurances/")
        .content.decode()
    )
    shown = world.client("max").get(f"/f/{item.code}/letter/").content.decode()
    assert here in shown
    assert world.client("ann").get(here).status_code == 404
    seal = page_answer(world, item).seal
    refused = world.client("max").post(here, {"seal": seal})
    assert refused.status_code == 422 and "choose one of the reasons" in refused.content.decode()
    assert world.client("max").post(here, {"seal": seal, "why": "made_up"}).status_code == 303
    assert read(item).state == "published"
    assert world.client("max").get(here).status_code in (403, 404)


def test_a_member_who_joined_later_sees_nothing_of_it(world):
    item = read(add(world))
    new = make_person("Siân O'Brien")
    belong(new, world.secret)
    assert item.code not in str(list(Item.objects.visible_to(world.viewer("ann")).values_list("code")))
