"""The living example: a pack's people, communities and what they wrote, put into a database and taken out again."""

from hedgerow.workflows.example.jobs import fill_from_setup

__all__ = ["fill_from_setup"]
