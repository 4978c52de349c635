"""Looking after a community through the pages: who gets in, what they show, and what they do."""

from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.communities.actions import make_due_changes
from hedgerow.communities.models import (
    Community,
    Invitation,
    InvitationLink,
    Membership,
    Room,
    RoomMembership,
)
from hedgerow.people.models import Person
from tests.world import belong, client_for, make_item, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clean(db):
    cache.clear()


def url(community, rest=""):
    return f"/c/{community.code}/{community.slug}/{rest}"


def text(response):
    return unescape(response.content.decode())


FACILITATORS = ["look-after/", "invite/", "edit/", "access/", "seal/", "archive/", "new-room/"]
MEMBERS = ["people/", "rooms/"]


@pytest.mark.parametrize("rest", FACILITATORS)
def test_pages_for_facilitators_are_for_them_alone(world, rest):
    for place in (world.open_, world.secret):
        assert world.client("fay").get(url(place, rest)).status_code == 200
        for name in ("max", "lil"):
            response = world.client(name).get(url(place, rest))
            assert response.status_code == 403 and place.name in text(response)
        for name in ("otto", "sue", "rex"):
            seen = world.client(name).get(url(place, rest)).status_code
            assert seen == (404 if place == world.secret else 403), (name, place)
        assert "/account/sign-in/" in world.client("nobody").get(url(place, rest))["Location"]


@pytest.mark.parametrize("rest", MEMBERS)
def test_people_and_rooms_are_for_people_inside(world, rest):
    for name in ("fay", "max", "lil"):
        assert world.client(name).get(url(world.secret, rest)).status_code == 200
    for name in ("otto", "sue", "rex"):
        assert world.client(name).get(url(world.secret, rest)).status_code == 404, name
    for name in ("otto", "alma", "ask"):
        assert world.client(name).get(url(world.open_, rest)).status_code == 403, name


def test_old_words_in_the_address_lead_to_the_new_ones(world):
    client = world.client("fay")
    response = client.get(f"/c/{world.secret.code}/something-else/people/?f=new")
    assert response.status_code == 301 and response["Location"] == url(world.secret, "people/?f=new")


def test_a_request_is_shown_with_its_reason_and_answered(world):
    Membership.objects.filter(person=world.ask, community=world.secret).update(reason="I start in August")
    fay = world.client("fay")
    assert "I start in August" in text(fay.get(url(world.secret, "look-after/")))
    assert "I start in August" not in text(world.client("max").get(url(world.secret, "people/")))
    approve = url(world.secret, f"look-after/approve/{world.ask.code}/")
    assert world.client("max").post(approve).status_code == 403
    assert fay.get(approve).status_code == 405
    assert fay.post(approve).status_code == 303
    assert "is in" in text(fay.get(url(world.secret, "look-after/")))
    assert world.client("ask").get(url(world.secret, "people/")).status_code == 200


def paste(client, place, people, **more):
    return client.post(url(place, "invite/"), {"people": people, "part": "member", **more})


def test_a_pasted_list_is_shown_back_and_sent_as_corrected(world):
    fay = world.client("fay")
    shown = paste(
        fay,
        world.secret,
        f"Jo Bloom <jo@place.ent>; Tom <tom@place.net>, ann@place.net\n{world.max.email}",
        message="Come in",
    )
    page = text(shown)
    assert "4 people, 1 already here, 1 looks mistyped: place.ent" in page
    assert "Did you mean jo@place.net?" in page and Invitation.objects.count() == 0
    lines = {
        "step": "send",
        "count": "4",
        "message": "Come in",
        "part": "listener",
        "name-0": "Jo Bloom",
        "email-0": "jo@place.net",
        "was-0": "jo@place.ent",
        "name-1": "Tom",
        "email-1": "tom@place.net",
        "was-1": "tom@place.net",
        "send-1": "1",
        "name-2": "",
        "email-2": "ann@place.net",
        "was-2": "ann@place.net",
    }
    assert fay.post(url(world.secret, "invite/"), lines).status_code == 303
    assert "Sent 2 invitations." in text(fay.get(url(world.secret, "look-after/")))
    run_all()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["jo@place.net", "tom@place.net"]
    assert {one.part for one in Invitation.objects.all()} == {"listener"}


