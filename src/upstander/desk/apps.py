from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "upstander.desk"
    label = "desk"
    verbose_name = _("desk")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from upstander.desk import access
        from upstander.desk.models import Invitation
        from upstander.hub import registry

        registry.lets_in("desk", Invitation)
        authenticator_added.connect(access.remember_second_factor)
