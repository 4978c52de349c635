"""Addresses: reading discussions."""

from django.urls import path

from hedgerow.web.views import items

urlpatterns = [
    path("d/<code>/<title:slug>/", items.show, name="item"),
    path("c/<code>/<slug>/discussions/", items.discussions, name="discussions"),
    path("d/<code>/newer/", items.newer, name="item_newer"),
    path("d/<code>/", items.show, {"slug": ""}, name="item_short"),
]

# After the deeds about rooms, whose last part may stand where a room's code stands.
rooms = [path("c/<code>/<slug>/rooms/<room_code>/", items.room, name="room")]
