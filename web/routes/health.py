"""For those who run the server: is it alive, and can it search."""

from typing import Any

from fastapi import APIRouter, Response

from web.api_models import Health, Ready
from web.site import SiteDep

router = APIRouter(tags=["operations"])


@router.get("/health", response_model=Health)
def health() -> Any:
    """Say that the server is alive."""
    return {"status": "ok"}


@router.get("/ready", response_model=Ready, responses={503: {"model": Ready}})
def ready(site: SiteDep, response: Response) -> Any:
    """Say whether catalogue and index are loaded; 503 without an index."""
    is_ready = site.engine is not None
    if not is_ready:
        response.status_code = 503
    return {
        "status": "ready" if is_ready else "no_index",
        "data_version": site.catalogue.version,
        "index_data_version": site.engine.data_version if site.engine else None,
        "services": len(site.catalogue.services),
    }
