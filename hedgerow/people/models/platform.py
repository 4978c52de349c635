"""This Hedgerow itself: its name, and how far its set-up has come."""

from django.db import models


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
