from django.urls import path

from upstander.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("lookup/", views.lookup, name="lookup"),
    path("privacy/", views.privacy, name="privacy"),
    path("about/", views.about, name="about"),
    path("feeds/", views.feeds, name="feeds"),
    path("offline/", views.offline, name="offline"),
    path("404.html", views.not_found, name="not_found"),
]
