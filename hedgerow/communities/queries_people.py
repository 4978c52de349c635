"""Lists of a community's people, of who waits at its door, as pages need them."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.base.names import fold
from hedgerow.communities.models import (
    Community,
    Invitation,
    InvitationLink,
    Membership,
)
from hedgerow.people.tokens import secret_of

PAGE = 50
#: Names are compared without accents in the process: more people than this are not looked through.
MOST_SEARCHED = 5000
NEW = timedelta(days=31)
FILTERS = ("all", "willing", "new", "away")


class PersonLine(NamedTuple):
    """One person of a community, with what this viewer may read about them."""

    membership_id: int
    person_id: int
    code: str
    name: str
    photo: str
    does: str
    willing: str
    part: str
    state: str
    joined_at: datetime | None
    changed_at: datetime
    reason: str

    @property
    def is_new(self) -> bool:
        return self.joined_at is not None and self.joined_at > timezone.now() - NEW


class PeoplePage(NamedTuple):
    """A page of people; `after` begins the next one, "" when this is the last."""

    lines: list[PersonLine]
    after: str


COLUMNS = (
    "pk",
    "person_id",
    "person__code",
    "person__name",
    "person__photo",
    "person__what_i_do",
    "person__what_i_do_seen_by",
    "person__willing",
    "person__willing_seen_by",
    "part",
    "state",
    "joined_at",
    "changed_at",
    "reason",
)


def line_of(row: tuple[Any, ...], viewer: Viewer, facilitates: bool) -> PersonLine:
    own = row[1] == viewer.person_id
    does = row[5] if _shown(row[6], own, facilitates) else ""
    willing = row[7] if _shown(row[8], own, facilitates) else ""
    reason = row[13] if facilitates else ""
    return PersonLine(*[*row[:5], does, willing, *row[9:13], reason])


def _shown(seen_by: str, own: bool, facilitates: bool) -> bool:
    return own or seen_by == "members" or (seen_by == "facilitators" and facilitates)


def people_page(
    viewer: Viewer, community: Community, *, q: str = "", chosen: str = "all", after: str = ""
) -> PeoplePage:
    """People by name; `chosen` is one of FILTERS ("away" is for facilitators), `after` the key of the page before.

    SECURITY: a search looks only at what this viewer may read of each person.
    """
    facilitates = can(viewer, "community.cultivate", community)
    found = Membership.objects.visible_to(viewer).filter(community=community, person__is_active=True)
    if chosen == "away" and facilitates:
        found = found.filter(state__in=["suspended", "removed"])
    else:
        found = found.here()
    if chosen == "new":
        found = found.filter(joined_at__gt=timezone.now() - NEW)
    if chosen == "willing":
        seen = ["members", "facilitators"] if facilitates else ["members"]
        found = found.filter(~Q(person__willing=""), Q(person__willing_seen_by__in=seen) | _own(viewer))
    found = found.order_by("person__name", "pk")
    if q.strip():
        rows = found.values_list(*COLUMNS)[:MOST_SEARCHED]
        lines = [line_of(row, viewer, facilitates) for row in rows]
        return PeoplePage([line for line in lines if matches(line, q)][: PAGE * 2], "")
    return _paged(found, viewer, facilitates, after)


def _own(viewer: Viewer) -> Q:
    return Q(person_id=viewer.person_id)


def _paged(found: object, viewer: Viewer, facilitates: bool, after: str) -> PeoplePage:
    if after.isdigit():
        last = found.filter(pk=int(after)).values_list("person__name", "pk").first()  # type: ignore[attr-defined]
        if last is not None:
            found = found.filter(Q(person__name__gt=last[0]) | Q(person__name=last[0], pk__gt=last[1]))  # type: ignore[attr-defined]
    rows = list(found.values_list(*COLUMNS)[: PAGE + 1])  # type: ignore[attr-defined]
    lines = [line_of(row, viewer, facilitates) for row in rows[:PAGE]]
    return PeoplePage(lines, str(lines[-1].membership_id) if len(rows) > PAGE else "")


def matches(line: PersonLine, q: str) -> bool:
    text = fold(f"{line.name} {line.does} {line.willing}")
    joined = text.replace("'", "")
    return all(word in text or word.replace("'", "") in joined for word in fold(q).split())


def facilitators_of(viewer: Viewer, community: Community) -> list[PersonLine]:
    """Who looks after the community, for its people."""
    found = Membership.objects.visible_to(viewer).facilitators().filter(community=community)
    rows = found.order_by("person__name", "pk").values_list(*COLUMNS)[:PAGE]
    return [line_of(row, viewer, False) for row in rows]


def requests_waiting(viewer: Viewer, community: Community) -> list[PersonLine]:
    """Who asked to join, the longest waiting first; for facilitators."""
    found = Membership.objects.visible_to(viewer).filter(
        community=community, state="asked", person__is_active=True
    )
    rows = found.order_by("changed_at", "pk").values_list(*COLUMNS)[:100]
    return [line_of(row, viewer, True)._replace(willing="") for row in rows]


def invitations_open(viewer: Viewer, community: Community) -> list[Invitation]:
    """Invitations that nobody took up yet, the newest first; for facilitators."""
    if not can(viewer, "community.cultivate", community):
        return []
    found = Invitation.objects.filter(
        community=community,
        accepted_at=None,
        declined_at=None,
        revoked_at=None,
        token__ends_at__gt=timezone.now(),
    )
    return list(found.select_related("by").order_by("-created_at", "-pk")[:200])


class SharedLink(NamedTuple):
    """A link that lets whoever holds it join."""

    id: int
    secret: str
    created_at: datetime
    ends_at: datetime
    used: int


def links_in_force(viewer: Viewer, community: Community) -> list[SharedLink]:
    """Links that still let people in; for facilitators."""
    if not can(viewer, "community.cultivate", community):
        return []
    found = InvitationLink.objects.filter(
        community=community, token__revoked_at=None, token__ends_at__gt=timezone.now()
    )
    rows = found.select_related("token").order_by("-created_at", "-pk")[:20]
    return [
        SharedLink(link.pk, secret_of(link.token), link.created_at, link.token.ends_at, link.used)
        for link in rows
    ]


def invitation_of(viewer: Viewer, community: Community, invitation_id: int) -> Invitation | None:
    """One invitation of this community, for its facilitators."""
    if not can(viewer, "community.cultivate", community):
        return None
    return Invitation.objects.filter(community=community, pk=invitation_id).select_related("token").first()


def link_of(viewer: Viewer, community: Community, link_id: int) -> InvitationLink | None:
    """One link of this community, for its facilitators."""
    if not can(viewer, "community.cultivate", community):
        return None
    return InvitationLink.objects.filter(community=community, pk=link_id).select_related("token").first()


def domains_here(viewer: Viewer, community: Community) -> list[str]:
    """The mail domains of the community's people, for telling a slip; never which person has which."""
    if not can(viewer, "community.cultivate", community):
        return []
    mails = Membership.objects.here().filter(community=community).values_list("person__email", flat=True)
    return [mail.rpartition("@")[2] for mail in mails[:1000] if mail]


