from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "upstander.campaigns"
    label = "campaigns"
    verbose_name = _("campaigns")

    def ready(self) -> None:
        from upstander.campaigns import operations
        from upstander.campaigns.models import Receipt, Tally
        from upstander.campaigns.queries import addresses, campaigns, offers, problems
        from upstander.hub import registry

        registry.pages("campaigns", addresses.public_addresses)
        registry.states("campaigns", campaigns.states)
        registry.check("campaigns", problems.publish_problems)
        registry.unapproved(Receipt, Tally)
        registry.due("campaigns", operations.forget_old)
        registry.offers("campaigns", offers.offers)
        registry.kept("campaigns", addresses.WITHOUT_A_NETWORK)
        registry.framed("campaigns", addresses.IN_A_FRAME)
        registry.script_beside("officials/officials", offers.SCRIPT)
