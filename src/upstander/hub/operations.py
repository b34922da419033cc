"""Writing what every room shares. Each write is whole or not at all, and says who and why."""

from datetime import date
from typing import TypeVar

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from upstander.hub.models import (
    Hub,
    Publishable,
    Redirect,
    Translatable,
    Translation,
    Unfinished,
    content_hash,
)

M = TypeVar("M", bound=models.Model)
P = TypeVar("P", bound=Publishable)


@transaction.atomic
def save(obj: M, *, by: User | None, why: str) -> M:
    """Checks and stores `obj`, with a history row naming `by` (None: the software) and `why`.

    Raises:
        ValidationError: a field or a rule of the model refuses; nothing is stored.
    """
    obj.full_clean()
    vars(obj).update(_history_user=by, _change_reason=why)
    obj.save()
    return obj


@transaction.atomic
def translate(
    obj: Translatable, *, field: str, language: str, text: str, by: User | None
) -> Translation:
    """Keeps `text` as the translation of `obj`'s field as it stands now; replaces an older one.

    Raises:
        ValidationError: the field is not translated, or the language is not offered.
    """
    kind = ContentType.objects.get_for_model(obj)
    row = Translation.objects.filter(
        content_type=kind, object_id=obj.pk, field=field, language=language
    ).first() or Translation(content_type=kind, object_id=obj.pk, field=field, language=language)
    row.text = text
    row.original_hash = content_hash(getattr(obj, field, ""))
    return save(row, by=by, why="translated")


def publish(obj: P, *, by: User | None) -> P:
    """Marks `obj` as published: visitors see it from the next publish on.

    Raises:
        ValidationError: a field or a rule of the model refuses it as it stands.
    """
    obj.status = Publishable.Status.PUBLISHED
    return save(obj, by=by, why="published")


def unpublish(obj: P, *, by: User | None) -> P:
    """Makes `obj` a draft again: visitors lose it with the next publish.

    Raises:
        ValidationError: a field or a rule of the model refuses it as it stands.
    """
    obj.status = Publishable.Status.DRAFT
    return save(obj, by=by, why="unpublished")


@transaction.atomic
def rename(obj: P, *, slug: str, by: User | None) -> P:
    """Gives `obj` a new slug; its old address leads to the new one from then on.

    Raises:
        ValidationError: the slug is taken, reserved or no slug, or another field is refused.
    """
    old = obj.address
    obj.slug = slug
    new = obj.address
    save(obj, by=by, why=f"renamed from {old}")
    Redirect.objects.filter(new=old).update(new=new)
    Redirect.objects.filter(old=new).delete()
    Redirect.objects.update_or_create(old=old, defaults={"new": new})
    return obj


@transaction.atomic
def delete(obj: models.Model, *, by: User | None, why: str) -> None:
    """Deletes `obj`, with a last history row naming `by` and `why`.

    Raises:
        ProtectedError: something else rests on it; nothing is deleted.
    """
    vars(obj).update(_history_user=by, _change_reason=why)
    obj.delete()


def set_up_hub(hub: Hub, *, by: User | None) -> Hub:
    """Stores the hub's name, place and languages.

    Raises:
        ValidationError: a field is missing or too long, or there is another hub already.
    """
    return save(hub, by=by, why="hub set up")


@transaction.atomic
def note_unfinished(room: str, *, error: Exception, on: date) -> None:
    """Keeps that a room's daily work failed, for organizers to see; since when stays as it was."""
    row = Unfinished.objects.filter(room=room).first() or Unfinished(room=room, since=on)
    row.error = type(error).__name__[:100]
    row.save()


def forget_unfinished(room: str) -> None:
    """Forgets that a room's daily work had failed: it was done."""
    Unfinished.objects.filter(room=room).delete()
