from django.urls import path

from upstander.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.index, name="index"),
    path("index.json", views.index_json),
    path("near/", views.near, name="near"),
    path("<slug:slug>/", views.group, name="group"),
    path("<slug:slug>/index.json", views.group_json),
]
