"""The scene of the cases: Quiet Copse is secret and holds one of everything, each with a CANARY; Otto and others stand outside."""

import io
from dataclasses import dataclass, field

from django.test import Client
from django.utils import timezone

from hedgerow.items.blobs import store
from hedgerow.items.models import Attachment, Blob, Draft, Folder, Item, Reply, Revision
from hedgerow.library.models import Document, Version
from hedgerow.search.indexing import index_everything
from tests.world import World, make_item, make_reply, make_world

#: Who must learn nothing of Quiet Copse: a stranger, an outsider, suspended, removed.
OUTSIDE = ("nobody", "otto", "sue", "rex")


@dataclass
class Scene:
    """The people and the secret things, by short names."""

    world: World
    codes: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = self.world.client(who)
        return self.clients[who]


def fill(world: World) -> dict[str, str]:
    """One of everything in the secret community and in its room."""
    secret, author = world.secret, world.max
    item = make_item(secret, author, "CANARY discussion", text="CANARY words")
    Revision.objects.create(item=item, title="CANARY earlier", plain="CANARY once", source="")
    reply = make_reply(item, author, "CANARY reply")
    make_reply(item, author, "CANARY held", state="held")
    make_reply(item, author, "CANARY removed", state="removed")
    make_item(secret, author, "CANARY for facilitators", audience="facilitators")
    make_item(secret, author, "CANARY in the room", room=world.room, text="CANARY room words")
    make_item(secret, author, "CANARY draft", state="draft")
    make_item(secret, author, "CANARY gone", state="removed", removed_at=timezone.now())
    Draft.objects.create(person=author, community=secret, title="CANARY begun", text="CANARY draft words")
    folder = Folder.objects.create(community=secret, name=f"CANARY folder {item.code}")
    document = make_item(secret, author, "CANARY document", kind="document", text="", folder=folder)
    kept = store().put(io.BytesIO(f"CANARY bytes {item.code}".encode()), namespace=secret.code, limit=1000)
    blob = Blob.objects.create(
        community=secret, sha256=kept.sha256, size=kept.size, path=kept.key, media_type="image/png", kind="png",
        derivatives={"small": kept.key},
    )  # fmt: skip
    attached = Attachment.objects.create(blob=blob, name="CANARY.png", item=item, by=author)
    Document.objects.create(item=document, file_name="CANARY.png")
    version = Version.objects.create(
        document_id=document.pk, number=1, blob=blob, file_name="CANARY.png", at=timezone.now(), by=author
    )
    Document.objects.filter(pk=document.pk).update(current=version)
    return {
        "c": secret.code, "d": item.code, "r": reply.code, "room": world.room.code, "p": author.code,
        "f": document.code, "a": attached.code, "folder": folder.code,
    }  # fmt: skip


def make_scene() -> Scene:
    """Everybody, everything, and an index that knows of it."""
    world = make_world()
    world.secret.name = "Quiet Copse CANARY"
    world.secret.save()
    scene = Scene(world, fill(world))
    index_everything()
    return scene


__all__ = ["OUTSIDE", "Item", "Reply", "Scene", "fill", "make_scene"]
