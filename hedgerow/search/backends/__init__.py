"""One interface to the full-text index, with SQLite's FTS5 or PostgreSQL's text search behind it."""

from types import ModuleType

from django.db import connection

from hedgerow.search.backends import postgres, sqlite

#: The newest matches that are looked at; what a question leaves out beyond them says "100+" anyway.
CANDIDATES = 3000


def backend() -> ModuleType:
    """The module that speaks to the database in use: create, drop, put, take, question, tidy, IN_INDEX."""
    return sqlite if connection.vendor == "sqlite" else postgres
