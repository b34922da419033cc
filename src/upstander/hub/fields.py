"""Fields of models that several rooms have."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from upstander.common import markdown
from upstander.hub import dates

if TYPE_CHECKING:
    Text = models.CharField[str | date | None, str]
    LongText = models.TextField[str, str]
else:
    Text, LongText = models.CharField, models.TextField


def shown_whole(text: str) -> None:
    """Refuses Markdown of which a page would drop something, so that it is never lost unseen.

    Raises:
        ValidationError: one message for each such thing.
    """
    refused = list(markdown.unshown(text))
    if refused:
        raise ValidationError(refused)


class MarkdownField(LongText):
    """A text in Markdown, in every language it is written in."""

    default_validators = [shown_whole]


class KnownDateField(Text):
    """A date as far as it is known, in EDTF; empty where it is not. See `hub.dates`.

    `first` names a DateField that comes later in the model. It gets the first day that the date
    may mean, so that rows can be put in order.
    """

    def __init__(self, *args: Any, first: str = "", **kwargs: Any) -> None:
        given: dict[str, Any] = {"max_length": dates.LONGEST, "help_text": dates.FORMS}
        if kwargs.get("blank"):
            given["default"] = ""
        super().__init__(*args, **given | kwargs)
        self.first = first

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "first": self.first} if self.first else kwargs

    def to_python(self, value: Any) -> str:
        if isinstance(value, date):
            return value.isoformat()
        try:
            return dates.read(value) if value else ""
        except ValueError as error:
            raise ValidationError(dates.FORMS, code="date") from error

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        if self.first:
            setattr(model_instance, self.first, dates.first_day(value) if value else None)
        return value
