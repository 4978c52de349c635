"""Jobs, schedules and the workers' signs of life, as rows."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One call of a task, from being asked for to being done or given up."""

    class State(models.TextChoices):
        """Where a job is in its life; a failed attempt goes back to waiting."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        GAVE_UP = "gave_up"

    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, default="", blank=True)
    dedup_key = models.CharField(max_length=64, null=True, blank=True)
    locked_by = models.CharField(max_length=100, default="", blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dedup_key"], condition=Q(state="waiting"), name="jobs_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "gave_up"]), name="jobs_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="jobs_lease_while_running",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "run_after", "id"], condition=Q(state="waiting"), name="jobs_next"
            ),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="jobs_lease"),
            models.Index(fields=["finished_at"], condition=Q(state="done"), name="jobs_done"),
            models.Index(fields=["finished_at"], condition=Q(state="gave_up"), name="jobs_gave_up"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.pk} {self.state}"


class Schedule(models.Model):
    """A task that runs again and again; the rows follow what the code declares by `every`."""

    task = models.CharField(max_length=200, primary_key=True)
    when = models.CharField(max_length=60)
    next_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.task} {self.when}"


class WorkerBeat(models.Model):
    """A worker's last sign of life; a worker that stops as it should takes its row away."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
