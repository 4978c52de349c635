"""Addresses: the platform itself, for administrators."""

from django.urls import path

from hedgerow.web.views.manage import care, communities, hub, log, merging, people, policies, settings, spam

_PERSON = "manage/people/<code>/"
_COMMUNITY = "manage/communities/<code>/"

urlpatterns = [
    path("manage/", hub.hub, name="manage"),
    path("manage/try-mail/", hub.try_mail, name="manage_mail"),
    path("manage/people/", people.people, name="manage_people"),
    path(_PERSON, people.person, name="manage_person"),
    path(f"{_PERSON}deactivate/", people.person_deactivate, name="manage_person_deactivate"),
    path(f"{_PERSON}reactivate/", people.person_reactivate, name="manage_person_reactivate"),
    path(f"{_PERSON}administrator/", people.person_administrator, name="manage_person_administrator"),
    path(f"{_PERSON}help/", people.person_help, name="manage_person_help"),
    path(f"{_PERSON}merge/", merging.merge, name="manage_person_merge"),
    path(f"{_PERSON}remove-words/", spam.remove_words, name="manage_person_remove"),
    path("manage/communities/", communities.communities, name="manage_communities"),
    path(_COMMUNITY, communities.community, name="manage_community"),
    path(f"{_COMMUNITY}oversight/", communities.oversight, name="manage_oversight"),
    path(f"{_COMMUNITY}facilitator/", care.name, name="manage_community_facilitator"),
    path("manage/oversight/end/", communities.oversight_end, name="manage_oversight_end"),
    path("manage/settings/", settings.settings_page, name="manage_settings"),
    path("manage/settings/names/", settings.names, name="manage_names"),
    path("manage/settings/register/", settings.registration, name="manage_register"),
    path("manage/settings/look/", settings.look, name="manage_look"),
    path("manage/settings/logo/", settings.logo, name="manage_logo"),
    path("manage/settings/policies/<key>/", policies.policy, name="manage_policy"),
    path("manage/log/", log.log, name="manage_log"),
    path("manage/log/<int:deed_id>/undo/", log.undo, name="manage_undo"),
    path("c/<code>/<slug>/take-on/", care.take_on, name="community_take_on"),
    path("c/<code>/<slug>/log/", care.community_log, name="community_log"),
    path("look.css", settings.stylesheet, name="look"),
    path("look/logo/", settings.logo_file, name="look_logo"),
]
