"""A device on which a person is signed in; each can be signed out by itself."""

from django.db import models


class Device(models.Model):
    """One sign-in. The cookie names it by id and carries the hash of its secret's twin, signed."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="devices")
    secret_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=45, blank=True)
    epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_on = models.DateField(null=True)
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"], name="device_person")]

    def __str__(self) -> str:
        return self.name
