"""Addresses: bridges between communities."""

from django.urls import path

from hedgerow.web.views.bridges import community, item

urlpatterns = [
    path("d/<code>/bridges/", item.bridges, name="item_bridges"),
    path("bridges/<code>/accept/", item.accept, name="bridge_accept"),
    path("bridges/<code>/decline/", item.decline, name="bridge_decline"),
    path("bridges/<code>/end/", item.end, name="bridge_end"),
    path("c/<code>/<slug>/look-after/bridges/", community.bridges, name="facilitate_bridges"),
]
