"""The door of the pages: HTML for people, made on the server, complete without a script."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from app import clock
from app.errors import NotFound, PlannerError, Refused
from app.pages.agency_page import agency_page
from app.pages.asked import as_of
from app.pages.assets import assets
from app.pages.milestone_page import milestone_page
from app.pages.moved_page import moved_page
from app.pages.plan_page import plan_page
from app.pages.reporting import Reporting
from app.pages.signing import Doorkeeper, Used, held_key
from app.settings import Settings
from app.store import Busy, Database, Store, Unavailable
from app.usecases.plans import plans
from app.usecases.wording import spoken_day

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
    "vary": "Cookie",
}
FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}

Page = Callable[["Pages", Store, Request], Response]


def routes(
    database: Database, settings: Settings, used: Used, *, now: Callable[[], datetime] = clock.now
) -> list[BaseRoute]:
    """The routes of the pages; ``used`` notes when a key was."""
    keeper = Doorkeeper(database, used, now)
    pages = Pages(database, settings, keeper)
    shown: list[BaseRoute] = [
        Route(path, partial(pages.page, page), name=name, include_in_schema=False)
        for path, name, page in (
            ("/", "home", Pages.home),
            ("/plans/{plan}", "plan", Pages.plan),
            ("/plans/{plan}/moved", "moved", Pages.moved),
            ("/plans/{plan}/milestones/{code}", "milestone", Pages.milestone),
            ("/plans/{plan}/agencies/{agency:path}", "agency", Pages.agency),
        )
    ]
    form = Reporting(database, pages.html, settings.base_url, keeper)
    reported = Route(
        "/plans/{plan}/milestones/{code}/report",
        form.answer,
        methods=["GET", "POST"],
        name="report",
        include_in_schema=False,
    )
    return [*shown, reported, *pages.asset_routes()]


class Pages:
    """Lays out what the use cases answer; every failure is a page too."""

    def __init__(self, database: Database, settings: Settings, keeper: Doorkeeper) -> None:
        self._database = database
        self._settings = settings
        self._keeper = keeper
        self._assets = assets()
        self._templates = Environment(
            loader=PackageLoader("app.pages"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._templates.globals["asset"] = {
            name: asset.address for name, asset in self._assets.items()
        }
        self._templates.tests["link"] = is_link

    def page(self, page: Page, request: Request) -> Response:
        """The page, or one that says what is wrong."""
        try:
            with self._database.read(
                private=self._keeper.author(held_key(request), request) is not None
            ) as store:
                return page(self, store, request)
        except (Busy, Unavailable) as error:
            return self._problem(503, "Please try again", error)
        except NotFound as error:
            return self._problem(404, "Not found", error)
        except Refused as error:
            return self._problem(400, "This cannot be shown", error)

    def home(self, store: Store, request: Request) -> Response:
        """The one plan, or a list of all of them."""
        found = plans(store)
        if len(found) == 1:
            return self._plan(store, request, found[0].code)
        return self.html("plans.html", plans=found, spoken_day=spoken_day)

    def plan(self, store: Store, request: Request) -> Response:
        """A plan by track."""
        return self._plan(store, request, request.path_params["plan"])

    def _plan(self, store: Store, request: Request, code: str) -> Response:
        page = plan_page(store, code, as_of(request.query_params))
        feed = f"{self._base(request)}/feeds/public/{quote(page.code, safe='')}/plan.ics"
        return self.html("plan.html", page=page, feed=feed, webcal=_webcal(feed))

    def moved(self, store: Store, request: Request) -> Response:
        """What moved against the approved plan, and why."""
        asked, target = as_of(request.query_params), request.query_params.get("target") or None
        page = moved_page(store, request.path_params["plan"], asked, target)
        return self.html("moved.html", page=page)

    def milestone(self, store: Store, request: Request) -> Response:
        """One milestone."""
        params = request.path_params
        page = milestone_page(store, params["plan"], params["code"], as_of(request.query_params))
        return self.html("milestone.html", page=page)

    def agency(self, store: Store, request: Request) -> Response:
        """What an agency owes, and all that it may report on."""
        params, base = request.path_params, self._base(request)
        page = agency_page(store, params["plan"], params["agency"])
        feeds = [
            {"what": what, "address": base + path, "webcal": _webcal(base + path)}
            for what, path in page.feeds
        ]
        return self.html("agency.html", page=page, feeds=feeds)

    def asset_routes(self) -> list[BaseRoute]:
        """Where style and script are."""
        return [
            Route(
                asset.address,
                partial(send_asset, asset.body, asset.type),
                name=name,
                include_in_schema=False,
            )
            for name, asset in self._assets.items()
        ]

    def _base(self, request: Request) -> str:
        """Where the reader reached this service, unless the operator says where it is."""
        if self._settings.public_url:
            return self._settings.base_url
        return str(request.base_url).rstrip("/")

    def _problem(self, status: int, title: str, error: PlannerError) -> Response:
        return self.html("problem.html", status=status, title=title, text=str(error))

    def html(self, template: str, *, status: int = 200, **values: Any) -> Response:
        text = self._templates.get_template(template).render(values)
        return HTMLResponse(text, status_code=status, headers=HEADERS)


def is_link(text: str) -> bool:
    """Whether ``text`` is an address that a page may link to; nothing but the web is."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not set(text) & set(" \n\t")


def _webcal(address: str) -> str:
    return f"webcal:{address.partition(':')[2]}"


def send_asset(body: bytes, media_type: str, _: Request) -> Response:
    headers: Mapping[str, str] = {**FOR_EVER, "x-content-type-options": "nosniff"}
    return Response(body, media_type=media_type, headers=headers)
