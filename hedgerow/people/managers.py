"""How persons are made and fetched."""

from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models

from hedgerow.access.places import person_q
from hedgerow.access.viewer import Viewer


class PersonQuerySet(models.QuerySet):
    """Chainable words for lists of persons."""

    def visible_to(self, viewer: Viewer) -> "PersonQuerySet":
        """Persons whose profile the viewer may open."""
        return self.filter(person_q(viewer))

    def by_name(self) -> "PersonQuerySet":
        return self.order_by("name", "pk")


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Persons sign in by email; there are no names to invent."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Any:
        """A new account; without a password it signs in by code."""
        person = self.model(email=self.normalize_email(email), **extra)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> Any:
        return self.get(email__iexact=email)
