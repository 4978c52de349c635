"""Keeping the bytes of files: once inside one community, pictures without what they tell of place and time."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.base.files.accepting import Accepted, Refusal, accept, refuse_size
from hedgerow.base.files.kinds import KINDS, Kind
from hedgerow.base.files.names import with_extension
from hedgerow.base.files.sentences import N_, Sentence
from hedgerow.base.files.store import Store, Stored
from hedgerow.base.parsing.pictures import Drawn, strip
from hedgerow.communities.models import Community
from hedgerow.items.models import Attachment, Blob, Draft
from hedgerow.items.pictures import draw_smaller, is_drawable

CHUNK = 1024 * 1024
_DAMAGED = N_(
    '"%(name)s" does not open as a picture. It may be damaged. Open it on your device, save it again and add the new one.'
)
_TOO_LARGE = N_(
    'We can\'t take the place and time out of "%(name)s", because the picture is very large. Make it smaller and add that.'
)


class Kept(NamedTuple):
    """A file that is stored: its row, and the name under which it is shown."""

    blob: Blob
    name: str


def store() -> Store:
    """Where files are kept."""
    return Store(settings.FILES)


def limit() -> int:
    """The most bytes that one file may have."""
    return int(settings.MAX_FILE_MB) * 1024 * 1024


def in_words(refusal: Refusal) -> str:
    """What the person reads, in their language."""
    return _(refusal.sentence.pattern) % refusal.sentence.values


def store_blob(*, community: Community, file: IO[bytes], name: str) -> Kept:
    """Keep a file's bytes for a community. Pictures are stored upright and without metadata; HEIC becomes JPEG.

    Raises Refusal with a plain sentence; nothing of a refused file stays.
    """
    with tempfile.TemporaryDirectory(prefix="hedgerow-") as made:
        path = _on_disk(file, name, Path(made))
        accepted = accept(path, name, limit())
        kind, shown, size = accepted.kind, accepted.name, Drawn()
        if is_drawable(kind.key):
            size = _stripped(path, accepted, Path(made) / "stripped")
            path = Path(made) / "stripped"
            kind = next(one for one in KINDS.values() if one.media_type == size.media_type)
            if shown.rpartition(".")[2].lower() not in kind.extensions:
                shown = with_extension(shown, kind.extensions[0])
        with path.open("rb") as whole:
            stored = store().put(whole, namespace=community.code, limit=limit())
    return Kept(_row(community, stored, kind, size), shown)


def _on_disk(file: Any, name: str, folder: Path) -> Path:
    """Where the file lies. SPEED: an upload that is on the disk already is not copied."""
    if hasattr(file, "temporary_file_path"):
        return Path(file.temporary_file_path())
    path, size = folder / "upload", 0
    with path.open("wb") as target:
        while piece := file.read(CHUNK):
            size += len(piece)
            if size > limit():
                raise refuse_size(name, max(size, getattr(file, "size", None) or 0), limit())
            target.write(piece)
    return path


def _stripped(path: Path, accepted: Accepted, target: Path) -> Drawn:
    drawn = strip(path, target)
    if not drawn.ok:
        # SECURITY: a picture that can't be drawn anew might still tell where it was taken, so it is not kept.
        pattern = _DAMAGED if drawn.reason not in ("too-large", "time", "memory") else _TOO_LARGE
        raise Refusal(Sentence(pattern, name=accepted.name))
    return drawn


def _row(community: Community, stored: Stored, kind: Kind, drawn: Drawn) -> Blob:
    """The row of these bytes in this community. A row that is there already counts as added now (see `sweep`)."""
    here = Blob.objects.filter(community=community, sha256=stored.sha256)
    while True:
        if here.update(created_at=timezone.now()):
            return here.get()
        try:
            with transaction.atomic():
                blob = Blob.objects.create(
                    community=community,
                    sha256=stored.sha256,
                    size=stored.size,
                    path=stored.key,
                    media_type=kind.media_type,
                    kind=kind.key,
                    width=drawn.width or None,
                    height=drawn.height or None,
                )
                if kind.key == "pdf" or is_drawable(kind.key):
                    draw_smaller.enqueue(blob.pk)
                return blob
        except IntegrityError:
            # Somebody added the same bytes at the same moment: theirs is the row.
            continue


def attach_file(*, by: Viewer, draft: Draft, file: IO[bytes], name: str) -> Attachment:
    """Keep a file with a draft; only its writer sees it until the text is posted.

    Raises NotVisible for another's draft or one without a place, NotAllowed where they may not write, and Refusal.
    """
    if by.person_id is None or draft.person_id != by.person_id or draft.community is None:
        raise NotVisible
    if draft.is_published:
        raise NotAllowed(_("This was posted already. Add the file to something new."))
    _may_write(by, draft)
    kept = store_blob(community=draft.community, file=file, name=name)
    return Attachment.objects.create(blob=kept.blob, name=kept.name, draft=draft, by_id=by.person_id)


def _may_write(by: Viewer, draft: Draft) -> None:
    if draft.item is not None:
        require(by, "reply.add", draft.item)
    elif draft.room is not None:
        require(by, "room.start_item", draft.room)
    else:
        require(by, "community.start_item", draft.community)


def attach_all(by: Viewer, draft: Draft, files: Iterable[Any]) -> list[str]:
    """Keep the files of a plain form; returns a sentence for each that was refused. The others are kept."""
    refused = []
    for file in files:
        try:
            attach_file(by=by, draft=draft, file=file, name=file.name or "")
        except Refusal as refusal:
            refused.append(in_words(refusal))
        except NotAllowed as refusal:
            refused.append(refusal.sentence)
    return refused


def bring_files(draft: Draft, community: Community) -> None:
    """Before a draft is posted: files that came while another place was chosen get bytes of their own in this one."""
    strangers = Attachment.objects.filter(draft_id=draft.pk, item=None).exclude(blob__community=community)
    for file in strangers.select_related("blob"):
        Attachment.objects.filter(pk=file.pk).update(blob=_copy(file.blob, community))


def _copy(blob: Blob, community: Community) -> Blob:
    with store().open(blob.path) as whole:
        stored = store().put(whole, namespace=community.code, limit=blob.size)
    size = Drawn(width=blob.width or 0, height=blob.height or 0)
    return _row(community, stored, KINDS[blob.kind], size)
