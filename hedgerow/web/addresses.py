"""Addresses of pages by name, each worked out once."""

from functools import lru_cache
from typing import Any

from django.urls import reverse


@lru_cache(maxsize=8192)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
