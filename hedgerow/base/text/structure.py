"""What happens to a parsed text before it becomes HTML: tasks, notes, tokens, headings, directions."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hedgerow.base.text.addresses import token_url

LONGEST_LABEL = 80
HIGHEST_HEADING = 3  # the page has h1, the item h2

_ALIGNMENTS = {"right": "to-end", "center": "to-middle"}
_SPACES = re.compile(r"\s+")
_TASK = re.compile(r"\[([ xX])\][ \t]+")


def make_tasks(state: StateCore) -> None:
    """A list item that begins with "[ ]" or "[x]" is a task, with a box to look at."""
    lists: list[Token] = []
    for place, token in enumerate(state.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline" and token.children and place > 1:
            first, item = token.children[0], state.tokens[place - 2]
            box = _TASK.match(first.content) if first.type == "text" else None
            if box and item.type == "list_item_open":
                first.content = first.content[box.end() :]
                start = Token("hg_task", "", 0, content=f"[{box[1].lower()}] ")
                token.children = [start, *token.children, Token("hg_task_end", "", 0)]
                item.attrSet("class", "task")
                lists[-1].attrSet("class", "tasks")


def settle_notes(state: StateCore) -> None:
    """What the plug-in for notes would lose stays where it stands, with its label.

    That is a note to which nothing refers, a second note with the same label, and a note inside a note.
    """
    wanted = {note.get("label") for note in state.env.get("footnotes", {}).get("list", {}).values()}
    kept: list[Token] = []
    open_notes: list[bool] = []  # whether each is taken out by the plug-in
    label: str | None = None  # still to be shown
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            name = token.meta["label"]
            open_notes.append(not open_notes and name in wanted)
            if open_notes[-1]:
                wanted.discard(name)
                kept.append(token)
            else:
                if label is not None:
                    kept += _paragraph(_note_label(label), token.level)
                label = name
            continue
        if token.type == "footnote_reference_close":
            if label is not None:
                kept += _paragraph(_note_label(label), token.level)
                label = None
            if open_notes.pop():
                kept.append(token)
            continue
        token.level -= open_notes.count(False)
        if label is not None and token.type == "inline" and token.children is not None:
            token.children.insert(0, _note_label(label))
            label = None
        kept.append(token)
    state.tokens = kept


def _note_label(label: str) -> Token:
    return Token("text", "", 0, content=f"[^{label}]: ")


def _paragraph(child: Token, level: int) -> Iterator[Token]:
    yield Token("paragraph_open", "p", 1, block=True, level=level)
    yield Token("inline", "", 0, block=True, level=level + 1, children=[child])
    yield Token("paragraph_close", "p", -1, block=True, level=level)


def make_tokens(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_tokens(token.children))


def _with_tokens(children: Sequence[Token]) -> Iterator[Token]:
    """Pictures and `item:`/`file:` links become tokens; what stands inside a link is flat.

    A picture from elsewhere becomes a link: showing it would tell its host who reads what and when.
    """
    linked = False
    closes_with: Token | None = None
    position = 0
    while position < len(children):
        token = children[position]
        position += 1
        if token.type == "link_open":
            end = _closing(children, position)
            address = token_url(str(token.attrs.get("href", "")))
            if address:
                yield _addressed(address, _label(children[position:end]), show="link")
                position = end + 1
                continue
            if not token.attrs.get("href"):  # "[words]()" leads nowhere
                yield from _with_tokens(children[position:end])
                position = end + 1
                continue
            linked, closes_with = True, children[end] if end < len(children) else None
        elif token.type == "link_close" and token is closes_with:
            linked = False
        elif token.type == "image":
            yield from _picture(token, linked)
            continue
        elif token.type in ("hg_mention", "hg_item") and linked:
            token.meta["flat"] = True
        yield token


def _closing(children: Sequence[Token], position: int) -> int:
    """The place of the link_close; links do not nest in Markdown."""
    while position < len(children) and children[position].type != "link_close":
        position += 1
    return position


def _label(children: Sequence[Token]) -> str:
    words = "".join(token.content or " " for token in children if not token.type.startswith("hg_"))
    return _SPACES.sub(" ", words).strip()


def _addressed(address: tuple[str, str, str], label: str, *, show: str = "", flat: bool = False) -> Token:
    kind, code, reply = address
    if label.startswith(f"{kind}:{code}"):
        label = ""
    token = Token(f"hg_{kind}", "", 0, content=label)
    token.meta = {"code": code, "reply": reply, "label": label, "show": show, "flat": flat}
    return token


def _picture(token: Token, linked: bool) -> Iterator[Token]:
    source = str(token.attrs.get("src", ""))
    words = _label(token.children or [])
    address = token_url(source)
    if address:
        yield _addressed(address, words, flat=linked)
        return
    text = Token("text", "", 0, content=words or source, level=token.level + 1)
    if linked or not source:
        yield text
        return
    yield Token("link_open", "a", 1, attrs={"href": source}, level=token.level)
    yield text
    yield Token("link_close", "a", -1, level=token.level)


def dress_blocks(state: StateCore) -> None:
    """Headings start under the page's own; the outermost blocks follow the direction of their text."""
    depth = 0
    for place, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + HIGHEST_HEADING - 1, 6)}"
        elif token.type == "table_open":
            token.meta["label"] = _table_label(state.tokens, place)
        elif token.type in ("th_open", "td_open"):
            _align(token)
        # A block inside takes its direction from the outermost, as the browser ignores what has its own.
        if depth == 0 and token.nesting >= 0 and token.tag not in ("", "hr"):
            token.attrSet("dir", "auto")
        depth += token.nesting


def _align(token: Token) -> None:
    """A class in place of the style attribute, which the content security policy forbids."""
    style = str(token.attrs.pop("style", ""))
    for value, name in _ALIGNMENTS.items():
        if value in style:
            token.attrSet("class", name)


def _table_label(tokens: Sequence[Token], place: int) -> str:
    """The heads of the columns: a name for the table in its author's language."""
    heads: list[str] = []
    for token in tokens[place:]:
        if token.type == "thead_close":
            break
        if token.type == "inline":
            heads.append(_label(token.children or []))
    return ", ".join(head for head in heads if head)[:LONGEST_LABEL] or "1"
