"""Addresses: looking after a community, its people, its rooms."""

from django.urls import path

from hedgerow.web.views.facilitate import assurances, changing, inviting, look_after, people, quiet, rooms

_C = "c/<code>/<slug>/"
_PERSON = f"{_C}people/<person>/"
_ROOM = f"{_C}rooms/<room_code>/"

urlpatterns = [
    path(f"{_C}look-after/", look_after.look_after, name="facilitate"),
    path(f"{_C}look-after/approve/<person>/", look_after.approve, name="facilitate_approve"),
    path(f"{_C}look-after/decline/<person>/", look_after.decline, name="facilitate_decline"),
    path(f"{_C}look-after/revoke/<int:invitation_id>/", look_after.revoke, name="facilitate_revoke"),
    path(f"{_C}look-after/join-code/", look_after.join_code, name="facilitate_join_code"),
    path(f"{_C}look-after/switch/<door>/", look_after.switch, name="facilitate_switch"),
    path(f"{_C}look-after/link/", look_after.link, name="facilitate_link"),
    path(f"{_C}look-after/link/<int:link_id>/end/", look_after.link_revoke, name="facilitate_link_revoke"),
    path(f"{_C}look-after/assurances/", assurances.assurances, name="facilitate_assurances"),
    path(f"{_C}invite/", inviting.invite, name="facilitate_invite"),
    path(f"{_C}people/", people.people, name="community_people"),
    path(f"{_PERSON}part/", people.part, name="member_part"),
    path(f"{_PERSON}hand-over/", people.hand_over, name="member_hand_over"),
    path(f"{_PERSON}suspend/", people.suspend, name="member_suspend"),
    path(f"{_PERSON}let-back/", people.let_back, name="member_let_back"),
    path(f"{_PERSON}remove/", people.remove, name="member_remove"),
    path(f"{_PERSON}restore/", people.restore, name="member_restore"),
    path(f"{_C}rooms/", rooms.rooms, name="rooms"),
    path(f"{_C}new-room/", rooms.add, name="room_add"),
    path(f"{_ROOM}edit/", rooms.edit, name="room_edit"),
    path(f"{_ROOM}leave/", rooms.leave, name="room_leave"),
    path(f"{_ROOM}people/", rooms.people, name="room_people"),
    path(f"{_ROOM}people/<person>/remove/", rooms.remove_person, name="room_person_remove"),
    path(f"{_ROOM}people/<person>/care/", rooms.care, name="room_person_care"),
    path(f"{_ROOM}quiet/", quiet.room, name="room_quiet"),
    path(f"{_C}quiet/", quiet.community, name="community_quiet"),
    path(f"{_C}edit/", changing.edit, name="community_edit"),
    path(f"{_C}access/", changing.access, name="community_access"),
    path(f"{_C}seal/", changing.seal, name="community_seal"),
    path(f"{_C}archive/", changing.archive, name="community_archive"),
]
