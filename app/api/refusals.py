"""How an operation's refusals are described."""

from typing import Any

from app.api.problems import MEDIA_TYPE

REFUSALS = {
    400: "The body is not JSON",
    401: "No key was sent, or it opens nothing",
    403: "The key does not open this",
    404: "There is no such plan, milestone, revision or baseline",
    409: "It contradicts what stands, and the problem says what",
    412: "The plan has moved on since the revision that was read; the problem says what changed",
    413: "The body is larger than is read",
    415: "The body's media type is not read here",
    422: "It breaks rules: each error names the place and the rule",
    428: "`If-Match` is missing: say which revision was read",
    429: "Too many requests: try again when `Retry-After` says",
    503: "The service is busy, or its database cannot be used: try again",
    507: "The disk of the database is full: nothing was kept; reads go on",
}

SCHEMA = {
    "title": "Problem",
    "type": "object",
    "description": "Why a request was refused (RFC 9457). Nothing was stored or changed.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["place", "message"],
                "properties": {
                    "place": {
                        "type": "string",
                        "description": "The parameter, or where in the body: `updates[0].window`",
                    },
                    "message": {"type": "string"},
                },
            },
        },
        "expected": {"type": "integer", "description": "The revision that the writer had read"},
        "current": {"type": "integer", "description": "The revision at which the plan stands"},
        "revisions": {
            "type": "array",
            "description": "What was accepted meanwhile",
            "items": {"$ref": "#/components/schemas/RevisionShape"},
        },
        "milestones": {
            "type": "array",
            "description": "The codes of milestones that stand otherwise now",
            "items": {"type": "string"},
        },
        "contradicts": {
            "type": "array",
            "description": "The earlier statements that were contradicted, by place",
            "items": {
                "type": "object",
                "required": ["place", "earlier"],
                "properties": {
                    "place": {"type": "string"},
                    "earlier": {"$ref": "#/components/schemas/RecordedUpdateShape"},
                },
            },
        },
    },
}

CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals of a route or router, for its ``responses``."""
    return {status: {"description": REFUSALS[status], "content": CONTENT} for status in statuses}
