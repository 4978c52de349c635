"""Rooms of a community: mine, a new one, and who is in each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hedgerow.access.doing import can, require
from hedgerow.communities import actions
from hedgerow.communities.models import Community, Room
from hedgerow.communities.queries_rooms import RoomPerson, my_rooms, people_for_room, room_people
from hedgerow.items.queries.counts import amount_in
from hedgerow.web.answers import done, page
from hedgerow.web.forms.facilitate import RoomForm
from hedgerow.web.interruption import answer_of
from hedgerow.web.views.facilitate.amounts import amount_words
from hedgerow.web.views.facilitate.inside import inside, line_face, room_or_404
from hedgerow.web.views.facilitate.look_after import address, here
from hedgerow.web.views.places import place_context, room_coming
from hedgerow.web.words import people as people_words


@require_safe
@inside("community.see_people")
def rooms(request: HttpRequest, community: Community) -> HttpResponse:
    """The rooms that I am in. Nobody hears of others."""
    rows = [
        {
            "name": one.room.name,
            "purpose": one.room.purpose,
            "url": here(community, f"rooms/{one.room.code}/"),
            "people_url": here(community, f"rooms/{one.room.code}/people/"),
            "people": people_words(one.people),
            "looks_after": one.looks_after,
        }
        for one in my_rooms(request.viewer, community)
    ]
    context = {
        **place_context(request, community, "rooms"),
        "rows": rows,
        "may_add": can(request.viewer, "community.add_room", community),
        "add_url": address("room_add", community),
    }
    return page(request, "facilitate/rooms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.add_room")
def add(request: HttpRequest, community: Community) -> HttpResponse:
    """A new room."""
    form = RoomForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        room = actions.add_room(
            by=request.viewer, community=community, answer=answer_of(request), **form.cleaned_data
        )
        said = _("The room is there. Only you are in it so far.")
        return done(request, here(community, f"rooms/{room.code}/people/"), toast=said)
    return _form_page(request, community, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.see_people")
def edit(request: HttpRequest, community: Community, room_code: str) -> HttpResponse:
    """Change a room's name or purpose."""
    room = room_or_404(request, community, room_code)
    require(request.viewer, "room.edit", room)
    start = {"name": room.name, "purpose": room.purpose}
    form = RoomForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.edit_room(by=request.viewer, room=room, answer=answer_of(request), **form.cleaned_data)
        return done(request, here(community, f"rooms/{room.code}/people/"), toast=_("Saved."))
    return _form_page(request, community, room, form)


def _form_page(request: HttpRequest, community: Community, room: Room | None, form: RoomForm) -> HttpResponse:
    tried = request.method == "POST"
    context = {
        **place_context(request, community, "rooms"),
        "room": room,
        "form": form,
        "tried": tried,
        "back": here(community, f"rooms/{room.code}/people/" if room else "rooms/"),
    }
    return page(request, "facilitate/room_form.html", context, status=422 if tried else 200)


def _person_row(one: RoomPerson, to: dict[str, str], me: int | None) -> dict[str, Any]:
    looks_after = one.place.looks_after or one.line.part == "facilitator"
    return {
        "face": line_face(one.line),
        "line": one.line.does,
        "tag": _("Looks after it") if looks_after else "",
        "marked": one.place.looks_after,
        "own": one.line.person_id == me,
        "to": to,
    }


