from django.urls import path

from upstander.elections import views

app_name = "elections"
urlpatterns = [
    path("", views.index, name="index"),
    path("index.json", views.index_json),
    path("voting/<slug:code>/", views.voting, name="voting"),
    path("voting/<slug:code>/index.json", views.voting_json),
    path("contests/<slug:slug>/", views.contest, name="contest"),
    path("contests/<slug:slug>/index.json", views.contest_json),
]
