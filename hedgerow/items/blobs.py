"""Keeping the bytes of files: once inside one community, pictures without what they tell of place and time."""

import tempfile
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import IntegrityError, transaction

from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.base.files.accepting import Refusal, accept
from hedgerow.base.files.kinds import KINDS, Kind
from hedgerow.base.files.names import with_extension
from hedgerow.base.files.store import Store
from hedgerow.base.parsing.pictures import strip
from hedgerow.communities.models import Community
from hedgerow.items.models import Attachment, Blob, Draft

CHUNK = 1024 * 1024


def store() -> Store:
    """Where files are kept."""
    return Store(settings.FILES)


def _limit() -> int:
    return int(settings.MAX_FILE_MB) * 1_000_000


def _spooled(file: IO[bytes], folder: Path, limit: int) -> Path:
    path = folder / "upload"
    with path.open("wb") as target:
        size = 0
        while piece := file.read(CHUNK):
            size += len(piece)
            if size > limit + CHUNK:
                break
            target.write(piece)
    return path


def store_blob(*, community: Community, file: IO[bytes], name: str) -> tuple[Blob, str]:
    """Keep a file's bytes for a community; returns the row and the name to show. Raises Refusal with a plain sentence."""
    with tempfile.TemporaryDirectory(prefix="hedgerow-") as made:
        folder = Path(made)
        path = _spooled(file, folder, _limit())
        accepted = accept(path, name, _limit())
        kind, shown, width, height = accepted.kind, accepted.name, None, None
        if kind.family == "picture" and kind.key != "svg":
            drawn = strip(path, folder / "stripped")
            if drawn.ok:
                path, width, height = folder / "stripped", drawn.width, drawn.height
                kind = next((one for one in KINDS.values() if one.media_type == drawn.media_type), kind)
                shown = with_extension(shown, kind.extensions[0])
        with path.open("rb") as whole:
            stored = store().put(whole, namespace=community.code, limit=_limit())
    return _row(community, stored, kind, width, height), shown


def _row(community: Community, stored: Any, kind: Kind, width: int | None, height: int | None) -> Blob:
    values = {
        "size": stored.size,
        "path": stored.key,
        "media_type": kind.media_type,
        "kind": kind.key,
        "width": width,
        "height": height,
    }
    try:
        with transaction.atomic():
            blob, _made = Blob.objects.get_or_create(community=community, sha256=stored.sha256, defaults=values)
    except IntegrityError:
        blob = Blob.objects.get(community=community, sha256=stored.sha256)
    return blob


def attach_file(*, by: Viewer, draft: Draft, file: IO[bytes], name: str) -> Attachment:
    """Keep a file with a draft; only its writer sees it until the text is posted. Raises NotVisible, Refusal."""
    if draft.person_id != by.person_id or draft.community is None or draft.is_published:
        raise NotVisible
    blob, shown = store_blob(community=draft.community, file=file, name=name)
    return Attachment.objects.create(blob=blob, name=shown, draft=draft, by_id=by.person_id)


def attach_all(by: Viewer, draft: Draft, files: list[Any]) -> list[str]:
    """Keep the files of a plain form; returns a sentence for each that was refused. The others are kept."""
    refused = []
    for file in files:
        try:
            attach_file(by=by, draft=draft, file=file, name=file.name or "")
        except Refusal as refusal:
            refused.append(str(refusal.sentence))
    return refused
