"""Addresses of version 1 of the API."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.routers import APIRootView, DefaultRouter

from api.views import AuthorViewSet, BookViewSet

app_name = "v1"  # NamespaceVersioning reads the version from here


class RootView(APIRootView):
    """The addresses of the lists, for everyone."""

    permission_classes = [AllowAny]


router = DefaultRouter()
router.APIRootView = RootView
router.register("books", BookViewSet)
router.register("authors", AuthorViewSet)

# OPTIONS would look for a template of its own.
docs = SpectacularSwaggerSplitView.as_view(url_name="v1:schema", http_method_names=["get", "head"])

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(api_version="v1"), name="schema"),
    path("docs/", docs, name="docs"),
    *router.urls,
]
