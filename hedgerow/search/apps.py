"""The Django app of this package."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "hedgerow.search"
    label = "search"
