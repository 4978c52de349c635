"""The soft line while somebody writes, and looking over without JavaScript."""

import pytest

from hedgerow.items.models import Draft, Item
from tests.web.guard.test_guard_interruption import NUMBER, TELLS, fields, next_form, post_new
from tests.web.guard.test_guard_keeps_nothing import tables_with
from tests.web.write.pages import words

pytestmark = pytest.mark.django_db


def test_hints_name_the_sort_and_the_line_and_never_the_words(world):
    answer = world.client("max").post("/hints/", {"body": TELLS, "title": "A call"})
    said = answer.json()["hints"]
    assert said[0].startswith("An NHS number? Line 2.") and any(
        "date of birth? Line 2" in one for one in said
    )
    assert NUMBER not in answer.content.decode() and "1961" not in answer.content.decode()
    assert not Draft.objects.exists() and tables_with(NUMBER) == set()


def test_a_hit_in_the_title_says_so(world):
    answer = world.client("max").post("/hints/", {"title": f"NHS number {NUMBER}"})
    assert answer.json()["hints"][0].startswith("An NHS number? In the title.")


def test_ordinary_words_have_no_hints_and_strangers_no_door(world):
    sent = {"body": "How do you end a long call?", "title": "A call"}
    assert world.client("max").post("/hints/", sent).json() == {"hints": []}
    assert world.client("nobody").post("/hints/", sent).status_code in (302, 403)
    assert world.client("max").get("/hints/", sent).status_code == 405


def test_without_javascript_it_can_be_looked_over_first(world):
    client = world.client("max")
    page = post_new(client, world, look="1", body="An ordinary question.")
    assert page.status_code == 200 and "Look it over once more" in words(page)
    assert not Item.objects.exists()
    posted = client.post("/post/", fields(page, next_form(page, "Post it")))
    assert posted.status_code == 303 and Item.objects.get().source == "An ordinary question."


def test_the_pages_where_one_writes_carry_the_line(world):
    page = world.client("max").get(f"/post/?c={world.secret.code}").content.decode()
    assert 'data-hints-url="/hints/"' in page and 'name="look"' in page
