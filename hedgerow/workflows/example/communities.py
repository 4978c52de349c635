"""The communities of the example: started, joined by invitation, with rooms, guests and those who asked."""

from datetime import datetime

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import quietly
from hedgerow.communities.actions import (
    accept_invitation,
    add_room,
    add_to_room,
    allow_quiet_words,
    ask_to_join,
    change_access,
    edit_community,
    invite_people,
    leave_room,
    start_community,
)
from hedgerow.communities.models import Community, Invitation, Membership, Room, RoomMembership
from hedgerow.packs.example.rows import ExampleCommunity, ExampleMember, ExampleRoom
from hedgerow.people.models import Token
from hedgerow.people.tokens import secret_of
from hedgerow.workflows.example.cast import Cast, Place, lasting_code


def start_place(cast: Cast, row: ExampleCommunity) -> Place:
    """The community with its people and rooms; everything dated when it happened."""
    starter = cast.viewer(row.started_by)
    with quietly(row.started_at):
        community = start_community(
            by=starter,
            name=row.name,
            short_name=row.short_name,
            purpose=row.purpose,
            # Who asked did so while one could; then it became a community by invitation.
            preset="restricted" if row.asked and row.joining == "by_invitation" else row.preset,
            template=row.template,
            ground_rules=row.ground_rules.strip(),
            front_page=row.front_page.strip(),
            rhythm_words=row.rhythm,
            species=row.species,
            code=lasting_code("community", row.key),
        )
        words: dict[str, object] = {"audience_words": ", ".join(row.meant_for)}
        if row.rests_until is not None:
            words["resting_until"] = row.rests_until.date()
        edit_community(by=starter, community=community, answer=None, **words)
    community.created_at = community.last_active_at = row.started_at
    community.example = True
    community.save(update_fields=["created_at", "last_active_at", "example"])
    place = Place(cast, row, community)
    _date_membership(community, cast.people[row.started_by].pk, row.started_at)
    for member in row.members:
        if member.person != row.started_by:
            _join(place, member)
    for room in row.rooms:
        place.rooms[room.key] = _start_room(place, room)
    _settle_access(place)
    return place


def _join(place: Place, member: ExampleMember) -> None:
    cast, community = place.cast, place.community
    person = cast.people[member.person]
    part = "member" if member.part == "former" else member.part
    with quietly(member.joined_at):
        invited = invite_people(
            by=cast.viewer(place.row.started_by),
            community=community,
            people=[(person.name, person.email or "")],
            part=part,
        )[0]
        assert invited.token is not None
        accept_invitation(by=cast.viewer(member.person), secret=secret_of(invited.token))
    Invitation.objects.filter(pk=invited.pk).update(created_at=member.joined_at, accepted_at=member.joined_at)
    Token.objects.filter(pk=invited.token.pk).update(created_at=member.joined_at, used_at=member.joined_at)
    _date_membership(community, person.pk, member.joined_at)


def _date_membership(community: Community, person_id: int, at: datetime) -> None:
    Membership.objects.filter(community=community, person_id=person_id).update(
        joined_at=at, accepted_rules_at=at, changed_at=at
    )


def _start_room(place: Place, row: ExampleRoom) -> Room:
    """Made by a facilitator who is in it; or by whoever started the community, who hands it over and goes."""
    cast, community = place.cast, place.community
    facilitators = [one.person for one in place.row.members if one.part == "facilitator"]
    inside = [key for key in row.people if key in facilitators]
    maker = inside[0] if inside else place.row.started_by
    joined = {one.person: one.joined_at for one in place.row.members}
    at = place.row.started_at
    with quietly(at):
        room = add_room(by=cast.viewer(maker), community=community, name=row.name, purpose=row.purpose)
        for number, key in enumerate(row.people):
            membership = Membership.objects.get(community=community, person=cast.people[key])
            if key != maker:
                add_to_room(
                    by=cast.viewer(maker),
                    room=room,
                    membership=membership,
                    looks_after=key in facilitators or (not inside and number == 0),
                )
            cast.viewer(key).forget_standings()
        if maker not in row.people:
            leave_room(by=cast.viewer(maker), room=room)
            cast.viewer(maker).forget_standings()
    Room.objects.filter(pk=room.pk).update(created_at=at)
    for key in row.people:
        RoomMembership.objects.filter(room=room, person=cast.people[key]).update(
            joined_at=max(at, joined[key])
        )
    return room


def _settle_access(place: Place) -> None:
    row, community = place.row, place.community
    for asked in row.asked:
        by: Viewer = place.cast.viewer(asked.person)
        with quietly(asked.asked_at):
            membership = ask_to_join(by=by, community=community, reason=asked.reason)
        Membership.objects.filter(pk=membership.pk).update(changed_at=asked.asked_at)
    if row.asked and row.joining == "by_invitation":
        with quietly(max(one.asked_at for one in row.asked)):
            change_access(by=place.cast.viewer(row.started_by), community=community, preset=row.preset)
    if row.steward:
        with quietly(row.started_at):
            steward = place.cast.people[row.steward]
            allow_quiet_words(by=place.cast.viewer(row.started_by), place=community, steward_id=steward.pk)
    # A mix of settings that no preset has.
    community.finding, community.reading, community.joining = row.finding, row.reading, row.joining
    community.save(update_fields=["finding", "reading", "joining"])
