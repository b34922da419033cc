"""From the parts of a guide file to rows of the rooms' models, and what a model refuses."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from upstander.upkeep.guide_file import Part, Problem, Reporter
from upstander.upkeep.plain_yaml import Path

M = TypeVar("M", bound=Model)


def row(model: type[M], part: Part, language: str, original: str, **more: Any) -> M:
    """Returns the unsaved row that `part` becomes, with its words in `language` where given.

    Fields that the part does not give keep the model's defaults. `more` has related rows, and
    whatever else is not in the file.
    """
    columns = {column.name for column in model._meta.concrete_fields if not column.is_relation}
    values = {name: getattr(part, name) for name in part.model_fields_set & columns}
    words = {name: text.get(language, text[original]) for name, text in part.texts().items()}
    if "language" in columns:
        more["language"] = original
    return model(**(values | words | more))


def refused(part: Part, at: Path, report: Reporter, original: str) -> Iterator[Problem]:
    """Yields what the model of `part` refuses in each language, without asking the database
    whether anything is there already."""
    model = type(part).row
    if model is None:
        return
    relations = [field.name for field in model._meta.fields if field.is_relation]
    words = part.texts()
    translated = {code for text in words.values() for code in text} - {original}
    for language in [original, *sorted(translated)]:
        made = row(model, part, language, original)
        try:
            made.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            own = {name for name, text in words.items() if language in text}
            named = error.error_dict.items()
            kept = {name: said for name, said in named if language == original or name in own}
            yield from in_words(ValidationError(kept), model, at, report, language)


def in_words(
    error: ValidationError, model: type[Model], at: Path, report: Reporter, language: str = ""
) -> Iterator[Problem]:
    """Yields what a model refused of the part at `at`, field by field."""
    for name, reasons in error.error_dict.items():
        where = at if name == NON_FIELD_ERRORS else (*at, name)
        if (*where, language) in report.document.lines:
            where = (*where, language)
        for reason in reasons:
            yield report.problem(where, _reason(reason, model, name))


def _reason(reason: ValidationError, model: type[Model], name: str) -> str:
    if reason.code == "invalid_choice":
        allowed: Any = model._meta.get_field(name)
        return f"Choose from: {', '.join(code for code, _label in allowed.flatchoices)}."
    return " ".join(reason.messages)