class InCommon(NamedTuple):
    """A community that the viewer and a person share."""

    code: str
    name: str
    species: str
    part: str


def in_common(viewer: Viewer, person_id: int) -> list[InCommon]:
    """The communities that both belong to now, with the person's part in each."""
    shared = Membership.objects.visible_to(viewer).here().filter(person_id=person_id)
    if person_id != viewer.person_id:
        mine = Membership.objects.here().filter(
            person_id=viewer.person_id, community_id=OuterRef("community_id")
        )
        shared = shared.filter(Exists(mine))
    rows = shared.order_by(F("community__archived_at").asc(nulls_first=True), "community__name", "pk")
    return [
        InCommon(*row)
        for row in rows.values_list("community__code", "community__name", "community__species", "part")
    ]


def facilitates_for(viewer: Viewer, person_id: int) -> bool:
    """True when the viewer facilitates a community that the person belongs to now."""
    mine = [
        pk
        for pk, part in viewer.standings.communities.items()
        if part.state == "active" and part.part == "facilitator"
    ]
    return Membership.objects.here().filter(person_id=person_id, community_id__in=mine).exists()


def cohort_size(viewer: Viewer, community: Community) -> tuple[int, int]:
    """How many people a sealed cohort would take with it, and how many facilitators stay."""
    found = Membership.objects.visible_to(viewer).here().filter(community=community)
    counted = found.aggregate(
        going=Count("pk", filter=Q(part__in=["member", "listener"])),
        staying=Count("pk", filter=Q(part="facilitator")),
    )
    return counted["going"], counted["staying"]
