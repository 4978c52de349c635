"""The blocks of a discussion: each reply becomes finished HTML once for all who see it alike."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.template import engines
from markupsafe import Markup

from hedgerow.access.viewer import Viewer
from hedgerow.base.codes import MASK
from hedgerow.items.queries.item_page import FileRow, Reading
from hedgerow.items.queries.replies import ReplyRow
from hedgerow.items.queries.rows import Author
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import language
from hedgerow.web.shell import Face, face
from hedgerow.web.views.items.apart import Apartness
from hedgerow.web.words import ago, exact


class Block(NamedTuple):
    """Everything that the HTML of one reply depends on; equal blocks are rendered once."""

    language: str | None
    item_code: str
    code: str
    number: int | None
    state: str
    html: str
    face: Face
    does: str
    label: str
    when: str
    moment: str
    exact: str
    edited: str
    to: tuple[str, int] | None
    new: bool
    answer: str
    counts: tuple[int, int, int]
    mine: frozenset[str]
    files: tuple[FileRow, ...]
    may_reply: bool
    may_react: bool
    may_edit: bool
    may_remove: bool
    may_restore: bool
    may_choose: bool
    chosen: bool
    may_look: bool = False


def author_face(author: Author, inside: bool) -> Face:
    """A writer's face; a profile can be opened only by people inside, and not when its account is closed.

    SECURITY: strangers never get a face, also where they may read the words: initials stand there.
    """
    shown = face(author.code, author.name, author.photo if inside else "")
    return shown if inside and author.code and author.open else shown._replace(url=None)


def block_of(
    reading: Reading,
    reply: ReplyRow,
    *,
    html: str,
    files: tuple[FileRow, ...],
    mine: frozenset[str],
    new: bool,
    chosen_by: str,
    may: Any,
    viewer: Viewer,
    apart: Apartness,
    may_look: bool = False,
) -> Block:
    """The inputs of one reply's HTML. `may` holds what the viewer may do on this page (see show.May)."""
    own = viewer.wrote(reply.author.id)
    published = reply.state == "published"
    does, label, near = apart.beside(reply.author, reply.via_id)
    return Block(
        language=language.get(),
        item_code=reading.item.code,
        code=reply.code,
        number=reply.number,
        state=reply.state,
        html=html,
        face=author_face(reply.author, near),
        does=does,
        label=label,
        when=ago(reply.published_at) if reply.published_at else "",
        moment=reply.published_at.isoformat() if reply.published_at else "",
        exact=exact(reply.published_at) if reply.published_at else "",
        edited=_("edited %(when)s") % {"when": ago(reply.edited_at)} if reply.edited_at else "",
        to=(reply.to_name, reply.to_number) if reply.to_number else None,
        new=new,
        answer=chosen_by if reply.pk == reading.item.answer_id else "",
        counts=(reply.helpful, reply.thanks, reply.me_too),
        mine=mine,
        files=files,
        may_reply=may.reply and published,
        may_react=may.react and published and not own,
        may_edit=own and published and may.write,
        may_remove=(own or reading.facilitates) and published and may.write,
        may_restore=reply.state == "removed"
        and may.write
        # As items.actions.may_restore: what its author took back, or somebody else took from its author, is not theirs.
        and (
            viewer.wrote(reply.removed_by_id)
            if own
            else reading.facilitates and reply.removed_by_id != reply.author.id
        ),
        may_choose=may.choose and published,
        chosen=reply.pk == reading.item.answer_id,
        # The author's code says that it was written quietly.
        may_look=may_look and reply.author.code.startswith(MASK) and not own,
    )


@lru_cache(maxsize=4096)
def block_html(block: Block) -> Markup:
    """SPEED: a pure function of its inputs, so it can be kept without ever being wrong for anyone."""
    template = engines["jinja2"].env.get_template("items/reply.html")
    return template.module.reply(block)
