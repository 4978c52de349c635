"""What every process of Hedgerow does first: settings, apps, and staying with the process that started it."""

import os
import signal
import threading

import django

#: Seconds in which a process that was told to end must have ended what it was doing.
GRACE = 3.0


def ready() -> None:
    """Load the settings and the apps. Raises ImproperlyConfigured with a sentence for whoever wrote the settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hedgerow.config.settings")
    django.setup()


def stay_with_parent() -> None:
    """End when the process that started this one has ended, however it ended: then its end of our standard input closes."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="hedgerow-parent", daemon=True).start()
