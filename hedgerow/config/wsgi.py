"""The WSGI application that serves the pages."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hedgerow.config.settings")
application = get_wsgi_application()

from hedgerow.web.jinja import prepare_pages  # noqa: E402  the models must be loaded first

prepare_pages()
