"""The desk's tables of elections, contests, questions and answers."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from upstander.elections import operations
from upstander.elections.models import Answer, Candidacy, Contest, Election, Question
from upstander.hub.admin import (
    KeptAdmin,
    RoomAdmin,
    TranslatableAdmin,
    TranslationInline,
    organizer,
)


class CandidacyInline(admin.TabularInline[Candidacy, Contest]):
    model = Candidacy
    extra = 0


@admin.register(Election)
class ElectionAdmin(TranslatableAdmin[Election]):
    list_display = ("name", "date")


@admin.register(Contest)
class ContestAdmin(RoomAdmin[Contest]):
    list_display = ("name", "election", "status")
    inlines = (CandidacyInline, TranslationInline)
    search_fields = ("name", "slug")


@admin.register(Candidacy)
class CandidacyAdmin(KeptAdmin[Candidacy]):
    list_display = ("name", "contest", "party")
    search_fields = ("name", "contest__name")


@admin.register(Question)
class QuestionAdmin(TranslatableAdmin[Question]):
    list_display = ("words", "contest", "asked_on")
    search_fields = ("words",)


@admin.register(Answer)
class AnswerAdmin(KeptAdmin[Answer]):
    """Answers are added, never changed or removed."""

    list_display = ("candidacy", "question", "on")
    autocomplete_fields = ("question", "candidacy")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Answer, form: Any, change: bool) -> None:
        operations.record_answer(obj, by=organizer(request))
