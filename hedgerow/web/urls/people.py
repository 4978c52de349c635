"""Addresses: profiles, one's own profile, closing one's account."""

from django.urls import path

from hedgerow.web.views.people import closing, photo, profile

urlpatterns = [
    path("people/<code>/photo/", photo.show, name="person_photo"),
    path("people/<code>/<slug>/", profile.show, name="person"),
    path("people/<code>/", profile.show, {"slug": ""}, name="person_short"),
    path("settings/profile/", profile.edit, name="profile_edit"),
    path("settings/profile/photo/", photo.change, name="photo_change"),
    path("settings/profile/photo/remove/", photo.remove, name="photo_remove"),
    path("settings/close-account/", closing.close, name="close_account"),
    path("settings/close-account/keep/", closing.keep, name="keep_account"),
]
