"""Who may do what."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:  # at run time rest_framework.views imports this module
    from rest_framework.views import APIView


class IsStaffOrReadOnly(BasePermission):
    """Everyone may read; only staff may write."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        # --8<-- [start:rule]
        return request.method in SAFE_METHODS or request.user.is_staff
        # --8<-- [end:rule]