def test_what_is_still_no_address_is_shown_again_with_everything_kept(world):
    lines = {
        "step": "send",
        "count": "1",
        "email-0": "jo@",
        "was-0": "",
        "name-0": "Jo",
        "message": "Hello there",
    }
    response = world.client("fay").post(url(world.secret, "invite/"), lines)
    page = text(response)
    assert response.status_code == 422 and "<title>\nError:" in page or "Error:" in page
    assert 'value="jo@"' in page and "Hello there" in page
    empty = world.client("fay").post(url(world.secret, "invite/"), {"people": "nobody"})
    assert empty.status_code == 422 and "at least one email address" in text(empty)


def test_the_list_says_nothing_of_accounts_elsewhere(world):
    page = text(paste(world.client("fay"), world.secret, f"{world.otto.email}\nstranger@place.net"))
    assert "2 people<" in page.replace("2 people</p>", "2 people<")
    assert "Already" not in page
    assert "1 already here" in text(paste(world.client("fay"), world.secret, world.max.email))


def test_invitations_links_and_the_code_can_be_taken_back(world):
    fay, place = world.client("fay"), world.secret
    paste_lines = {"step": "send", "count": "1", "email-0": "jo@x.example", "was-0": "", "part": "member"}
    fay.post(url(place, "invite/"), paste_lines)
    fay.post(url(place, "look-after/link/"))
    page = text(fay.get(url(place, "look-after/")))
    assert "jo@x.example" in page and "/join/" in page and place.join_code in page
    made, link = Invitation.objects.get(), InvitationLink.objects.get()
    for rest in (f"look-after/revoke/{made.pk}/", f"look-after/link/{link.pk}/end/", "look-after/join-code/"):
        assert world.client("max").post(url(place, rest)).status_code == 403
        assert world.client("otto").post(url(place, rest)).status_code == 404
        assert fay.post(url(place, rest)).status_code == 303
    page = text(fay.get(url(place, "look-after/")))
    assert "jo@x.example" not in page and "/join/" not in page and place.join_code not in page
    other = Invitation.objects.create(community=world.open_, email="else@x.example")
    assert fay.post(url(place, f"look-after/revoke/{other.pk}/")).status_code == 404


def test_people_are_found_by_what_each_reader_may_read(world):
    Person.objects.filter(pk=world.ann.pk).update(
        willing="kayaks", willing_seen_by="facilitators", what_i_do="Boat builder", what_i_do_seen_by="me"
    )
    Person.objects.filter(pk=world.lil.pk).update(willing="knots")

    def found(name, query):
        page = text(world.client(name).get(url(world.secret, f"people/?{query}")))
        return {one for one in ("Ann Thistle", "Lil Sorrel", "Max Siân") if f">{one}</a>" in page}

    assert found("fay", "q=kayaks") == {"Ann Thistle"} and found("max", "q=kayaks") == set()
    assert found("ann", "q=boat") == {"Ann Thistle"}
    assert found("fay", "q=boat") == found("max", "q=boat") == set()
    assert found("max", "f=willing") == {"Lil Sorrel"} and "Ann Thistle" in found("fay", "f=willing")
    assert found("max", "q=sian") == {"Max Siân"} and found("max", "q=sor") == {"Lil Sorrel"}
    page = text(world.client("max").get(url(world.secret, "people/")))
    assert "kayaks" not in page and "knots" in page
    for name in ("Sue Campion", "Rex Tansy", "Aska Vetch", "Ivo Marsh", "Alma Yarrow"):
        assert name not in page


def test_who_is_away_is_shown_to_facilitators_alone(world):
    page = text(world.client("fay").get(url(world.secret, "people/?f=away")))
    assert "Sue Campion" in page and "Rex Tansy" in page and "Ann Thistle" not in page
    page = text(world.client("max").get(url(world.secret, "people/?f=away")))
    assert "Sue Campion" not in page and "Ann Thistle" in page


