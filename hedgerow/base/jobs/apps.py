"""The Django app of background jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Holds the rows of jobs, schedules and workers."""

    name = "hedgerow.base.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
