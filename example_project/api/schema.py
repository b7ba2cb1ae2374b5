"""Additions to the OpenAPI schema."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework.permissions import SAFE_METHODS, DjangoModelPermissionsOrAnonReadOnly


class Schema(AutoSchema):
    """A schema that knows what visitors may read."""

    def get_auth(self) -> list[dict[str, Any]]:
        auth = super().get_auth()
        public = DjangoModelPermissionsOrAnonReadOnly in self.view.permission_classes
        return [{}, *auth] if public and self.method in SAFE_METHODS else auth


def add_errors(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Say in the schema that any operation can be refused. A hook of drf-spectacular."""
    refused = {
        "description": "Refused; the body says why.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"]["4XX"] = refused
    return result
