"""The gate of every door by which words come into an item: which parts are looked at, and what is kept of an answer."""

from collections.abc import Iterable

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record, writes_the_past
from hedgerow.interruption import Answer, Answered, Found, Part, look_twice
from hedgerow.interruption.asking import found_in
from hedgerow.items.models import Assurance, Attachment, Draft, Item, Reply

#: The labels of parts are the names of the fields in which they were written.
TITLE, TEXT = "title", "body"


def parts_of(*, kind: str, title: str = "", text: str = "", draft: Draft | None = None) -> list[Part]:
    """What is looked at of something new: its title, its text, the names of the files that come with it."""
    where = {"reply": "reply", "case": "case"}.get(kind, "post")
    parts = [Part(TITLE, " ".join(title.split()), "title")] if title.strip() else []
    parts.append(Part(TEXT, text.replace("\r\n", "\n").strip(), where))
    if draft is not None:
        parts += name_parts(Attachment.objects.filter(draft_id=draft.pk, item=None).order_by("pk"))
    return parts


def name_parts(files: Iterable[Attachment]) -> list[Part]:
    """The names of files, without their endings."""
    return [Part(f"file {file.code}", stem_of(file.name), "filename") for file in files]


def stem_of(name: str) -> str:
    """A file's name without its ending."""
    stem, dot, _ending = name.rpartition(".")
    return stem if dot else name


def ask_first(
    by: Viewer,
    parts: list[Part],
    answer: Answer | None,
    *,
    named: Iterable[str] = (),
    before: Item | Reply | None = None,
) -> Answered | None:
    """What the author answered, or None where nothing was to be asked. Raises Interrupted before anything is written.

    `named`: the names of people who are mentioned in the text. `before`: what is edited; words that stand there
    already, and about which its author gave an assurance, are not asked about again.
    """
    if by.is_system or writes_the_past():
        return None
    return look_twice(parts, answer, known=_known(before), named=list(named))


def _known(before: Item | Reply | None) -> set[str]:
    if before is None:
        return set()
    if isinstance(before, Reply):
        asked, parts = Assurance.objects.filter(reply=before), parts_of(kind="reply", text=before.source)
    else:
        asked = Assurance.objects.filter(item=before, reply=None)
        parts = parts_of(kind=before.kind, title=before.title, text=before.source)
    if not asked.exists():
        return set()
    return {one.words for one in found_in(parts)}


def keep_answer(by: Viewer, answered: Answered | None, item: Item, reply: Reply | None = None) -> None:
    """Keep what the author answered, and tell the facilitators' log. What was found is in neither."""
    if answered is None:
        return
    quiet = reply.quiet if reply is not None else item.quiet
    Assurance.objects.create(
        item=item,
        reply=reply,
        # SECURITY: whoever wrote quietly is named by nothing.
        person_id=None if quiet else by.person_id,
        kinds=list(answered.kinds),
        reason=answered.reason,
        words=answered.words,
    )
    record(
        by=by,
        verb="guard.answered",
        item=item,
        reply=reply,
        kinds=list(answered.kinds),
        reason=answered.reason,
    )


def asks(parts: list[Part]) -> list[Found]:
    """Everything found, where at least one hit interrupts; otherwise nothing."""
    found = found_in(parts)
    return found if any(one.hit.strength == "interrupt" for one in found) else []
