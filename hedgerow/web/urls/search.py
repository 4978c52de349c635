"""Addresses: search."""

from django.urls import path

from hedgerow.web.views import search

urlpatterns = [path("search/", search.search, name="search")]
