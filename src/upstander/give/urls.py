from django.urls import path

from upstander.give import views

app_name = "give"
urlpatterns = [
    path("", views.index, name="index"),
    path("index.json", views.index_json),
    path("match/", views.match, name="match"),
    path("<slug:slug>/", views.ask, name="ask"),
    path("<slug:slug>/index.json", views.ask_json),
]
