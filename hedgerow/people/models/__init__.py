"""Persons and what belongs to their account."""

from hedgerow.people.models.device import Device
from hedgerow.people.models.person import Person
from hedgerow.people.models.platform import Platform
from hedgerow.people.models.token import Token

__all__ = ["Device", "Person", "Platform", "Token"]
