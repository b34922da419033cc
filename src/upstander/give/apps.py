from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GiveConfig(AppConfig):
    name = "upstander.give"
    label = "give"
    verbose_name = _("give")

    def ready(self) -> None:
        from upstander.give import queries
        from upstander.hub import registry

        registry.pages("give", queries.public_addresses)
        registry.check("give", queries.publish_problems)
