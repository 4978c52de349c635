"""How busy communities are: what was posted for everyone inside in the last four weeks, counted up to a bound."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import IntegerField, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import as_stored
from hedgerow.communities.models import Community

WEEKS = 4
#: Counting stops here; more is lively all the same.
MOST = 200
#: Posts a week from which a community is steady, and lively.
STEADY, LIVELY = 3, 10
LEVELS = {"gentle": 1, "steady": 2, "lively": 3}

# SPEED: along the index of listed items; what is in rooms or for facilitators alone is not counted, for nobody.
_POSTS = f"""(
  (SELECT COUNT(*) FROM (SELECT 1 FROM items_item i
     WHERE i.community_id = communities_community.id AND i.state = 'published' AND i.room_id IS NULL
       AND i.audience <> 'facilitators' AND i.last_active_at > %s AND i.published_at > %s LIMIT {MOST}) t)
  + (SELECT COUNT(*) FROM (SELECT 1 FROM items_item i JOIN items_reply r ON r.item_id = i.id
     WHERE i.community_id = communities_community.id AND i.state = 'published' AND i.room_id IS NULL
       AND i.audience <> 'facilitators' AND i.last_active_at > %s AND r.state = 'published' AND r.published_at > %s
     LIMIT {MOST}) t)
)"""


class Pace(NamedTuple):
    """1 gentle, 2 steady, 3 lively; and posts a week, rounded."""

    level: int
    weekly: int


def _posts(now: datetime) -> RawSQL:
    since = as_stored(now - timedelta(weeks=WEEKS))
    # The text is our own and holds no value of anybody's.
    return RawSQL(_POSTS, [since] * 4, output_field=IntegerField())


def pace_of(posts: int) -> Pace:
    """From the posts of four weeks."""
    if posts >= LIVELY * WEEKS:
        return Pace(3, round(posts / WEEKS))
    return Pace(2 if posts >= STEADY * WEEKS else 1, round(posts / WEEKS))


def paces(viewer: Viewer, community_ids: Iterable[int], now: datetime) -> dict[int, Pace]:
    """The pace of each of these communities that the viewer may know of, in one query."""
    rows = Community.objects.visible_to(viewer).filter(pk__in=list(community_ids))
    return {pk: pace_of(posts) for pk, posts in rows.annotate(posts=_posts(now)).values_list("pk", "posts")}


def at_pace(word: str, now: datetime) -> Q | None:
    """The condition "is gentle, steady or lively" for a list of communities; None for another word. Resting ones are none."""
    level = LEVELS.get(word)
    if level is None:
        return None
    low = {1: 0, 2: STEADY * WEEKS, 3: LIVELY * WEEKS}[level]
    high = {1: STEADY * WEEKS, 2: LIVELY * WEEKS, 3: 3 * MOST}[level]
    posts = _posts(now)
    awake = Q(resting_until=None) | Q(resting_until__lte=now.date())
    return Q(GreaterThanOrEqual(posts, low)) & Q(LessThan(posts, high)) & awake
