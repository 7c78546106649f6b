"""The desk's pages as OpenAPI 3.1 describes them, made from the same table as the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from onrecord.faces.desk.page import TYPES, Page, Parameter
from onrecord.marks.kinds import KINDS
from onrecord.shapes.mark import Kind


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
            "schemas": _schemas(),
            "responses": {
                "Refused": {"description": "Not let in, or not found: one line of text that says why."},
            },
        },
    }


def _operation(page: Page, form: str) -> dict[str, Any]:
    type = TYPES.get(form) or (page.other or {})[form][0]
    schema = {"type": "string"} if form != "json" else _schema(page.gives)
    return {
        "operationId": re.sub(r"\W+", "_", f"{page.path} {form}").strip("_") or form,
        "summary": page.about,
        "parameters": [*_in_path(page.path), *map(_in_query, page.parameters)],
        "responses": {
            "200": {"description": "The answer.", "content": {type: {"schema": schema}}},
            "default": {"$ref": "#/components/responses/Refused"},
        },
    }


_NAMED = "properties of somebody or some place as the text names it; null where the text does not tell"
# What a cell of each type is in JSON.
_CELLS: Mapping[str, dict[str, Any]] = {
    "word": {"type": ["string", "null"]},
    "text": {"type": ["string", "null"]},
    "number": {"type": ["number", "null"]},
    "flag": {"type": ["boolean", "null"]},
    "index": {"type": ["integer", "null"]},
    "indexes": {"type": "array", "items": {"type": "integer"}},
    "span": {"anyOf": [{"$ref": "#/components/schemas/Span"}, {"type": "null"}]},
    "name": {"anyOf": [{"$ref": "#/components/schemas/Named"}, {"type": "null"}]},
    "names": {"type": "array", "items": {"$ref": "#/components/schemas/Named"}},
    "actors": {"type": "array", "items": {"$ref": "#/components/schemas/Named"}},
    "when": {"anyOf": [{"$ref": "#/components/schemas/Days"}, {"type": "null"}]},
    "period": {"anyOf": [{"$ref": "#/components/schemas/Days"}, {"type": "null"}]},
}
_PLACE = {"start": {"type": "integer"}, "end": {"type": "integer"}}
_ANY = {"type": "object", "additionalProperties": True}


def _schema(gives: str) -> dict[str, Any]:
    """What a page's JSON is."""
    if not gives:
        return {}
    name = gives.removeprefix("rows of ")
    known = [kind.name for kind in KINDS] + ["record"]
    one = {"$ref": f"#/components/schemas/{name}"} if name in known else _ANY
    if name == gives:
        return one
    rows = {"total": {"type": ["integer", "null"]}, "next": {"type": ["string", "null"]}}
    return {"type": "object", "properties": {**rows, "rows": {"type": "array", "items": one}}, "required": ["rows"]}


def _schemas() -> dict[str, Any]:
    """The shapes that several pages give, those of marks made from their kinds' declarations."""
    text = {"type": "string"}
    spans = {
        "Span": {"type": "object", "properties": _PLACE, "description": "characters of the report's text"},
        "Named": {"type": "object", "properties": {**_PLACE, "name": text, "entity": text}, "description": _NAMED},
        "Days": {"type": "object", "properties": {**_PLACE, "from": text, "to": text, "precision": text}},
    }
    marks = {kind.name: _mark(kind) for kind in KINDS}
    lists = {kind.plural: {"type": "array", "items": {"$ref": f"#/components/schemas/{kind.name}"}} for kind in KINDS}
    record = {"report": text, "url": {"type": ["string", "null"]}, "text": text, "blocks": {"type": "array"}}
    return spans | marks | {"record": _ANY | {"properties": {**record, **lists}}}


def _mark(kind: Kind) -> dict[str, Any]:
    own = {"id": {"type": "string"}, **_PLACE, "confidence": {"type": "number"}, "cells": _ANY}
    cells = {spec.name: _CELLS[spec.type] | {"description": spec.about} for spec in kind.cells}
    return {"type": "object", "properties": own | cells}


def _in_path(path: str) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"\{(\w+)\}", path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(parameter: Parameter) -> dict[str, Any]:
    one: dict[str, Any] = {"type": "string"} | ({"enum": list(parameter.values)} if parameter.values else {})
    schema = {"type": "array", "items": one} if parameter.several else one
    return {"name": parameter.name, "in": "query", "description": parameter.about, "schema": schema}
