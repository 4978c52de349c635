"""What each viewer sees, written by hand from the sentences of the architecture. Nothing here is derived from the table.

A letter for each viewer, in the order of VIEWERS: `+` sees it whatever its kind, `.` never, `g` sees it unless it is a
case (guests and bridges never show one), `e` only events (a register keeper). Spaces only help the eye.
"""

#: Who looks, in groups. What each of them is stands in cast.py.
GROUPS = (
    ("nob", "out", "ask", "inv"),  # a stranger, a signed-in outsider, who asked, who was invited
    ("mem", "aut", "lis", "roo", "ro2", "car"),  # member, author, listener, in the room, in another room, cares for it
    ("fac", "fou", "els"),  # facilitator in the room, facilitator outside it, facilitator of another community
    ("gui", "gu2", "gro", "gr2"),  # guest of this item, of another item, of the room, of another room
    ("bri", "bro", "bsu", "bal", "ben"),  # over a bridge: agreed, not agreed, suspended there, alumni there, ended there
    ("alu", "alr", "lat", "rlt"),  # alumni of era 1, alumni once in the room, joined in era 2, joined the room in era 2
    ("sus", "rem", "lef", "dec", "end"),  # suspended, removed, left, declined, the membership's time is over
    ("reg", "adm", "ovr", "ove"),  # register keeper, site administrator, oversight of it, oversight of another place
    ("api", "apo", "fee"),  # an API token of mem, one of out, a feed token of mem
    ("gex", "gre", "gwa", "sgu", "rga", "sbr"),  # grant over, revoked, not accepted; suspended or removed with a grant; suspended with a bridge
)  # fmt: skip
VIEWERS = tuple(viewer for group in GROUPS for viewer in group)

# Era 2, where only members read: restricted, private and confidential communities. `web` and `network` on an item widen
# nothing there, because the community is not read by anyone else.
INSIDE = """
web,network,members  published       .... ++++++ ++. g... g.... ..++ ..... e.+. +.+ ....g.
facilitators         published       .... ...... ++. .... ..... .... ..... ..+. ... ......
web,network,members,facilitators draft,scheduled .... .+.... ... .... ..... .... ..... .... ... ......
web,network,members,facilitators held,removed    .... .+.... ++. .... ..... .... ..... ..+. ... ......
"""
# Era 1 of those, and of every community that was opened only in era 2: nothing old is widened by opening.
INSIDE_OLD = """
web,network,members  published       .... ++++++ ++. g... g.... ++.+ ..... e.+. +.+ ....g.
facilitators         published       .... ...... ++. .... ..... .... ..... ..+. ... ......
web,network,members,facilitators draft,scheduled .... .+.... ... .... ..... .... ..... .... ... ......
web,network,members,facilitators held,removed    .... .+.... ++. .... ..... .... ..... ..+. ... ......
"""
# Era 2 of a community that anyone on the internet reads.
WEB = """
web                  published       ++++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
network              published       .+++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
members              published       .... ++++++ ++. g... g.... ..++ ..... e.+. +.+ ....g.
facilitators         published       .... ...... ++. .... ..... .... ..... ..+. ... ......
web,network,members,facilitators draft,scheduled .... .+.... ... .... ..... .... ..... .... ... ......
web,network,members,facilitators held,removed    .... .+.... ++. .... ..... .... ..... ..+. ... ......
"""
# Era 1 of a community that anyone has been reading since its first day.
WEB_OLD = """
web                  published       ++++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
network              published       .+++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
members              published       .... ++++++ ++. g... g.... ++.+ ..... e.+. +.+ ....g.
facilitators         published       .... ...... ++. .... ..... .... ..... ..+. ... ......
web,network,members,facilitators draft,scheduled .... .+.... ... .... ..... .... ..... .... ... ......
web,network,members,facilitators held,removed    .... .+.... ++. .... ..... .... ..... ..+. ... ......
"""
# Era 2 of a community that anyone signed in reads.
NETWORK = """
web,network          published       .+++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
members              published       .... ++++++ ++. g... g.... ..++ ..... e.+. +.+ ....g.
facilitators         published       .... ...... ++. .... ..... .... ..... ..+. ... ......
web,network,members,facilitators draft,scheduled .... .+.... ... .... ..... .... ..... .... ... ......
web,network,members,facilitators held,removed    .... .+.... ++. .... ..... .... ..... ..+. ... ......
"""
# In a room only its people, its guests and guests of the item; a bridge leads into no room, whatever the community is.
ROOM = """
room                 published       .... .+.+.+ +.. g.g. ..... ...+ ..... ..+. ... ....g.
facilitators         published       .... .....+ +.. .... ..... .... ..... ..+. ... ......
room,facilitators    draft,scheduled .... .+.... ... .... ..... .... ..... .... ... ......
room,facilitators    held,removed    .... .+...+ +.. .... ..... .... ..... ..+. ... ......
"""
ROOM_OLD = """
room                 published       .... .+.+.+ +.. g.g. ..... .... ..... ..+. ... ....g.
facilitators         published       .... .....+ +.. .... ..... .... ..... ..+. ... ......
room,facilitators    draft,scheduled .... .+.... ... .... ..... .... ..... .... ... ......
room,facilitators    held,removed    .... .+...+ +.. .... ..... .... ..... ..+. ... ......
"""

