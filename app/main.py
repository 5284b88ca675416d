"""Wires the service: what answers where. Nothing is global; two services may run side by side."""

from fastapi import FastAPI

from app.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """The service as ``settings`` say."""
    app = FastAPI(title="IMRF planner", max_body_size=settings.max_body_bytes)

    @app.get("/healthz", include_in_schema=False)
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app
