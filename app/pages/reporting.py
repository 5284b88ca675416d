"""The form with which an agency reports: preview, look at what it would do, send."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.errors import (
    Contradicted,
    Forbidden,
    NotFound,
    PlannerError,
    Problem,
    Refused,
    Stale,
    Unauthenticated,
)
from app.pages import words
from app.pages.addresses import milestone_address
from app.pages.receipt_view import ReceiptView, receipt_view
from app.pages.report_form import Typed, labelled
from app.pages.signing import Doorkeeper, hand_over, held_key, is_own, take_back
from app.plan import Author, Certainty, RecordedUpdate
from app.store import Busy, Database, GivenAnswer, Store
from app.usecases.contradictions import both_named
from app.usecases.idempotency import answer_once, request_digest
from app.usecases.keys import author_of
from app.usecases.plans import timeline
from app.usecases.report import report

Lay = Callable[..., Response]
"""Lays out a template with the values it needs."""
SEND = "send"
STATUS: dict[type[PlannerError], int] = {
    Unauthenticated: 401,
    Forbidden: 403,
    Contradicted: 409,
    Stale: 412,
    Refused: 422,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report as far as it has come; ``author`` is who holds the key, if that is known."""

    typed: Typed = field(default_factory=lambda: Typed(fields={}))
    author: Author | None = None
    problems: Sequence[Problem] = ()
    receipt: ReceiptView | None = None
    status: int = 200


class Reporting:
    """Answers the form of one milestone. Nothing is kept before it is sent, and that once only."""

    def __init__(self, database: Database, lay: Lay, base_url: str, keeper: Doorkeeper) -> None:
        self._database = database
        self._lay = lay
        self._base_url = base_url
        self._keeper = keeper

    async def answer(self, request: Request) -> Response:
        body = await request.body() if request.method == "POST" else b""
        return await run_in_threadpool(self._answer, request, body)

    def _answer(self, request: Request, body: bytes) -> Response:
        try:
            if request.method == "POST":
                return self._posted(request, Typed.of(body))
            fields = {"takes_back": request.query_params.get("takes_back", "")}
            draft = Draft(
                typed=Typed(fields=fields), author=self._keeper.author(held_key(request), request)
            )
            return self._page(request, draft)
        except Busy as error:
            return self._problem(503, "Please try again", error)
        except NotFound as error:
            return self._problem(404, "Not found", error)
        except Refused as error:
            return self._problem(400, "This cannot be read", error)

    def _posted(self, request: Request, typed: Typed) -> Response:
        if not is_own(request):
            refusal = Problem("milestone", "was sent by another site")
            return self._page(request, Draft(problems=[labelled(refusal)], status=403))
        if typed["do"] == "forget":
            gone: Response = RedirectResponse(request.url.path, status_code=303)
            take_back(gone)
            return gone
        secret = typed["key"] or held_key(request)
        draft = Draft(typed=typed, author=self._keeper.author(secret, request))
        try:
            response = self._reported(request, draft, secret)
        except tuple(STATUS) as error:
            response = self._page(request, _refused(draft, error))
        if draft.author and typed["key"]:
            hand_over(response, secret, self._base_url)
        return response

    def _reported(self, request: Request, draft: Draft, secret: str) -> Response:
        """What the report does: looked at, or kept once however often it is sent."""
        plan, code = request.path_params["plan"], request.path_params["code"]
        typed, now = draft.typed, self._keeper.now()
        update, sends = typed.update(code), typed["do"] == SEND

        def act() -> GivenAnswer:
            made = report(
                store,
                plan,
                [update],
                author,
                now,
                expected=typed.number("expected") if sends else None,
                preview=not sends,
            )
            done = self._laid(store, request, replace(draft, receipt=receipt_view(made)))
            body = bytes(done.body).decode()
            return GivenAnswer(request=digest, status=200, headers=dict(done.headers), body=body)

        digest = request_digest(request.url.path, repr(update))
        with self._database.write() as store:
            author = author_of(store, secret, now)
            if sends and typed["once"]:
                given, _ = answer_once(store, author, f"form {typed['once']}", digest, now, act)
            else:
                given = act()
        return Response(given.body, headers=dict(given.headers))

    def _page(self, request: Request, draft: Draft) -> Response:
        with self._database.read(private=draft.author is not None) as store:
            return self._laid(store, request, draft)

    def _laid(self, store: Store, request: Request, draft: Draft) -> Response:
        plan, code = request.path_params["plan"], request.path_params["code"]
        found = timeline(store, plan)
        standing = found.of(code)
        return self._lay(
            "report.html",
            status=draft.status,
            draft=draft,
            milestone=standing.milestone,
            plan_title=found.reading.plan.title,
            address=milestone_address(plan, code),
            when=words.when(standing, found.reading.data_date),
            how_sure=words.how_sure(standing),
            certainties=[(each.value, words.CERTAINTY[each]) for each in Certainty],
            taking_back=_taken_back(store.updates(found.reading.point), draft.typed),
            once=secrets.token_urlsafe(16),
        )

    def _problem(self, status: int, title: str, error: PlannerError) -> Response:
        return self._lay("problem.html", status=status, title=title, text=str(error))


def _refused(draft: Draft, error: PlannerError) -> Draft:
    status = next(STATUS[each] for each in type(error).__mro__ if each in STATUS)
    told = dict.fromkeys(labelled(each, draft.typed) for each in _problems(error))
    return replace(draft, problems=tuple(told), status=status)


def _problems(error: PlannerError) -> list[Problem]:
    match error:
        case Unauthenticated():
            return [Problem("key", "opens nothing: it may have ended, or a character is missing")]
        case Stale():
            changed = ", ".join(error.meanwhile.milestones) or "nothing of the milestones"
            rule = f"the plan has moved on since you looked ({changed} changed): look again"
            return [Problem("milestone", rule)]
        case Contradicted():
            return list(both_named(error))
        case Refused():
            return list(error.problems)
    return [Problem("milestone", str(error))]


def _taken_back(said: Sequence[RecordedUpdate], typed: Typed) -> RecordedUpdate | None:
    number = typed.number("takes_back")
    return next((each for each in said if each.id == number), None)
