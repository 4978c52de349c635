"""Addresses: guests, from their door to what they keep."""

from django.urls import path

from hedgerow.web.views.guests import door, here, statement

urlpatterns = [
    path("guest/<secret>/", door.invitation, name="guest_invitation"),
    path("guest/<secret>/code/", door.code, name="guest_code"),
    path("guest/<secret>/begin/", door.begin, name="guest_begin"),
    path("d/<code>/guests/", here.item_guests, name="item_guests"),
    path("c/<code>/<slug>/rooms/<room_code>/guests/", here.room_guests, name="room_guests"),
    path("c/<code>/<slug>/look-after/guests/", here.community_guests, name="facilitate_guests"),
    path("guests/<code>/withdraw/", here.withdraw, name="guest_withdraw"),
    path("guests/<code>/leave/", here.leave, name="guest_leave"),
    path("guests/<code>/statement/", statement.statement, name="guest_statement"),
    path("guests/<code>/statement/text/", statement.statement_text, name="guest_statement_text"),
]
