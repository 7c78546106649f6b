"""The desk's pages as OpenAPI 3.1 describes them, made from the same table as the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from onrecord.faces.desk.page import Page, Parameter

_TYPES = {"json": "application/json", "csv": "text/csv"}


def document(pages: Sequence[Page]) -> dict[str, Any]:
    """The description of all forms that a program may ask for."""
    paths: dict[str, Any] = {}
    for page in pages:
        for form in page.forms():
            if form:
                path = "/stories" if page.path == "/" else page.path
                paths[f"{path}.{form}"] = {"get": _operation(page, form)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord desk",
            "version": version("onrecord"),
            "description": "What a ledger holds, as JSON and CSV. The same answers as the command line's, in parts.",
        },
        "servers": [{"url": "/"}],
        "security": [{"cookie": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {
                "cookie": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "onrecord_PORT",
                    "description": "Given by `/-/enter` for the token that `onrecord desk` prints.",
                }
            },
            "responses": {
                "Refused": {"description": "Not let in, or not found: one line of text that says why."},
            },
        },
    }


def _operation(page: Page, form: str) -> dict[str, Any]:
    type = _TYPES.get(form) or (page.other or {})[form][0]
    schema: dict[str, Any] = {"type": "string"} if form != "json" else {}
    return {
        "operationId": re.sub(r"\W+", "_", f"{page.path} {form}").strip("_") or form,
        "summary": page.about,
        "parameters": [*_in_path(page.path), *map(_in_query, page.parameters)],
        "responses": {
            "200": {"description": "The answer.", "content": {type: {"schema": schema}}},
            "default": {"$ref": "#/components/responses/Refused"},
        },
    }


def _in_path(path: str) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"\{(\w+)\}", path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(parameter: Parameter) -> dict[str, Any]:
    one: dict[str, Any] = {"type": "string"} | ({"enum": list(parameter.values)} if parameter.values else {})
    schema = {"type": "array", "items": one} if parameter.several else one
    return {"name": parameter.name, "in": "query", "description": parameter.about, "schema": schema}
