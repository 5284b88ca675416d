"""Whether the parts of a plan document fit together."""

from app.documents.building import plan_of
from app.documents.collecting import Problems
from app.documents.draft import Draft
from app.errors import problem_of, shown
from app.plan.model import Meeting, Milestone
from app.plan.network import network_of
from app.plan.progress import progress_problems
from scheduling import EVERY_DAY, PROJECT, Activity, CycleError, Link, Network, SchedulingError


def check(draft: Draft, problems: Problems) -> None:
    """Note everything that contradicts something else in ``draft``."""
    _header(draft, problems)
    _calendars(draft, problems)
    _milestones(draft, problems)
    _links(draft, problems)
    if problems:
        _cycle(draft, problems)
    else:
        _network(draft, problems)


def _header(draft: Draft, problems: Problems) -> None:
    header = draft.header
    if header is None:
        return
    if header.data_date is None and header.start is None:
        problems.add("plan", "needs data_date or start: a schedule begins somewhere")
    known = {PROJECT, *_codes(draft)}
    for index, target in enumerate(header.targets):
        place = f"plan.targets[{index}]"
        if target not in known:
            problems.add(place, f"there is no milestone {shown(target)}")
        elif target in header.targets[:index]:
            problems.add(place, f"names {shown(target)} a second time")


def _calendars(draft: Draft, problems: Problems) -> None:
    seen = set()
    for place, calendar in draft.calendars:
        if calendar.code == EVERY_DAY.name:
            problems.add(f"{place}.code", "is always there and cannot be described again")
        elif calendar.code in seen:
            problems.add(f"{place}.code", f"the code {shown(calendar.code)} is used twice")
        seen.add(calendar.code)


def _milestones(draft: Draft, problems: Problems) -> None:
    calendars = {EVERY_DAY.name, *draft.broken_calendars, *(c.code for _, c in draft.calendars)}
    for place, milestone, _ in draft.milestones:
        if milestone.calendar not in calendars:
            message = f"there is no calendar {shown(milestone.calendar)}"
            problems.add(f"{place}.calendar", message)
        _milestone(place, milestone, problems)
    _unique(draft, problems)
    if draft.header is not None:
        for place, milestone, progress in draft.milestones:
            for name, rule in progress_problems(milestone, progress, draft.header.data_date):
                problems.add(f"{place}.{name}", rule)


def _milestone(place: str, milestone: Milestone, problems: Problems) -> None:
    if milestone.code == PROJECT:
        problems.add(f"{place}.code", "is the name of the whole plan as a target")
    if milestone.fixed is not None and milestone.window is not None:
        problems.add(f"{place}.window", "must not be given beside fixed: say one of them")
    if milestone.meeting is not None:
        _meeting(place, milestone.meeting, problems)
    _estimate(place, milestone, problems)


def _estimate(place: str, milestone: Milestone, problems: Problems) -> None:
    least, likeliest, most = milestone.optimistic, milestone.duration, milestone.pessimistic
    if milestone.estimated and not likeliest:
        name = "pessimistic" if least is None else "optimistic"
        problems.add(f"{place}.{name}", "needs a duration: a vague date is a window")
    elif least is not None and least > likeliest:
        problems.add(f"{place}.optimistic", f"must not be more than the duration, {likeliest}")
    elif most is not None and most < likeliest:
        problems.add(f"{place}.pessimistic", f"must not be less than the duration, {likeliest}")


def _meeting(place: str, meeting: Meeting, problems: Problems) -> None:
    if meeting.ends <= meeting.starts:
        problems.add(f"{place}.meeting.ends", f"must be later than starts {meeting.starts}")


def _unique(draft: Draft, problems: Problems) -> None:
    codes, uids = set(), set()
    for place, milestone, _ in draft.milestones:
        if milestone.code in codes:
            problems.add(f"{place}.code", f"the code {shown(milestone.code)} is used twice")
        elif milestone.uid in uids:
            problems.add(f"{place}.uid", "is the uid of another milestone")
        codes.add(milestone.code)
        uids.add(milestone.uid)


def _links(draft: Draft, problems: Problems) -> None:
    codes = _codes(draft)
    for place, link in draft.links:
        for name, code in (("from", link.predecessor), ("to", link.successor)):
            if code not in codes:
                problems.add(f"{place}.{name}", f"there is no milestone {shown(code)}")
        if link.predecessor == link.successor:
            problems.add(place, "links a milestone to itself")


def _codes(draft: Draft) -> set[str]:
    return draft.broken_milestones | {milestone.code for _, milestone, _ in draft.milestones}


def _cycle(draft: Draft, problems: Problems) -> None:
    """Name a cycle although the rest of the document cannot be built yet."""
    codes = _codes(draft)
    links = (
        Link(predecessor=link.predecessor, successor=link.successor)
        for _, link in draft.links
        if {link.predecessor, link.successor} <= codes and link.predecessor != link.successor
    )
    try:
        Network.of([Activity(code=code) for code in sorted(codes)], links)
    except CycleError as error:
        _note(error, problems)


def _network(draft: Draft, problems: Problems) -> None:
    try:
        network_of(plan_of(draft))
    except SchedulingError as error:
        _note(error, problems)


def _note(error: SchedulingError, problems: Problems) -> None:
    problem = problem_of(error)
    problems.add(problem.place, problem.message)
