"""Public pages carry their language; the desk does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("desk/", include("upstander.desk.urls")),
    *i18n_patterns(
        path("learn/", include("upstander.learn.urls")),
        path("groups/", include("upstander.groups.urls")),
        path("give/", include("upstander.give.urls")),
        path("officials/", include("upstander.officials.urls")),
        path("officials/", include("upstander.campaigns.urls")),
        path("elections/", include("upstander.elections.urls")),
        path("commitments/", include("upstander.commitments.urls")),
        path("suggestions/", include("upstander.suggestions.urls")),
        path("", include("upstander.web.urls")),
    ),
]
