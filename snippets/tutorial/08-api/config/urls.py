urlpatterns = [
    path("", include("books.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("api.urls")),
    path("api/auth/", include("rest_framework.urls")),
]
