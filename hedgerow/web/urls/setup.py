"""Addresses: the first run."""

from django.urls import path

from hedgerow.web.views import setup

urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("setup/<int:number>/", setup.setup_step, name="setup_step"),
    path("setup/done/", setup.setup_done, name="setup_done"),
]