#: Which table holds for which community (see cast.py) in era 1 and in era 2.
TABLES = {
    "meadow": (WEB_OLD, WEB),
    "gate": (INSIDE_OLD, WEB),
    "hall": (INSIDE_OLD, NETWORK),
    "walled": (INSIDE_OLD, INSIDE),
    "privet": (INSIDE_OLD, INSIDE),
    "copse": (INSIDE_OLD, INSIDE),
}
ROOMS = (ROOM_OLD, ROOM)

# Whom we might tell of an item outside rooms: people inside, guests and bridged ones; never the whole web. Persons only.
TOLD_OF = {
    1: ".... ++++++ ++. g... g.... ++.+ ..... e... ... ....g.",
    2: ".... ++++++ ++. g... g.... ..++ ..... e... ... ....g.",
}

# Replies of Roy (roo) under a published discussion of the author's: (where, audience, the item's era, the reply's era).
# They are seen by those who see the item, up to their era; held and removed ones by their writer and by who facilitates.
REPLIES = """
copse  members      2 2  published     .... ++++++ ++. +... +.... ..++ ..... ..+. +.+ ....+.
copse  members      1 1  published     .... ++++++ ++. +... +.... ++.+ ..... ..+. +.+ ....+.
copse  members      1 2  published     .... ++++++ ++. +... +.... ...+ ..... ..+. +.+ ....+.
copse  members      2 2  held,removed  .... ...+.. ++. .... ..... .... ..... ..+. ... ......
copse  members      1 2  held,removed  .... ...+.. ++. .... ..... .... ..... ..+. ... ......
copse  facilitators 2 2  published     .... ...... ++. .... ..... .... ..... ..+. ... ......
copse  facilitators 2 2  held,removed  .... ...... ++. .... ..... .... ..... ..+. ... ......
gate   web          2 2  published     ++++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
gate   web          2 2  held,removed  .... ...+.. ++. .... ..... .... ..... ..+. ... ......
gate   web          1 1  published     .... ++++++ ++. +... +.... ++.+ ..... ..+. +.+ ....+.
gate   web          1 2  published     .... ++++++ ++. +... +.... ...+ ..... ..+. +.+ ....+.
gate   network      2 2  published     .+++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
gate   members      2 2  published     .... ++++++ ++. +... +.... ..++ ..... ..+. +.+ ....+.
meadow web          1 1  published     ++++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
meadow web          1 2  published     ++++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
meadow members      1 2  published     .... ++++++ ++. +... +.... ...+ ..... ..+. +.+ ....+.
hall   network      2 2  published     .+++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
hall   network      1 2  published     .... ++++++ ++. +... +.... ...+ ..... ..+. +.+ ....+.
room   room         2 2  published     .... .+.+.+ +.. +.+. ..... ...+ ..... ..+. ... ....+.
room   room         1 1  published     .... .+.+.+ +.. +.+. ..... .... ..... ..+. ... ....+.
room   room         1 2  published     .... .+.+.+ +.. +.+. ..... .... ..... ..+. ... ....+.
room   room         2 2  held,removed  .... ...+.+ +.. .... ..... .... ..... ..+. ... ......
room   facilitators 2 2  published     .... .....+ +.. .... ..... .... ..... ..+. ... ......
room   facilitators 2 2  held,removed  .... .....+ +.. .... ..... .... ..... ..+. ... ......
"""

