"""Just enough settings for the worker processes that these tests start on a database of their own."""

import os

from hedgerow.config import env

SECRET_KEY = "for tests only"
DATABASES = {"default": env.database(os.environ.get("JOBS_DATABASE", "sqlite::memory:"))}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
INSTALLED_APPS = ["hedgerow.base.jobs"]
TASKS = {"default": {"BACKEND": "hedgerow.base.jobs.backend.DatabaseBackend"}}
TIME_ZONE = "Europe/London"
USE_TZ = True
