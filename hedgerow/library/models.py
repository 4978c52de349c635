"""Documents: a file with every older version kept, and the text found inside it."""

from django.db import models

from hedgerow.base.codes import new_code
from hedgerow.library.querysets import DocumentQuerySet, UploadQuerySet, VersionQuerySet


class Document(models.Model):
    """The detail row of an Item of kind document."""

    item = models.OneToOneField(
        "items.Item", on_delete=models.CASCADE, related_name="document", primary_key=True
    )
    current = models.ForeignKey("library.Version", null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=200)

    objects = DocumentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name


class Version(models.Model):
    """One state of a document."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    blob = models.ForeignKey("items.Blob", on_delete=models.PROTECT, related_name="versions")
    file_name = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    restored_from = models.PositiveIntegerField(null=True, blank=True)
    #: waiting: the worker will read it; read; unreadable: with a note in plain words.
    reading = models.CharField(
        max_length=10, choices=[(s, s) for s in ("waiting", "read", "unreadable")], default="waiting"
    )
    reading_note = models.CharField(max_length=200, blank=True)
    page_count = models.PositiveIntegerField(null=True)
    #: What the file calls itself inside; often the name of a template, so it never takes the place of a title.
    title_inside = models.CharField(max_length=300, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_version_number")]

    def __str__(self) -> str:
        return f"version {self.number}"


class PageText(models.Model):
    """The text of one page, slide or sheet of a version."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60, blank=True)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="one_page")]

    def __str__(self) -> str:
        return f"page {self.number}"


class Upload(models.Model):
    """A file that arrived under a name that is there already: kept until whoever brought it says what it is."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey("communities.Room", null=True, on_delete=models.CASCADE, related_name="+")
    folder = models.ForeignKey("items.Folder", null=True, on_delete=models.SET_NULL, related_name="+")
    #: The document that has this name.
    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    blob = models.ForeignKey("items.Blob", on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
