from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "upstander.places"
    label = "places"
