"""The one place that names the DEP-14 task interface, so that Django 6's own `django.tasks` can take its place."""

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS, Task, TaskContext, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

__all__ = [
    "DEFAULT_TASK_BACKEND_ALIAS",
    "BaseTaskBackend",
    "Task",
    "TaskContext",
    "TaskResult",
    "TaskResultDoesNotExist",
    "TaskResultStatus",
]
