"""Addresses: communities as visitors and members see them, the doors of invitations, and help."""

from django.urls import path
from django.views.generic import RedirectView

from hedgerow.web.views import communities as views
from hedgerow.web.views import help as help_views

urlpatterns = [
    path("communities/", views.communities, name="communities"),
    path("communities/new/", views.new, name="community_new"),
    path("communities/new", RedirectView.as_view(pattern_name="community_new", query_string=True)),
    path("c/<code>/", views.community, name="community_short"),
    path("c/<code>/<slug>/", views.community, name="community"),
    path("c/<code>/<slug>/begin/", views.begin, name="community_begin"),
    path("c/<code>/<slug>/join/", views.join, name="community_join"),
    path("c/<code>/<slug>/withdraw/", views.withdraw, name="community_withdraw"),
    path("c/<code>/<slug>/leave/", views.leave, name="community_leave"),
    path("c/<code>/<slug>/undo-leave/", views.undo_leave, name="community_undo_leave"),
    path("c/<code>/<slug>/part/", views.part, name="community_part"),
    path("c/<code>/<slug>/follow/", views.follow, name="community_follow"),
    path("invitation/<secret>/", views.invitation, name="invitation"),
    path("join/", views.join_code, name="join_code"),
    path("join/<secret>/", views.join_link, name="join_link"),
    path("help/", help_views.index, name="help_index"),
    path("help/<key>/", help_views.show, name="help"),
]