def test_a_facilitator_changes_people_and_can_undo(world):
    fay, place = world.client("fay"), world.secret

    def act(rest, **data):
        return fay.post(url(place, f"people/{world.ann.code}/{rest}/"), data).status_code

    def ann():
        return Membership.objects.get(person=world.ann, community=place)

    assert act("part", part="listener") == 303 and ann().part == "listener"
    assert act("remove") == 303 and ann().state == "removed"
    assert "Undo" in text(fay.get(url(place, "people/")))
    assert act("restore") == 303 and ann().state == "active"
    assert act("suspend", why="A talk first") == 303 and ann().reason == "A talk first"
    assert world.client("ann").get(url(place, "people/")).status_code == 404
    assert act("let-back") == 303 and world.client("ann").get(url(place, "people/")).status_code == 200
    assert act("part", part="captain") == 404
    assert fay.post(url(place, f"people/{world.otto.code}/remove/")).status_code == 404
    own = fay.post(url(place, f"people/{world.fay.code}/part/"), {"part": "member"})
    assert own.status_code == 403 and "only facilitator" in text(own)
    assert act("hand-over") == 303 and ann().part == "facilitator"
    assert fay.post(url(place, f"people/{world.ann.code}/remove/")).status_code == 403


@pytest.mark.parametrize("rest", ["part", "remove", "restore", "suspend", "let-back", "hand-over"])
def test_members_change_nobody(world, rest):
    response = world.client("max").post(
        url(world.secret, f"people/{world.ann.code}/{rest}/"), {"part": "member"}
    )
    assert response.status_code == 403
    assert world.client("otto").post(url(world.secret, f"people/{world.ann.code}/{rest}/")).status_code == 404


def test_a_room_is_added_filled_left_and_known_to_its_people_alone(world):
    fay, place = world.client("fay"), world.secret
    assert world.client("max").post(url(place, "new-room/"), {"name": "Plot"}).status_code == 403
    assert fay.post(url(place, "new-room/"), {"name": ""}).status_code == 422
    assert (
        fay.post(url(place, "new-room/"), {"name": "Planning", "purpose": "Who does what"}).status_code == 303
    )
    room = Room.objects.get(name="Planning")
    here = url(place, f"rooms/{room.code}/people/")
    assert world.client("ann").get(here).status_code == 404
    assert "Planning" not in text(world.client("ann").get(url(place, "rooms/")))
    make_item(place, world.fay, "Before Ann", room=room, era=place.era)
    page = text(fay.get(here))
    assert "Ann Thistle" in page and "Stays closed to them: 1 discussion." in page
    assert fay.post(here, {"people": [world.otto.code], "sees": "now"}).status_code == 422
    assert fay.post(here, {"people": [world.ann.code], "sees": "now"}).status_code == 303
    assert "Planning" in text(world.client("ann").get(url(place, "rooms/")))
    shown = text(world.client("ann").get(url(place, f"rooms/{room.code}/")))
    assert "Planning" in shown and "Before Ann" not in shown
    assert world.client("ann").post(here, {"people": [world.max.code]}).status_code == 403
    care = url(place, f"rooms/{room.code}/people/{world.ann.code}/care/")
    assert fay.post(care, {"on": "1"}).status_code == 303
    assert fay.post(url(place, f"rooms/{room.code}/leave/")).status_code == 303
    assert fay.get(here).status_code == 404
    assert RoomMembership.objects.get(room=room).person == world.ann


def test_renaming_keeps_every_link(world):
    fay, place = world.client("fay"), world.open_
    item = make_item(place, world.fay, "A link to keep")
    old = url(place, "people/")
    words = {
        "name": "Wide Meadow",
        "short_name": "Meadow",
        "purpose": "To look",
        "front_page": "**Hello** <script>alert(1)</script>",
        "ground_rules": "Be kind",
        "rhythm": "weekly_question",
        "species": "hazel",
        "resting_until": "2027-01-31",
    }
    assert fay.post(url(place, "edit/"), {**words, "name": " "}).status_code == 422
    assert fay.post(url(place, "edit/"), {**words, "resting_until": "soon"}).status_code == 422
    assert fay.post(url(place, "edit/"), words).status_code == 303
    place.refresh_from_db()
    assert (place.name, place.species) == ("Wide Meadow", "hazel") and "<script" not in place.front_page_html
    assert fay.get(old, follow=True).status_code == 200
    assert fay.get(f"/d/{item.code}/{item.slug}/").status_code == 200


