"""The same gate for the names and words of places: asked first, and the answer told in the log."""

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record, writes_the_past
from hedgerow.interruption import Answer, Answered, Part, look_twice


def ask_first(by: Viewer, answer: Answer | None, **fields: str) -> Answered | None:
    """Look at these fields, by the names under which they were sent. Raises Interrupted before anything is written."""
    if by.is_system or writes_the_past():
        return None
    parts = [
        Part(name, " ".join(text.split()), "title" if name in ("name", "title") else "post")
        for name, text in fields.items()
        if text.strip()
    ]
    return look_twice(parts, answer)


def tell(by: Viewer, answered: Answered | None, community_id: int, subject_id: int | None = None) -> None:
    """Tell the community's log that somebody was asked, and what they chose."""
    if answered is not None:
        record(
            by=by,
            verb="guard.answered",
            community_id=community_id,
            subject_id=subject_id,
            kinds=list(answered.kinds),
            reason=answered.reason,
        )
