"""Loading the example in the background, for whoever chose it in the set-up."""

from django.utils import timezone

from hedgerow.base.jobs import task
from hedgerow.workflows.example.loading import load


@task(timeout=900)
def fill_from_setup() -> None:
    """Load the example; what is there already stays."""
    load(timezone.now())
