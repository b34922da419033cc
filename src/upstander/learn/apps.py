from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearnConfig(AppConfig):
    name = "upstander.learn"
    label = "learn"
    verbose_name = _("learn")

    def ready(self) -> None:
        from upstander.hub import registry
        from upstander.learn import operations, queries

        registry.pages("learn", queries.public_addresses)
        registry.check("learn", queries.publish_problems)
        registry.feeds("learn", queries.feeds)
        registry.applier("source", operations.SuggestedSource, operations.apply_suggested_source)
        registry.applier(
            "correction", operations.SuggestedCorrection, operations.apply_suggested_correction
        )