# Discussions that somebody wrote themselves, and whether they see them: being the author only adds states to what the gate
# lets through. m members, f facilitators, r room, w web; 1 and 2 the era; P published, H held, X removed, D draft.
OWN_COLUMNS = (
    "copse m2P", "copse m2H", "copse m2X", "copse m2D", "copse f2P", "copse f2D", "copse m1P", "copse m1D", "copse m1H",
    "room r2P", "room r2H", "room r2D", "room f2P", "room f2D", "room r1D", "gate w2P", "gate w2D", "gate w2H", "gate w1P",
)  # fmt: skip
OWN = """
mem  ++++ .+ +++  ... .. .  +++ +
lis  ++++ .+ +++  ... .. .  +++ +
roo  ++++ .+ +++  +++ .+ +  +++ +
ro2  ++++ .+ +++  ... .. .  +++ +
car  ++++ .+ +++  +++ ++ +  +++ +
fac  ++++ ++ +++  +++ ++ +  +++ +
fou  ++++ ++ +++  ... .. .  +++ +
els  .... .. ...  ... .. .  +.. .
out  .... .. ...  ... .. .  +.. .
ask  .... .. ...  ... .. .  +.. .
inv  .... .. ...  ... .. .  +.. .
gu2  .... .. ...  ... .. .  +.. .
gro  .... .. ...  +.. .. .  +.. .
bro  .... .. ...  ... .. .  +.. .
alu  .... .. +..  ... .. .  +.. +
alr  .... .. +..  ... .. .  +.. +
lat  ++++ .+ ...  ... .. .  +++ .
rlt  ++++ .+ +++  +++ .+ .  +++ +
sus  .... .. ...  ... .. .  ... .
rem  .... .. ...  ... .. .  +.. .
lef  .... .. ...  ... .. .  +.. .
dec  .... .. ...  ... .. .  +.. .
end  .... .. ...  ... .. .  +.. .
adm  .... .. ...  ... .. .  +.. .
api  ++++ .+ +++  ... .. .  +++ +
apo  .... .. ...  ... .. .  +.. .
fee  ++++ .+ +++  ... .. .  +++ +
gex  .... .. ...  ... .. .  +.. .
"""

