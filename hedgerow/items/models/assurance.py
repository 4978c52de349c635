"""An author's word that nobody can be known by what they posted, given when they were asked."""

from django.db import models

from hedgerow.items.querysets import AssuranceQuerySet

REASON_LENGTH, WORDS_LENGTH = 12, 200


class Assurance(models.Model):
    """What sort of detail was noticed, and why it is fine; nothing of what was found. Facilitators read it."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="assurances")
    reply = models.ForeignKey("items.Reply", null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    #: Keys of the guard's kinds.
    kinds = models.JSONField(default=list)
    reason = models.CharField(max_length=REASON_LENGTH)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = AssuranceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.reason
