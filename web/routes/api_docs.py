"""The API's documentation as a page of our own, made from its schema; no foreign host is asked."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog.text import LANGUAGES
from web.contexts import ApiDocsPage, Frame
from web.site import LangDep, SiteDep
from web.urls import path

router = APIRouter(include_in_schema=False)
ADDRESS = "/api/v1/docs"


@router.get(ADDRESS)
def docs(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Show every operation with its parameters and answers."""
    schema: Mapping[str, Any] = request.app.openapi()
    frame = Frame(
        lang=lang,
        title=str(site.renderer.words[lang].text("api.title")),
        address=ADDRESS,
        alternates={other: path("home", other) for other in LANGUAGES},
        is_indexed=False,
    )
    return site.renderer.page("api", ApiDocsPage(frame, tuple(_operations(schema))))


def _operations(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for address, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield {
                "method": method.upper(),
                "address": address,
                "text": operation.get("description", operation.get("summary", "")),
                "parameters": [_parameter(p) for p in operation.get("parameters", ())],
                "statuses": [
                    (code, a["description"]) for code, a in operation["responses"].items()
                ],
            }


def _parameter(parameter: Mapping[str, Any]) -> dict[str, str]:
    kinds = parameter["schema"].get("anyOf", [parameter["schema"]])
    kind: Mapping[str, Any] = next((k for k in kinds if k.get("type") != "null"), {})
    allowed = kind.get("enum")
    return {
        "name": parameter["name"],
        "kind": " | ".join(allowed) if allowed else str(kind.get("type", "string")),
        "text": parameter.get("description", ""),
        "default": str(parameter["schema"].get("default", "")),
    }
