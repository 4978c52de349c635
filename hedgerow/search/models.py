"""What can be found: one entry for each text, with ids and never with visibility."""

from django.db import models


class Entry(models.Model):
    """A text that search looks through. Who may see it is asked of what it names, when somebody searches."""

    kind = models.CharField(max_length=12)
    item = models.ForeignKey("items.Item", null=True, on_delete=models.CASCADE, related_name="+")
    reply = models.OneToOneField("items.Reply", null=True, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey("library.Version", null=True, on_delete=models.CASCADE, related_name="+")
    person = models.OneToOneField("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    community = models.OneToOneField(
        "communities.Community", null=True, on_delete=models.CASCADE, related_name="+"
    )
    #: The page, slide or sheet of a document, with its label.
    page = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(reply=None, version=None, item__isnull=False),
                name="one_entry_of_item",
            ),
            models.UniqueConstraint(
                fields=["version", "page"],
                condition=models.Q(version__isnull=False),
                name="one_entry_of_page",
            ),
        ]
        indexes = [models.Index(fields=["item", "reply"], name="entry_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Word(models.Model):
    """A word that stands somewhere in the index; a guess at a mistyped one is offered only when the viewer would find it."""

    word = models.CharField(max_length=40, primary_key=True)
    letters = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["letters", "word"], name="word_letters")]

    def __str__(self) -> str:
        return self.word
