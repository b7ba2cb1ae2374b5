"""Additions to the OpenAPI schema."""

from typing import Any


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
