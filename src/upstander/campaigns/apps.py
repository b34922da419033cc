from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "upstander.campaigns"
    label = "campaigns"
    verbose_name = _("campaigns")

    def ready(self) -> None:
        from upstander.hub import registry

        registry.script_beside("officials/officials", "campaigns/targets")
