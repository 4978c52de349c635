"""What the tests of the guard's pages share."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile


@pytest.fixture
def upload(settings, tmp_path):
    """A plain text file with a name."""
    settings.FILES = tmp_path / "files"
    return lambda name, text=b"Some words.\n": SimpleUploadedFile(name, text, "text/plain")