def test_opening_wider_says_first_in_numbers_what_stays_closed(world):
    fay, place = world.client("fay"), world.secret
    for number in range(2):
        make_item(place, world.max, f"Inside {number}", era=place.era)
    make_item(place, world.max, "In the room", room=world.room, era=place.era)
    told = fay.post(url(place, "access/"), {"preset": "web"})
    assert "Stays closed: 2 discussions." in text(told) and "search engines" in text(told)
    assert Community.objects.get(pk=place.pk).reading == "members", "nothing is opened by the first button"
    assert fay.post(url(place, "access/"), {"preset": "web", "told": "open"}).status_code == 200
    assert Community.objects.get(pk=place.pk).reading == "members"
    assert fay.post(url(place, "access/"), {"preset": "web", "told": "web"}).status_code == 303
    page = text(world.client("nobody").get(url(place, "discussions/")))
    assert "Inside 0" not in page and "Inside 0" in text(world.client("max").get(url(place, "discussions/")))
    assert fay.post(url(place, "access/"), {"preset": "confidential"}).status_code == 303, (
        "narrowing asks nothing"
    )
    assert world.client("otto").get(url(place, "discussions/")).status_code == 404
    assert fay.post(url(place, "access/"), {"preset": "wide"}).status_code == 422


def test_sealing_a_cohort_is_told_and_done(world):
    fay, place = world.client("fay"), world.secret
    make_item(place, world.max, "Last year", era=place.era)
    page = text(fay.get(url(place, "seal/")))
    assert "Become alumni: 3 people." in page and "Stays closed: 1 discussion." in page
    assert fay.post(url(place, "seal/")).status_code == 303
    make_due_changes(timezone.now() + timedelta(days=8))
    assert Membership.objects.get(person=world.max, community=place).state == "alumni"
    assert fay.get(url(place, "people/")).status_code == 200


def test_an_archived_community_is_read_only_until_it_is_opened_again(world):
    fay, place = world.client("fay"), world.secret
    assert world.client("max").post(url(place, "archive/")).status_code == 403
    assert fay.post(url(place, "archive/")).status_code == 303
    assert fay.get(url(place, "invite/")).status_code == 403
    assert "Archived." in text(fay.get(url(place, "look-after/")))
    assert fay.post(url(place, "archive/"), {"on": "0"}).status_code == 303
    assert fay.get(url(place, "invite/")).status_code == 200


@pytest.mark.parametrize("rest", ["people/", "look-after/", "rooms/", "people/?f=away", "people/?q=person"])
def test_the_number_of_queries_does_not_grow_with_the_list(world, rest, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def grow(number):
        for index in range(number):
            person = make_person(f"Person {index}")
            belong(person, world.secret)
            belong(make_person(f"Asks {index}"), world.secret, state="asked")
            belong(make_person(f"Away {index}"), world.secret, state="suspended")
            room = Room.objects.create(community=world.secret, name=f"Room {index}")
            RoomMembership.objects.create(
                room=room,
                person=world.fay,
                looks_after=True,
                membership=Membership.objects.get(person=world.fay, community=world.secret),
            )
            Invitation.objects.create(community=world.secret, email=f"p{index}@x{number}.example")

    def count():
        client = client_for(world.fay)
        client.get(url(world.secret, rest))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url(world.secret, rest)).status_code == 200
        return len(queries)

    grow(1)
    one = count()
    grow(3)
    assert count() == one <= 16


def test_a_long_list_goes_on_by_its_last_name(world):
    for index in range(60):
        belong(make_person(f"Zed {index:02}"), world.secret)
    client = world.client("max")
    first = text(client.get(url(world.secret, "people/")))
    assert "Zed 00" in first and "Zed 59" not in first
    after = first.split("after=")[1].split('"')[0]
    second = text(client.get(url(world.secret, f"people/?f=all&after={after}")))
    assert "Zed 59" in second and "Ann Thistle" not in second.split("Who looks after it")[0]
