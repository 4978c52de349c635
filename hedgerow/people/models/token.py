"""One table of tokens: bound to a purpose and a person or address, hashed, expiring, revocable, never consumed by a GET."""

from django.db import models


class Token(models.Model):
    """A secret given out once. Only its hash is kept."""

    PURPOSES = [
        (p, p) for p in ("invitation", "guest", "feed", "api", "reply", "unsubscribe", "setup", "help")
    ]

    purpose = models.CharField(max_length=12, choices=PURPOSES)
    hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="tokens"
    )
    email = models.EmailField(blank=True)
    about = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "about"], name="token_about")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
