"""A reply written out flat for speed is the reply that the components make."""

import itertools
import re

import pytest
from django.template import engines

from hedgerow.web.shell import face
from hedgerow.web.views.items.blocks import Block, block_html

PLAIN = Block(
    language="en-gb",
    item_code="abcdefgh",
    code="hgfedcba",
    number=7,
    state="published",
    html="<p>Words &amp; more.</p>",
    face=face("zxcvbnmq", "Siân <b>O'Brien</b>", ""),
    does="Layer & <planter>",
    label="",
    when="today, 9am",
    moment="2026-11-25T09:00:00+00:00",
    exact="Wednesday 25 November 2026, 9am",
    edited="",
    to=None,
    new=False,
    answer="",
    counts=(0, 0, 0),
    mine=frozenset(),
    files=(),
    may_reply=True,
    may_react=True,
    may_edit=False,
    may_remove=False,
    may_restore=False,
    may_choose=False,
    chosen=False,
    may_look=False,
)
CHANGES = [
    {},
    {"may_reply": False, "may_react": False},
    {"may_react": False, "counts": (3, 1, 0)},
    {"counts": (2, 5, 0), "mine": frozenset({"helpful"})},
    {"mine": frozenset({"thanks", "helpful"})},
    {"edited": "edited 3:40pm"},
    {"to": ("Tom <i>", 3), "new": True},
    {"answer": "Chosen answer", "chosen": True, "may_choose": True},
    {"may_choose": True},
    {"may_edit": True, "may_remove": True},
    {"does": ""},
    {"may_look": True},
    {"label": "Guest until 3 <March>"},
    {"face": PLAIN.face._replace(url=None)},
    {"face": PLAIN.face._replace(photo_url="/people/zxcvbnmq/photo/?v=1")},
]


def _tidy(html: str) -> str:
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()


@pytest.mark.parametrize("pair", itertools.combinations(CHANGES, 2))
def test_flat_and_whole_are_equal(pair):
    block = PLAIN._replace(**{**pair[0], **pair[1]})
    whole = engines["jinja2"].env.get_template("items/reply_whole.html").module.reply_whole(block)
    assert _tidy(str(block_html(block))) == _tidy(str(whole))


def test_names_and_words_are_escaped():
    html = str(block_html(PLAIN))
    assert "<b>O" not in html and "&lt;b&gt;O" in html and "&lt;planter&gt;" in html
