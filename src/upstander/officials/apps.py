from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    name = "upstander.officials"
    label = "officials"
    verbose_name = _("officials")

    def ready(self) -> None:
        from upstander.hub import registry
        from upstander.officials import queries

        registry.pages("officials", queries.public_addresses)
        registry.check("officials", queries.publish_problems)
