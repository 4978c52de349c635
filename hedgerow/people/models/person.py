"""A person: an account holder, with a few things they say about themselves."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from hedgerow.base.codes import new_code
from hedgerow.base.names import first_name, initials, slug, tint
from hedgerow.people.managers import PersonManager

#: Who can see one field of a profile.
SEEN_BY = [
    ("members", _("People I share a community with")),
    ("facilitators", _("Facilitators of my communities")),
    ("me", _("Only me")),
]


class Person(AbstractBaseUser):
    """An account. Their words stay when they close it; then the name reads "Former member"."""

    access_kind: ClassVar[str] = "person"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    email = models.EmailField(unique=True, null=True)
    name = models.CharField(max_length=80, blank=True)
    pronouns = models.CharField(max_length=30, blank=True)
    what_i_do = models.CharField(max_length=80, blank=True)
    what_i_do_seen_by = models.CharField(max_length=12, choices=SEEN_BY, default="members")
    about = models.TextField(max_length=2000, blank=True)
    about_html = models.TextField(blank=True, editable=False)
    about_seen_by = models.CharField(max_length=12, choices=SEEN_BY, default="members")
    willing = models.CharField(max_length=200, blank=True)
    willing_seen_by = models.CharField(max_length=12, choices=SEEN_BY, default="members")
    photo = models.CharField(max_length=200, blank=True, editable=False)
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(
        max_length=5, choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")], default="auto"
    )
    joined_at = models.DateTimeField(auto_now_add=True)
    closing_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.CharField(
        max_length=10, choices=[("keep", "keep"), ("remove", "remove")], default="keep"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    #: An administrator shut the door of this account; it can be opened again.
    deactivated_at = models.DateTimeField(null=True, blank=True)
    #: The account that took over everything of this one.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    #: Bumped when everything signed in must end: a device remembers the epoch that it was made in.
    epoch = models.PositiveIntegerField(default=0)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        indexes = [
            models.Index(
                fields=["closing_at"], condition=models.Q(closing_at__isnull=False), name="person_closing"
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name to print; never empty."""
        if self.closed_at is not None:
            return str(_("Former member"))
        return self.name or str(_("Someone new"))

    @property
    def first_name(self) -> str:
        return first_name(self.shown_name)

    @property
    def initials(self) -> str:
        return initials(self.shown_name)

    @property
    def tint(self) -> int:
        return tint(self.code)

    @property
    def slug(self) -> str:
        return slug(self.shown_name)

    @property
    def willing_list(self) -> list[str]:
        """The things they are willing to be asked about, as written with commas."""
        return [part.strip() for part in self.willing.split(",") if part.strip()]

    def get_full_name(self) -> str:
        return self.shown_name

    def get_short_name(self) -> str:
        return self.first_name
