"""My goals in their order, and what stands in the proposal of things that are hard to tell."""

from flask import abort, render_template, request
from msgspec.structs import replace

from ...keeping import shares
from ...life.steps import put_earlier
from ...limits import RATE_SAVES
from ...model.record import with_said
from ..paths import go
from ..posted import sent
from ..security import limiter
from ..visit import visit
from . import site
from .proposals import supporters_said, told_of_hard


@site.get("/goals")
def goals():
    visit.record()
    return render_template(
        "map/goals.html",
        goals=[*visit.life().way.goal_sets.values()],
        kept="kept" in request.args,
    )


@site.post("/goals")
@limiter.limit(RATE_SAVES)
def order_goals():
    """`up`: the goal that comes one place earlier."""
    record = visit.record()
    goals = visit.life(record.said).wants.goals
    at = next((n for n, goal in enumerate(goals) if goal.id == sent("up")), None)
    if at is None:
        abort(404)
    if at > 0:
        wish, before = goals[at].of, goals[at - 1].of
        visit.change_by(lambda a: replace(a, said=put_earlier(a.said, wish, before)))
    return go("goals", kept="yes")


@site.get("/may-stand")
def may_stand(missing: bool = False):
    """What sensitive questions were told, and who reads it: may it stand in the proposal?"""
    record, told = visit.record(), told_of_hard(supporters_said())
    if not told:
        return go("proposal")
    page = render_template(
        "proposal/may_stand.html",
        told=told,
        readers=[share.reader for share in shares.living(record, visit.today)],
        lines=record.said.lines,
        missing=missing,
        help_lines=visit.services.config.help_lines,
    )
    return page, (422 if missing else 200)


@site.post("/may-stand")
@limiter.limit(RATE_SAVES)
def save_may_stand():
    """`do` says: yes, no, some (those of `key`), later. Of all that the page showed: what was
    answered elsewhere since is asked anew.
    """
    do, chosen, shown = sent("do"), *map(request.form.getlist, ("key", "shown"))
    if do == "later":
        return go("proposal")
    if do not in ("yes", "no", "some"):
        return may_stand(missing=True)
    marks = {
        mark: do == "yes" or do == "some" and mark in chosen
        for mark, *_said in told_of_hard(supporters_said())
        if mark in shown
    }
    visit.change_by(lambda a: with_said(a, lines={**a.said.lines, **marks}))
    return go("proposal", kept="yes")
