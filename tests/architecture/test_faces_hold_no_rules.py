"""Faces fetch through `visible_to` and write through actions; the rules of the house as a program."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "hedgerow"
FACES = ("web", "live", "mail")

#: Models that only the account itself reads: not content of any community.
OWN_MODELS = {"Platform", "Policy", "Device", "EmailAddress", "OutboxMail", "Token"}


def _files():
    for face in FACES:
        yield from sorted((ROOT / face).rglob("*.py"))


def _managers(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_base_manager", "_default_manager"):
            yield node


def _parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}


def violations_of_source(source: str) -> list[str]:
    """Every `.objects` that is not followed at once by `visible_to`, and every private manager."""
    tree = ast.parse(source)
    parents = _parents(tree)
    found = []
    for node in _managers(tree):
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        after = parents.get(node)
        followed = after.attr if isinstance(after, ast.Attribute) else ""
        if owner in OWN_MODELS:
            continue
        if node.attr != "objects" or followed != "visible_to":
            found.append(f"line {node.lineno}: {ast.unparse(after or node)[:80]}")
    return found


@pytest.mark.parametrize("path", list(_files()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_face_fetches_only_through_visible_to(path):
    if "migrations" in path.parts:
        pytest.skip("migrations are no face")
    assert violations_of_source(path.read_text()) == []


def test_the_rule_itself_bites():
    assert violations_of_source("Item.objects.filter(pk=1)")
    assert violations_of_source("Item._base_manager.all()")
    assert not violations_of_source("Item.objects.visible_to(viewer).filter(pk=1)")


RELATED = {
    "replies", "items", "memberships", "rooms", "documents", "versions", "attachments", "reactions", "follows", "grants",
    "bridges", "revisions", "drafts", "devices", "invitations", "links", "tokens", "folders", "pages",
}  # fmt: skip


def related_managers(source: str) -> list[str]:
    """Calls such as `item.replies.all()`: a door round `visible_to`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Attribute) or node.attr not in {
            "all",
            "filter",
            "exclude",
            "count",
            "get",
            "first",
            "values_list",
            "exists",
            "order_by",
            "create",
        }:
            continue
        inner = node.value
        if isinstance(inner, ast.Attribute) and inner.attr in RELATED:
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("path", list(_files()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_face_uses_no_related_manager(path):
    assert related_managers(path.read_text()) == []


def test_that_rule_bites_too():
    assert related_managers("item.replies.all()")
    assert not related_managers("reading.replies")


def _code():
    return [path for path in sorted(ROOT.rglob("*.py")) if "migrations" not in path.parts]


def test_no_signals_of_our_own_and_no_generic_keys_and_no_admin():
    for path in _code():
        text = path.read_text()
        for word in (
            "@receiver",
            "GenericForeignKey",
            "django.contrib.admin",
            "post_save.connect",
            "pre_save.connect",
        ):
            assert word not in text, (path, word)


def test_every_use_of_the_system_viewer_gives_a_reason_and_is_listed():
    uses = set()
    for path in _code():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Viewer.system"):
                assert any(keyword.arg == "reason" for keyword in node.keywords), path
                uses.add(str(path.relative_to(ROOT)))
    assert uses <= SYSTEM_VIEWERS, uses - SYSTEM_VIEWERS


#: Where maintenance acts as the system itself; a new place is a decision.
SYSTEM_VIEWERS = {
    "communities/actions/announcing.py",
    "communities/jobs.py",
    "items/jobs.py",
    "library/jobs.py",
    "search/jobs.py",
    "people/jobs.py",
    "workflows/example/loading.py",
    "workflows/removing_words.py",
}


def test_the_core_knows_no_profession():
    words = ("NHS", "trainee", "patient", "surgery", " GP", "clinic")
    for path in [*_code(), *ROOT.rglob("*.html")]:
        if "packs" in path.parts or "showcase" in path.parts:
            continue
        text = path.read_text()
        for word in words:
            assert word not in text, (path, word)


def test_every_module_says_what_it_is_for_and_stays_small():
    for path in _code():
        text = path.read_text()
        if not text.strip():
            continue
        assert ast.get_docstring(ast.parse(text)), path
        assert len(text.splitlines()) <= 320, (path, len(text.splitlines()))
        assert path.stem not in {"utils", "helpers", "common", "core", "misc"}, path


def test_no_inline_script_or_style_in_any_template():
    for path in (ROOT / "web" / "templates").rglob("*.html"):
        text = path.read_text()
        for word in (" style=", "<style", "onclick=", "onsubmit=", "javascript:", "<script>"):
            assert word not in text, (path, word)


def test_only_the_prose_component_marks_text_safe():
    for path in (ROOT / "web" / "templates").rglob("*.html"):
        if "|safe" in path.read_text():
            assert path.name == "reply.html" and "components" in path.parts, path
