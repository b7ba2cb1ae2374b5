"""Who may delete."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class OnlySuperusersDelete(BasePermission):
    """Everything but deletion is left to the other rules."""

    message = "Only a superuser may delete."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method != "DELETE" or request.user.is_superuser
