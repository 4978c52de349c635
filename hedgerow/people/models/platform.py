"""This Hedgerow itself: its name, and how far its set-up has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Who may start an account: anyone, whoever has an address at one of some domains, or whoever was invited.
REGISTRATION = [
    ("anyone", _("Anyone")),
    ("domains", _("People with an email address at certain domains, and whoever is invited")),
    ("invitation", _("Only people who are invited")),
]


class Platform(models.Model):
    """The one row of settings that are changed on a page and not in the environment."""

    name = models.CharField(max_length=60, default="Hedgerow")
    address = models.URLField(blank=True)
    #: Whom people write to when nothing here can help them; "" until somebody says.
    contact = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    time_zone = models.CharField(max_length=50, default="Europe/London")
    smtp_url = models.CharField(max_length=300, blank=True)
    mail_from = models.CharField(max_length=200, blank=True)
    mail_later = models.BooleanField(default=False)
    example = models.BooleanField(default=False)
    registration = models.CharField(max_length=10, choices=REGISTRATION, default="anyone")
    #: Domains with spaces between, each as it is compared (hedgerow.people.registering).
    domains = models.CharField(max_length=1000, blank=True)
    #: Colours as #rrggbb, "" for our own green; the second is for dark pages.
    accent = models.CharField(max_length=7, blank=True)
    accent_dark = models.CharField(max_length=7, blank=True)
    logo = models.CharField(max_length=200, blank=True)
    #: A sentence of the place's own on the page that strangers see first.
    welcome = models.CharField(max_length=300, blank=True)
    setup_step = models.PositiveSmallIntegerField(default=1)
    set_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_platform")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def here(cls) -> "Platform":
        """The row; made with defaults when it is missing."""
        found = cls._base_manager.filter(pk=1).first()
        return found or cls(pk=1)


class Policy(models.Model):
    """A page of the place's own words: privacy, terms, ground rules. The newest row of a key is the one in force."""

    KEYS = ("privacy", "terms", "ground-rules")

    key = models.CharField(max_length=20, choices=[(key, key) for key in KEYS])
    text = models.TextField(max_length=20_000, blank=True)
    html = models.TextField(blank=True, editable=False)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "policies"
        indexes = [models.Index(fields=["key", "-id"], name="policy_newest")]

    def __str__(self) -> str:
        return self.key
