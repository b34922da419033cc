from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    name = "upstander.suggestions"
    label = "suggestions"
    verbose_name = _("suggestions")

    def ready(self) -> None:
        from upstander.hub import registry
        from upstander.suggestions import operations, queries
        from upstander.suggestions.models import Allowance, Suggestion, Used

        registry.pages("suggestions", queries.public_addresses)
        registry.unapproved(Suggestion, Allowance, Used)
        registry.due("suggestions", operations.forget_old)