def _context(request: HttpRequest, community: Community, room: Room, q: str) -> dict[str, Any]:
    viewer = request.viewer
    may_change = can(viewer, "room.change_people", room)
    rows = []
    for one in room_people(viewer, room):
        more = {"room_code": room.code, "person": one.line.code}
        to = {name: address(f"room_person_{name}", community, **more) for name in ("remove", "care")}
        rows.append(_person_row(one, to, viewer.person_id))
    before = amount_in(viewer, room)
    now = amount_in(viewer, room, since_era=room.from_era)
    return {
        **place_context(request, community, "rooms"),
        "room": room,
        "rows": rows,
        "q": q,
        "others": [
            (line.code, line.name, line.does) if line.does else (line.code, line.name)
            for line in (people_for_room(viewer, room, q) if may_change else [])
        ],
        "may_change": may_change,
        "may_edit": can(viewer, "room.edit", room),
        "may_leave": can(viewer, "room.leave", room),
        "people_text": people_words(len(rows)),
        "before_text": amount_words(now),
        "has_before": bool(now.discussions or now.documents),
        "closed_text": amount_words(before) if before != now else "",
        "room_url": here(community, f"rooms/{room.code}/"),
        "room_coming": room_coming(room.changes_at),
        "quiet_url": address("room_quiet", community, room_code=room.code),
        "edit_url": address("room_edit", community, room_code=room.code),
        "leave_url": address("room_leave", community, room_code=room.code),
        "here": here(community, f"rooms/{room.code}/people/"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.see_people")
def people(request: HttpRequest, community: Community, room_code: str) -> HttpResponse:
    """Who is in a room; its facilitators bring people in and say what these see."""
    room = room_or_404(request, community, room_code)
    if request.method == "POST":
        return _bring_in(request, community, room)
    q = request.GET.get("q", "")[:100]
    return page(
        request, "facilitate/room_people.html", {**_context(request, community, room, q), "tried": ""}
    )


def _bring_in(request: HttpRequest, community: Community, room: Room) -> HttpResponse:
    require(request.viewer, "room.change_people", room)
    back = here(community, f"rooms/{room.code}/people/")
    if "withdraw" in request.POST:
        actions.withdraw_room_change(by=request.viewer, room=room)
        return done(request, back, toast=_("Withdrawn. Everything stays as it is."))
    wanted = set(request.POST.getlist("people"))
    chosen = [line for line in people_for_room(request.viewer, room) if line.code in wanted]
    if not chosen:
        context = {**_context(request, community, room, ""), "tried": _("Tick at least one person.")}
        return page(request, "facilitate/room_people.html", context, status=422)
    ids = [line.membership_id for line in chosen]
    if request.POST.get("sees") == "before":
        actions.add_people_to_room(by=request.viewer, room=room, membership_ids=ids)
    elif actions.announce_room(by=request.viewer, room=room, membership_ids=ids):
        return done(request, back, toast=_("They come in a week from now. The people of the room are told."))
    said = ngettext("%(n)s person is in the room now.", "%(n)s people are in the room now.", len(chosen)) % {
        "n": len(chosen)
    }
    return done(request, back, toast=said)


def _place_or_404(request: HttpRequest, room: Room, person: str) -> Any:
    for one in room_people(request.viewer, room):
        if one.line.code == person:
            return one.place
    raise Http404


@require_POST
@inside("community.see_people")
def remove_person(request: HttpRequest, community: Community, room_code: str, person: str) -> HttpResponse:
    """Take somebody out of a room."""
    room = room_or_404(request, community, room_code)
    actions.remove_from_room(by=request.viewer, place=_place_or_404(request, room, person))
    back = here(community, f"rooms/{room.code}/people/")
    return done(request, back, toast=_("No longer in this room; still in the community."))


@require_POST
@inside("community.see_people")
def care(request: HttpRequest, community: Community, room_code: str, person: str) -> HttpResponse:
    """Let somebody look after a room, or no longer."""
    room = room_or_404(request, community, room_code)
    on = request.POST.get("on", "1") == "1"
    actions.set_looks_after(by=request.viewer, place=_place_or_404(request, room, person), on=on)
    said = _("They look after this room now.") if on else _("They no longer look after this room.")
    return done(request, here(community, f"rooms/{room.code}/people/"), toast=said)


@require_POST
@inside("community.see_people")
def leave(request: HttpRequest, community: Community, room_code: str) -> HttpResponse:
    """Leave a room and stay in the community."""
    room = room_or_404(request, community, room_code)
    actions.leave_room(by=request.viewer, room=room)
    said = _("You left %(name)s. Whoever looks after it can bring you back.") % {"name": room.name}
    return done(request, here(community, "rooms/"), toast=said)
