"""Verbs of a profile: what people say about themselves and who can see it, and their picture."""

from pathlib import Path
from shutil import copyfileobj
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.db import transaction

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.files.accepting import Refusal, accept
from hedgerow.base.files.store import Store
from hedgerow.base.parsing.pictures import picture
from hedgerow.base.text import render
from hedgerow.people.models import Person
from hedgerow.people.models.person import SEEN_BY

#: Pixels of the longer side of a kept picture.
PHOTO_SIDE = 400
#: Bytes of a picture that somebody sends; a phone's photo has a third of it.
PHOTO_LIMIT = 20_000_000
PHOTO_NAMESPACE = "people"
#: What a profile says, each with who can see it.
GUARDED = ("what_i_do", "about", "willing")
_SEEN_BY = dict(SEEN_BY)


class NotAPicture(Exception):
    """The file can't be used as a picture; `sentence` says why in plain words."""

    def __init__(self, sentence: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def photos() -> Store:
    """Where pictures of persons are kept, apart from the files of every community."""
    return Store(settings.FILES)


def _own(by: Viewer) -> Person:
    require(by, "account.change")
    if by.kind != "person":  # SECURITY: a token that reads for a person says nothing in their name.
        raise NotVisible
    person: Person = Person.objects.select_for_update().get(pk=by.person_id)
    return person


@transaction.atomic
def change_profile(*, by: Viewer, name: str, pronouns: str = "", **said: str) -> Person:
    """Change the name, the pronouns and any of GUARDED, each with `<field>_seen_by`. Raises TypeError for other names."""
    person = _own(by)
    person.name, person.pronouns = name, pronouns
    for field, value in said.items():
        if field.removesuffix("_seen_by") not in GUARDED:
            raise TypeError(field)
        if field.endswith("_seen_by") and value not in _SEEN_BY:
            raise ValueError(value)
        setattr(person, field, value)
    person.about_html = render(person.about).html if person.about else ""
    person.save(update_fields=["name", "pronouns", *said, "about_html"])
    record(by=by, verb="person.changed")
    return person


def set_photo(*, by: Viewer, file: IO[bytes], name: str) -> None:
    """Make this picture the person's: drawn anew, upright and small, without the place and time inside it.

    Raises NotAPicture.
    """
    require(by, "account.change")
    key = draw_small(file, name, PHOTO_NAMESPACE)
    with transaction.atomic():
        _replace(by, key)


@transaction.atomic
def remove_photo(*, by: Viewer) -> None:
    """Back to the initials; the picture is deleted for good."""
    _replace(by, "")


def draw_small(file: IO[bytes], name: str, namespace: str) -> str:
    """Keep a small, upright picture without the place and time inside it; its key. Raises NotAPicture."""
    try:
        accepted = accept(cast(BinaryIO, file), name, PHOTO_LIMIT)
    except Refusal as refusal:
        raise NotAPicture(refusal.sentence) from None
    store = photos()
    with store.scratch() as folder:
        original, small = folder / f"original.{accepted.kind.extensions[0]}", folder / "photo.webp"
        _write(file, original)
        drawn = picture(original, small, PHOTO_SIDE)
        if not drawn.ok:
            raise NotAPicture(drawn.note)
        with small.open("rb") as stream:
            return store.put(stream, namespace=namespace, limit=PHOTO_LIMIT).key


def _write(file: IO[bytes], path: Path) -> None:
    file.seek(0)
    with path.open("wb") as out:
        copyfileobj(file, out)


def _replace(by: Viewer, key: str) -> None:
    person = _own(by)
    before = person.photo
    person.photo = key
    person.save(update_fields=["photo"])
    record(by=by, verb="person.changed")
    if before and before != key:
        transaction.on_commit(lambda: forget_photo(before))


def forget_photo(key: str) -> None:
    """Delete a picture's file for good, unless somebody else has the very same."""
    if key and not Person.objects.filter(photo=key).exists():
        photos().delete(key)
