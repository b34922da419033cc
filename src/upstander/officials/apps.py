from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    name = "upstander.officials"
    label = "officials"
    verbose_name = _("officials")

    def ready(self) -> None:
        from upstander.hub import registry
        from upstander.officials import elsewhere, queries, reports, shelf, tallies

        registry.pages("officials", queries.public_addresses)
        registry.check("officials", queries.publish_problems)
        registry.shelf(shelf.SHELF)
        registry.due("officials", tallies.forget_old)
        registry.applier("number", reports.apply_suggested_number)
        registry.kept("officials", elsewhere.WITHOUT_A_NETWORK)
        registry.framed("officials", elsewhere.IN_A_FRAME)
