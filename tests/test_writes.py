"""The database is written to by rooms' operations alone, which say who and are whole or nothing.

Calls are judged by their text. Saving, creating and deleting are writes unless they say `by=`, for
then they are operations themselves, or `commit=False`, for then a form stores nothing. What sets
and dictionaries can do too is a write where it is done to a queryset or to rows of a relation.
"""

import ast
from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory

from tests.test_rooms import layers, modules
from upstander.hub.admin import WrittenAdmin

ALWAYS = {
    *("save", "save_m2m", "create", "delete", "bulk_create", "bulk_update"),
    *("get_or_create", "update_or_create"),
}
TO_ROWS = {
    *("update", "add", "set", "remove", "clear"),
    *("aupdate", "aadd", "aset", "aremove", "aclear"),
}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
QUERYSETS = {"QuerySet", "PublishableQuerySet"}

READS_AT_ONE_MOMENT = {
    ("web/moment.py", "transaction.atomic()"),
    ("web/approved.py", "transaction.atomic()"),
}
"""Transactions so that a publish reads the database as it is at one moment, and that the copy of
the content is whole: nothing is written to the database."""
BY_NOBODY = {
    "desk.first_run_address",  # the operator, before there is any organizer
    "desk.make_first_organizer",
    "desk.open_way_back",  # the operator, on the machine
    "desk.come_back",
    "desk.forget_old_sessions",
    "campaigns.forget_old",  # the daily work
    "officials.forget_old",
    "officials.note_changes",
    "hub.note_unfinished",
    "hub.forget_unfinished",
    "suggestions.delete_rejected",
    "suggestions.forget_used",
    "suggestions.forget_old",
    "campaigns.count",  # a visitor, whom we do not know
    "campaigns.report_full_mailbox",
    "officials.count_report",
    "suggestions.receive",
}


@cache
def relations() -> set[str]:
    """Returns the names by which a row has the rows that point to it."""
    return {
        field.get_accessor_name() if field.auto_created else field.name
        for model in apps.get_models()
        if model._meta.app_label in layers()
        for field in model._meta.get_fields()
        if field.one_to_many or field.many_to_many
    }


def of_rows(node: ast.expr, known: set[str]) -> bool:
    """True for a queryset, a manager, the rows of a relation, or a name for one of them."""
    match node:
        case ast.Name(id=name):
            return name in known
        case ast.Attribute(value=value, attr=attr):
            return attr in MANAGERS | relations() or of_rows(value, known)
        case ast.Call(func=ast.Attribute() as called):
            return of_rows(called, known)
    return False


def named_rows(tree: ast.Module) -> set[str]:
    """Returns the names that a module gives to querysets, by what they are set to or said to be."""
    known: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if of_rows(value, known):
                known.add(name)
            case ast.arg(arg=name, annotation=ast.Subscript(value=ast.Name(id=kind))):
                known |= {name} if kind in QUERYSETS else set()
    return known


def writes(tree: ast.Module, *, model: bool = False) -> Iterator[str]:
    """Yields the writes of a module; in one of models, a row may store or refuse itself."""
    known = named_rows(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="transaction"), attr="atomic"):
                yield "transaction.atomic()"
            case ast.ImportFrom(module="django.db.transaction"):
                yield ast.unparse(node)
            case ast.Call(func=ast.Attribute(value=receiver, attr=attr)):
                own = model and ast.unparse(receiver) == "super()"
                said = {(one.arg, ast.unparse(one.value)) for one in node.keywords}
                harmless = own or ("commit", "False") in said or "by" in dict(said)
                always = attr.removeprefix("a") in ALWAYS and not harmless  # `asave` too
                if always or (attr in TO_ROWS and of_rows(receiver, known)):
                    yield ast.unparse(node)


def is_operations(parts: tuple[str, ...]) -> bool:
    return len(parts) > 1 and parts[1] in ("operations", "operations.py")


def test_only_operations_write() -> None:
    found: dict[str, list[str]] = {}
    for path, tree in modules():
        model = len(path.parts) > 1 and path.parts[1] in ("models", "models.py")
        if path.parts[0] != "civic" and not is_operations(path.parts):
            for write in writes(tree, model=model):
                if (path.as_posix(), write) not in READS_AT_ONE_MOMENT:
                    found.setdefault(path.as_posix(), []).append(write)
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "claim.save()",
        "form.save()",
        "Claim.objects.create(slug='a')",
        "Claim.objects.filter(slug='a').update(slug='b')",
        "old = Claim.objects.filter(slug='a')\nold.update(slug='b')",
        "rows = hub.objects.all()\nold = rows.exclude(pk=1)\nold.update(pk=2)",
        "def f(some: QuerySet[Claim]): some.update(slug='b')",
        "claim.citations.all().delete()",
        "campaign.claims.set(claims)",
        "campaign.claims.add(claim)",
        "with transaction.atomic(): pass",
        "@transaction.atomic\ndef f(): pass",
        "from django.db.transaction import atomic",
    ],
)
def test_this_is_a_write(line: str) -> None:
    assert len(list(writes(ast.parse(line)))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "form.save(commit=False)",
        "operations.save(claim, by=user, why='changed')",
        "seen.add(claim)",
        "vars(request).update(preview=True)",
        "names = {one.slug for one in Claim.objects.all()}\nnames.add('b')",
        "_rendering.set(how)",
    ],
)
def test_this_is_none(line: str) -> None:
    assert list(writes(ast.parse(line))) == []


def operations() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yields every room's operations, as `learn.write_claim`."""
    for path, tree in modules():
        if is_operations(path.parts):
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"{path.parts[0]}.{node.name}", node


def test_every_operation_says_who() -> None:
    silent = {
        name for name, node in operations() if "by" not in {one.arg for one in node.args.kwonlyargs}
    }
    assert silent == BY_NOBODY


def test_every_operation_is_whole_or_nothing() -> None:
    """One that does not say so calls one operation or a few that change nothing else."""
    torn = []
    for name, node in operations():
        whole = any(ast.unparse(part) == "transaction.atomic" for part in ast.walk(node))
        written = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
        by = [one for one in written if any(word.arg == "by" for word in one.keywords)]
        raw = list(writes(ast.Module([node], [])))
        if not whole and len(by) + len(raw) > 1:
            torn.append(name)
    assert torn == []


def test_the_desk_s_tables_write_through_operations(rf: RequestFactory) -> None:
    request = rf.get("/")
    direct = [
        type(one).__name__
        for model, one in admin.site._registry.items()
        if model._meta.app_label in layers() and not isinstance(one, WrittenAdmin)
    ]
    assert direct == ["SuggestionAdmin"]
    (shown,) = (one for one in admin.site._registry.values() if type(one).__name__ in direct)
    assert not shown.has_add_permission(request)
    assert not shown.has_change_permission(request)
    assert not shown.has_delete_permission(request)
