"""The outbox: mail that is kept because no mail server is known."""

from django.db import models


class OutboxMail(models.Model):
    """One mail to one recipient, as it would have been sent."""

    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
