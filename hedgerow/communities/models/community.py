"""A community: people who choose to get better at something together."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hedgerow.base.codes import new_code, new_join_code
from hedgerow.base.names import slug
from hedgerow.communities.presets import Preset, preset_of
from hedgerow.communities.querysets import CommunityQuerySet
from hedgerow.communities.species import SPECIES

FINDING = [
    ("anyone", _("Anyone")),
    ("signed_in", _("People who are signed in")),
    ("no_one", _("No one outside")),
]
READING = [
    ("web", _("Anyone on the internet")),
    ("network", _("Anyone signed in")),
    ("members", _("Members")),
]
JOINING = [("at_once", _("At once")), ("by_asking", _("By asking")), ("by_invitation", _("By invitation"))]
RHYTHM = [
    ("weekly_question", _("A question each week")),
    ("monthly_meeting", _("A meeting each month")),
    ("when_needed", _("When we need it")),
]


class Community(models.Model):
    """Its front page is a text of its own, not a view of the contents."""

    access_kind: ClassVar[str] = "community"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=24, blank=True)
    purpose = models.CharField(max_length=300)
    front_page = models.TextField(max_length=4000, blank=True)
    front_page_html = models.TextField(blank=True, editable=False)
    ground_rules = models.TextField(max_length=4000, blank=True)
    ground_rules_html = models.TextField(blank=True, editable=False)
    place = models.CharField(max_length=80, blank=True)
    audience_words = models.CharField(max_length=80, blank=True)
    rhythm = models.CharField(max_length=20, choices=RHYTHM, default="when_needed")
    rhythm_words = models.CharField(max_length=200, blank=True)
    template = models.CharField(max_length=30, blank=True)
    species = models.CharField(max_length=20, choices=SPECIES, default="hawthorn")
    finding = models.CharField(max_length=10, choices=FINDING, default="anyone")
    reading = models.CharField(max_length=10, choices=READING, default="members")
    joining = models.CharField(max_length=15, choices=JOINING, default="by_asking")
    join_code = models.CharField(max_length=6, unique=True, default=new_join_code)
    #: Switched off, neither lets anybody in until it is switched on again; invitations to one address go on working.
    join_code_on = models.BooleanField(default=True)
    links_on = models.BooleanField(default=True)
    #: The present era; opening the community or a room, or sealing a cohort, starts the next one.
    era = models.PositiveSmallIntegerField(default=1)
    #: People outside who may read see only from this era on: nothing old is widened by opening.
    outside_from_era = models.PositiveSmallIntegerField(default=1)
    #: Who joins by the present door sees from this era on.
    members_from_era = models.PositiveSmallIntegerField(default=1)
    #: Who can look, with a reason, who wrote something quiet here; nobody named: nothing quiet is written here.
    steward = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    #: A wider door, or the end of a cohort, that everybody was told of: when it comes, and which ("sealed", or a preset's key).
    changes_at = models.DateTimeField(null=True, blank=True)
    changes_to = models.CharField(max_length=20, blank=True)
    changes_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    resting_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)
    last_active_at = models.DateTimeField(auto_now_add=True)
    member_count = models.PositiveIntegerField(default=0)
    example = models.BooleanField(default=False)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        indexes = [
            models.Index(fields=["finding", "archived_at", "-last_active_at"], name="community_listed"),
            models.Index(
                fields=["changes_at"], condition=models.Q(changes_at__isnull=False), name="community_changes"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slug(self.name)

    @property
    def called(self) -> str:
        """The short name where room is scarce."""
        return self.short_name or self.name

    @property
    def preset(self) -> Preset | None:
        return preset_of(self.finding, self.reading, self.joining)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_secret(self) -> bool:
        """Its existence is confidential."""
        return self.finding == "no_one"

    @property
    def widest_audience(self) -> str:
        """The widest audience that an item outside rooms may have here."""
        return self.reading
