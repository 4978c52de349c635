"""Addresses: home, and the page of components."""

from django.urls import path

from hedgerow.web.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("components/", home.components, name="components"),
]
