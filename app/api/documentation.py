"""The page at ``/docs`` that shows the API and lets it be tried, with nothing from elsewhere."""

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse

from app.errors import NotFound

FILES = Path(fastapi_offline.__file__).parent / "static"
KNOWN = frozenset({"swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"})
CACHING = {"Cache-Control": "public, max-age=86400"}

router = APIRouter(prefix="/docs", include_in_schema=False)


@router.get("")
async def show_documentation() -> Response:
    """The page; it reads the API's own description."""
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="IMRF planner: the API",
        swagger_js_url="/docs/swagger-ui-bundle.js",
        swagger_css_url="/docs/swagger-ui.css",
        swagger_favicon_url="/docs/favicon.png",
        swagger_ui_parameters={"persistAuthorization": False, "docExpansion": "list"},
    )


@router.get("/{name}")
async def show_file(name: str) -> Response:
    """What the page needs beside itself."""
    if name not in KNOWN:
        raise NotFound("file", name)
    return FileResponse(FILES / name, headers=CACHING)
