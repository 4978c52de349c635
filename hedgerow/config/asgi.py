"""The whole front as one ASGI application, for those who run a server of their own choice."""

from hedgerow.config.start import ready

ready()

from hedgerow.config.front import Front  # noqa: E402 - it reads settings and models

application = Front()
