from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    name = "upstander.officials"
    label = "officials"
    verbose_name = _("officials")

    def ready(self) -> None:
        from upstander.hub import registry
        from upstander.officials import kept_and_framed, queries, reports, shelf, tallies

        registry.pages("officials", queries.public_addresses)
        registry.check("officials", queries.publish_problems)
        registry.shelf(shelf.SHELF)
        registry.due("officials", tallies.forget_old)
        registry.applier("number", reports.SuggestedNumber, reports.apply_suggested_number)
        registry.kept("officials", kept_and_framed.WITHOUT_A_NETWORK)
        registry.framed("officials", kept_and_framed.IN_A_FRAME)
