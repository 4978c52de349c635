"""Persons and what belongs to their account."""

from hedgerow.people.models.deed import Deed
from hedgerow.people.models.device import Device
from hedgerow.people.models.person import Person
from hedgerow.people.models.platform import Platform, Policy
from hedgerow.people.models.token import Token

__all__ = ["Deed", "Device", "Person", "Platform", "Policy", "Token"]
