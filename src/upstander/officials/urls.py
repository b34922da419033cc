from django.urls import path

from upstander.officials import views

app_name = "officials"
urlpatterns = [
    path("", views.index, name="index"),
    path("index.json", views.index_json),
    path("parts.html", views.parts, name="parts"),
    path("campaigns/<slug:slug>/", views.campaign, name="campaign"),
    path("campaigns/<slug:slug>/index.json", views.campaign_json),
    path("campaigns/<slug:slug>/call/", views.call, name="call"),
    path("campaigns/<slug:slug>/letter/", views.letter, name="letter"),
]
