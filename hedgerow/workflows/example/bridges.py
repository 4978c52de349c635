"""The bridges of the example, built once all of its communities are there."""

from django.db import transaction

from hedgerow.activity.recording import quietly
from hedgerow.communities.models import Community
from hedgerow.items.actions import add_reply, propose_bridge
from hedgerow.items.models import Bridge, Follow, Item
from hedgerow.packs.example.rows import ExampleBridge, ExampleCommunity
from hedgerow.workflows.example.cast import Cast, lasting_code


@transaction.atomic
def build_bridges(cast: Cast) -> None:
    """Show what is shown in a second community, with what its people said; what is there already stays."""
    titles = {row.key: row.title for row in cast.example.items}
    titles |= {row.key: row.title for row in cast.example.documents}
    for row in cast.example.communities:
        for bridge in row.bridges:
            _build(cast, row, bridge, titles[bridge.item])


def _build(cast: Cast, row: ExampleCommunity, bridge: ExampleBridge, title: str) -> None:
    far = Community._base_manager.get(code=lasting_code("community", bridge.to))
    home = lasting_code("community", row.key)
    item = Item.objects.select_related("community").get(community__code=home, title=title, room=None)
    if Bridge.objects.filter(item=item, community=far).exists():
        return
    by = cast.viewer(bridge.by)
    by.forget_standings()
    with quietly(bridge.built_at):
        built = propose_bridge(by=by, item=item, community=far)
    moments = {"created_at": bridge.built_at, "agreed_at": bridge.built_at}
    Bridge.objects.filter(pk=built.pk).update(**moments)
    for reply in bridge.replies:
        writer = cast.viewer(reply.by)
        writer.forget_standings()
        with quietly(reply.created_at):
            add_reply(by=writer, item=item, text=reply.text, at=reply.created_at)
        mine = Follow.objects.filter(person_id=writer.person_id, item=item, at__gt=reply.created_at)
        mine.update(at=reply.created_at)
