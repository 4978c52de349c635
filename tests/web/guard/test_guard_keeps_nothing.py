"""After an interruption what was found is in the author's own draft, and nowhere else: tables, log, mail, addresses."""

import logging

import pytest
from django.core import mail
from django.db import connection

from tests.web.guard.test_guard_interruption import NUMBER, TELLS, answer_form, fields, post_new
from tests.world import make_item, make_reply

pytestmark = pytest.mark.django_db


def tables_with(words):
    """The tables that hold these words in any row, whatever the columns."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            bare = words.replace(" ", "")
            for row in cursor.fetchall():
                text = " ".join(
                    one.decode("utf-8", "replace") if isinstance(one, bytes | memoryview) else str(one)
                    for one in row
                )
                if words in text or bare in text:
                    found.add(table)
    return found


def ask_everywhere(world):
    client, answers = world.client("max"), []
    item = make_item(world.secret, world.max, "Fridays")
    reply = make_reply(item, world.max)
    answers.append(post_new(client, world))
    answers.append(client.post(f"/d/{item.code}/reply/", {"body": TELLS}))
    answers.append(client.post(f"/d/{item.code}/edit/", {"title": f"NHS {NUMBER}", "body": TELLS}))
    answers.append(client.post(f"/r/{reply.code}/edit/", {"body": TELLS}))
    again = {**answer_form(answers[0]), "why": "other", "why_words": NUMBER}
    answers.append(client.post("/post/", again))
    room = {"name": f"NHS number {NUMBER}", "purpose": "Letters"}
    answers.append(world.client("fay").post(f"/c/{world.secret.code}/quiet-copse/new-room/", room))
    return answers


def test_nothing_but_the_draft_holds_what_was_found(world, caplog):
    caplog.set_level(logging.DEBUG)
    answers = ask_everywhere(world)
    assert [one.status_code for one in answers] == [422] * len(answers)
    assert all(NUMBER in one.content.decode() for one in answers), "otherwise this test proves nothing"
    assert tables_with(NUMBER) == {"items_draft"}
    assert tables_with("03/04/1961") == {"items_draft"}
    assert NUMBER not in caplog.text and "1961" not in caplog.text
    assert not mail.outbox
    for one in answers:
        assert set(one.cookies) <= {"hg_csrf"}, "nothing travels in a cookie"


def test_after_other_words_were_taken_even_the_draft_is_free_of_it(world):
    client = world.client("max")
    page = post_new(client, world, body=f"NHS number {NUMBER}, and what now?")
    value = f"body:post:11:{11 + len(NUMBER)}:0"
    client.post("/post/", {**fields(page, 0), "instead": value})
    assert tables_with(NUMBER) == set()


def test_what_was_posted_all_the_same_is_in_the_post_and_its_draft_alone(world, caplog):
    caplog.set_level(logging.DEBUG)
    client = world.client("max")
    client.post("/post/", {**answer_form(post_new(client, world)), "why": "made_up"})
    assert tables_with(NUMBER) == {"items_draft", "items_item"}
    assert NUMBER not in caplog.text
