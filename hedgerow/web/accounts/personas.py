"""The living example's personas: people whom anyone at this machine may view the example as."""

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from hedgerow.packs.example.reading import Reading, read_people
from hedgerow.packs.loading import FOLDER
from hedgerow.people.addresses import find_person
from hedgerow.people.models import Person
from hedgerow.web.accounts.where import is_this_machine
from hedgerow.web.shell import Face, face


class Persona(NamedTuple):
    """A person of the example and what they are, in a sentence."""

    email: str
    name: str
    what: str
    face: Face


def may_view_as(request: HttpRequest) -> bool:
    """SECURITY: only in the example's database, and only from the machine that serves it."""
    return bool(settings.EXAMPLE) and is_this_machine(request)


@cache
def personas() -> tuple[Persona, ...]:
    """The personas of the pack, in its order."""
    folder = FOLDER / settings.PACK / "example"
    if not folder.is_dir():
        return ()
    people = [one for one in read_people(Reading(folder, timezone.now())) if one.persona]
    people.sort(key=lambda one: (one.persona_order, one.name))
    return tuple(Persona(one.email, one.name, one.persona, face(one.email, one.name)) for one in people)


def personas_shown() -> tuple[Persona, ...]:
    """The personas with the faces that they have inside, so that one knows them again."""
    return tuple(_as_inside(one) for one in personas())


def _as_inside(persona: Persona) -> Persona:
    found = find_person(persona.email)
    return persona if found is None else persona._replace(face=face(found.code, found.name, found.photo))


def persona_person(email: str) -> Person | None:
    """The person in the database, when the email is a persona's."""
    if email not in [one.email for one in personas()]:
        return None
    found = find_person(email)
    return found if found is not None and found.is_active else None