# Communities: who may know that each exists, who opens it and reads inside, who sees its people, who enters its room.
KNOWS = """
meadow,gate,hall,walled  ++++ ++++++ +++ ++++ +++++ ++++ +++++ +++. +++ ++++++
privet                   .+++ ++++++ +++ ++++ +++++ ++++ +++++ +++. +++ ++++++
copse                    ..++ ++++++ ++. .... ..... ++++ ..... +.+. +.+ ......
"""
READS = """
meadow,gate              ++++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
hall                     .+++ ++++++ +++ ++++ +++++ ++++ .++++ +++. +++ +++.+.
walled,privet,copse      .... ++++++ ++. .... ..... ++++ ..... ..+. +.+ ......
"""
PEOPLE = """
meadow,gate,hall,walled,privet,copse .... ++++++ ++. .... ..... ..++ ..... ..+. +.+ ......
"""
ENTERS = """
room                     .... .+.+.+ +.. ..+. ..... ...+ ..... ..+. ... ......
room2                    .... ....+. ... ...+ ..... .... ..... ..+. ... ......
"""
#: Guests of every item: whoever belongs there now may call them by name, though nobody there sees their profile.
NAMED_AS_GUESTS = ("gui",)
# Profiles: a row for whose it is. People see each other while they share a community; everyone sees their own. A register
# keeper keeps registers and looks nobody up; oversight sees the people of its community, whatever became of them there.
PROFILES = """
mem                      .... ++++++ ++. .... ..... ..++ ..... ..+. +.+ ......
fac                      .... ++++++ ++. .... ..... ..++ ..... ..+. +.+ ......
lat                      .... ++++++ ++. .... ..... ..++ ..... ..+. +.+ ......
reg                      .... ++++++ ++. .... ..... ..++ ..... +.+. +.+ ......
out                      .+.. ...... ... .... ..... .... ..... .... .+. ......
ask                      ..+. ...... ... .... ..... .... ..... ..+. ... ......
inv                      ...+ ...... ... .... ..... .... ..... ..+. ... ......
els                      .... ...... ..+ .... ..... .... ..... ...+ ... ......
gui                      .... ...... ... +... ..... .... ..... .... ... ......
bri                      .... ...... ... .... +.... .... ..... .... ... .....+
alu                      .... ...... ... .... ..... +... ..... ..+. ... ......
sus                      .... ...... ... .... ..... .... +.... ..+. ... ......
rem                      .... ...... ... .... ..... .... .+... ..+. ... ......
lef                      .... ...... ... .... ..... .... ..+.. ..+. ... ......
end                      .... ...... ... .... ..... .... ....+ ..+. ... ......
adm                      .... ...... ... .... ..... .... ..... .+.. ... ......
"""


def letters(text: str) -> dict[str, str]:
    """viewer -> letter, from the letters of one row."""
    marks = text.replace(" ", "")
    assert len(marks) == len(VIEWERS) and not set(marks) - set("+.ge"), text
    return dict(zip(VIEWERS, marks, strict=True))


def shows(letter: str, kind: str) -> bool:
    """What a letter says of an item of this kind."""
    return letter == "+" or (letter == "g" and kind != "case") or (letter == "e" and kind == "event")


def table(text: str) -> dict[tuple[str, str], dict[str, str]]:
    """(audience, state) -> viewer -> letter."""
    found = {}
    for line in text.strip().splitlines():
        audiences, states, marks = line.split(None, 2)
        for audience in audiences.split(","):
            for state in states.split(","):
                assert (audience, state) not in found, line
                found[audience, state] = letters(marks)
    return found


def rows(text: str) -> dict[str, dict[str, str]]:
    """The first word of each line (or each of several, with commas) -> viewer -> letter."""
    found = {}
    for line in text.strip().splitlines():
        keys, marks = line.split(None, 1)
        for key in keys.split(","):
            assert key not in found, line
            found[key] = letters(marks)
    return found


def replies() -> list[tuple[str, str, int, int, str, dict[str, str]]]:
    """(where, audience, item's era, reply's era, state, viewer -> letter) for each row and state."""
    found = []
    for line in REPLIES.strip().splitlines():
        where, audience, era, own, states, marks = line.split(None, 5)
        found += [(where, audience, int(era), int(own), state, letters(marks)) for state in states.split(",")]
    return found


def own() -> dict[str, dict[str, bool]]:
    """viewer -> column -> sees it."""
    found = {}
    for line in OWN.strip().splitlines():
        who, marks = line.split(None, 1)
        signs = marks.replace(" ", "")
        assert len(signs) == len(OWN_COLUMNS), line
        found[who] = dict(zip(OWN_COLUMNS, (sign == "+" for sign in signs), strict=True))
    return found
