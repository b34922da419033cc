from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElectionsConfig(AppConfig):
    name = "upstander.elections"
    label = "elections"
    verbose_name = _("elections")

    def ready(self) -> None:
        from upstander.elections import queries
        from upstander.hub import registry

        registry.pages("elections", queries.public_addresses)
        registry.states("elections", queries.states)
        registry.check("elections", queries.publish_problems)
