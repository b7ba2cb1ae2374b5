"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

# --8<-- [start:urlpatterns]
urlpatterns = [
    path("", include("books.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("api.urls")),
    path("api/auth/", include("rest_framework.urls")),
]
# --8<-- [end:urlpatterns]

# --8<-- [start:errors]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
# --8<-- [end:errors]
