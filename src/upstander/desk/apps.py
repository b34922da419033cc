from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "upstander.desk"
    label = "desk"
    verbose_name = _("desk")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from upstander.desk import access, operations
        from upstander.desk.models import Invitation
        from upstander.hub import registry

        registry.unapproved(Invitation)
        registry.lets_in("desk", Invitation)
        registry.due("desk", operations.forget_old_sessions)
        authenticator_added.connect(access.remember_second_factor)
