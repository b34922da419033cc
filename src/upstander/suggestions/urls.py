from django.urls import path

from upstander.suggestions import views

app_name = "suggestions"
urlpatterns = [
    path("", views.index, name="index"),
    path("group/", views.ask, {"kind": "group"}, name="group"),
    path("source/", views.ask, {"kind": "source"}, name="source"),
    path("correction/", views.ask, {"kind": "correction"}, name="correction"),
    path("number/", views.ask, {"kind": "number"}, name="number"),
    path("token/", views.token, name="token"),
    path("send/", views.send, name="send"),
    path("thanks/", views.thanks, name="thanks"),
]
