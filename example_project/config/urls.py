"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

from config import health

# --8<-- [start:urlpatterns]
urlpatterns = [
    path("", include("books.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("api.urls")),
    path("api/auth/", include("rest_framework.urls")),
    path("health/live/", health.live),
    path("health/ready/", health.ready),
]
# --8<-- [end:urlpatterns]
