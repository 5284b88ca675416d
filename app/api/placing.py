"""Where what was made is; a preview has made nothing."""

from urllib.parse import quote

from fastapi import Response


def made_at(response: Response, *names: str, preview: bool) -> None:
    """Say where it is, by its names below the list of plans; 200 where it is a preview."""
    if preview:
        response.status_code = 200
    else:
        response.headers["Location"] = "/".join(
            ("/api/v1/plans", *(quote(name, safe="") for name in names))
        )
