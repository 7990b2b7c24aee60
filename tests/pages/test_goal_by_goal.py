"""Goal by goal: all of one before the next, in one's own order, and nothing lost on the way."""

from hbself.life.life import Life
from hbself.life.wants import Wants
from hbself.model.said import Answer, Person, Said
from tests.support.thread import not_in, paper
from tests.support.whole_proposal import whole

NOTE = "Naapuri huutaa öisin."


def with_goals(person_with, lang: str = "en"):
    goals = ("change.ch4:hobby", "change.ch4:people")
    answers = {
        "change.ch4": Answer(options=("hobby", "people"), by="me"),
    }
    visitor = person_with(
        Said(
            by="me",
            length="everything",
            answers=answers,
            people=(Person("person-1", "Mika", "assistant"),),
        ),
        lang,
    )
    visitor.post("set/change/ch6", [("answer", goal) for goal in goals])
    return visitor


def test_all_of_one_goal_is_asked_before_the_next(person_with):
    visitor = with_goals(person_with)
    page, about = visitor.get("set/goal-1"), []
    while "/said" not in page.path:
        about.append(page.path.partition("?")[0].rpartition("/")[2])
        page = visitor.press(page, do="skipped")
    assert len(about) > 5 and set(about) == {"goal-1"}


def test_the_same_as_for_goal_1_is_one_press(person_with, said_by):
    visitor = with_goals(person_with)
    visitor.post("set/arrange/ar2/goal-1", {"answer": "person-1"})
    visitor.post("set/arrange/ar3/goal-1", {"answer": "home"})
    visitor.post("set/arrange/ar4/goal-1", {"answer": "evening"})
    page = visitor.get("set/arrange/ar2/goal-2")
    assert "The same as for goal 1" in page.text and "Mika, my assistant" in page.text
    after = visitor.press(page, do="same")
    answers = said_by(visitor).said.answers
    for name in ("ar2", "ar3", "ar4"):
        assert (
            answers[f"arrange.{name}.goal-2"].options == answers[f"arrange.{name}.goal-1"].options
        )
    assert after.path.partition("?")[0].rpartition("/")[2] == "goal-2" and "/ar" in after.path
    assert "The same as" not in visitor.get("set/arrange/ar2/goal-1").text


def test_who_needs_no_help_for_a_goal_is_not_asked_where_when_and_who(person_with):
    visitor = with_goals(person_with)
    visitor.post("set/arrange/ar2/goal-1", {"answer": "by-myself"})
    page, asked = visitor.get(visitor.get("set/goal-1").link("a.next")), set()
    while "/said" not in page.path:
        asked.add(page.path.split("/")[4])
        alone = {"answer": "by-myself"} if "/ar2/" in page.path else {"do": "skipped"}
        page = visitor.press(page, **alone)
    assert not asked & {"ar3", "ar4", "ar8", "nx2"} and "nx1" in asked


def test_goals_are_put_in_order_and_stay_so(person_with, said_by):
    visitor = with_goals(person_with)
    first, second = (one.goal.text for one in goal_sets(visitor, said_by))
    visitor.press(visitor.get("goals"), up="goal-2")
    assert [one.goal.text for one in goal_sets(visitor, said_by)] == [second, first]
    visitor.post(
        "set/change/ch6", [("answer", "change.ch4:hobby"), ("answer", "change.ch4:people")]
    )
    assert [one.goal.text for one in goal_sets(visitor, said_by)] == [second, first]
    visitor.post("goals", {"up": "goal-9"}, status=404)


def goal_sets(visitor, said_by):
    words = visitor.app.extensions["hbself"].contents[visitor.lang]
    return [*Life(words, said_by(visitor).said).way.goal_sets.values()]


def test_is_it_ready_is_asked_where_it_is_seen(person_with, said_by):
    visitor = with_goals(person_with)
    page = visitor.get("proposal/ready")
    assert page.h1 == "Is your proposal ready?" and whole(visitor).pages[-1].path == page.path
    after = visitor.post("proposal", {"ready": "ready"})
    assert after.path.startswith("/en/name/take")
    assert said_by(visitor).said.answers["next.nx6"].options == ("ready",)
    visitor.post("proposal", {"ready": "maybe"}, status=404)


def test_the_same_as_for_goal_1_never_writes_over_an_answer(person_with, said_by):
    visitor = with_goals(person_with)
    visitor.post("set/arrange/ar2/goal-1", {"answer": "person-1"})
    page = visitor.get("set/arrange/ar2/goal-2")
    visitor.post("set/arrange/ar2/goal-2", {"answer": "new-person", "note": "MINE"})
    visitor.post("set/arrange/ar2/goal-2", [*page.fields(), ("do", "same")], status=404)
    assert said_by(visitor).said.answers["arrange.ar2.goal-2"].note == "MINE"
    assert "The same as for goal 1" not in visitor.get("set/arrange/ar2/goal-2").text


def test_the_same_as_for_goal_1_keeps_what_was_written_beside_it(person_with, said_by):
    visitor = with_goals(person_with)
    visitor.post("set/arrange/ar2/goal-1", {"answer": "person-1"})
    page = visitor.get("set/arrange/ar2/goal-2")
    visitor.press(page, do="same", note="MINE", person_name="Kaisa")
    said = said_by(visitor).said
    answer, names = said.answers["arrange.ar2.goal-2"], {p.id: p.name for p in said.people}
    assert answer.note == "MINE" and [names[i] for i in answer.people] == ["Mika", "Kaisa"]


def test_what_the_page_of_a_goal_sends_by_itself_is_not_what_somebody_wrote(person_with):
    """It waits nowhere, and an error page does not give it back."""
    visitor = with_goals(person_with)
    visitor.post("set/arrange/ar2/goal-1", {"answer": "person-1"})
    page = visitor.get("set/arrange/ar2/goal-2")
    assert dict(page.fields())["first"] == "goal-1"
    visitor.post("set/change/ch6", {"answer": "change.ch4:hobby"})
    assert "goal-1" not in visitor.press(page, do="same", status=404).text


def test_the_same_as_for_goal_1_is_what_the_page_showed(person_with, said_by):
    """Another goal came first in another tab."""
    visitor = with_goals(person_with)
    visitor.post("set/change/ch3", {"answer": "rest"})
    picked = ("change.ch4:hobby", "change.ch4:people", "change.ch3:rest")
    visitor.post("set/change/ch6", [("answer", one) for one in picked])
    visitor.post("set/arrange/ar2/goal-1", {"answer": "person-1"})
    visitor.post("set/arrange/ar2/goal-2", {"answer": "new-person", "note": "SECOND"})
    old = visitor.get("set/arrange/ar2/goal-3")
    visitor.post("goals", {"up": "goal-2"})
    again = visitor.press(old, do="same", status=409)
    assert "SECOND" in again.text and "arrange.ar2.goal-3" not in said_by(visitor).said.answers


def test_a_goal_goes_before_the_one_that_is_seen_before_it(person_with, said_by):
    """Not before one that is none any more."""
    visitor = with_goals(person_with)
    visitor.post("set/autonomy/au4", {"answer": "tell-me", "change": "yes"})
    picked = ("change.ch4:hobby", "autonomy.au4", "change.ch4:people")
    visitor.post("set/change/ch6", [("answer", one) for one in picked])
    visitor.post("set/autonomy/au4", {"answer": "ask-me"})
    first, second = goal_sets(visitor, said_by)
    visitor.press(visitor.get("goals"), up=second.goal.id)
    assert [one.goal.text for one in goal_sets(visitor, said_by)] == [
        second.goal.text,
        first.goal.text,
    ]


def test_is_it_ready_keeps_what_was_written_beside_it(person_with, said_by):
    visitor = with_goals(person_with)
    visitor.post("set/next/nx6", {"answer": "think", "note": NOTE})
    visitor.post("proposal", {"ready": "ready"})
    answer = said_by(visitor).said.answers["next.nx6"]
    assert answer.options == ("ready",) and answer.note == NOTE


def test_each_line_of_a_goal_is_changed_where_it_was_said(person_with):
    visitor = with_goals(person_with)
    visitor.post("set/now/ln1/home", {"answer": "works-badly", "change": "yes"})
    visitor.post("set/change/ch6", {"answer": "now.ln1.home"})
    goal = visitor.get("map").tree.xpath(
        "string(//details//a[contains(@href, 'set/goal-')]/@href)"
    )[-6:]
    visitor.post(f"set/next/nx1/{goal}", {"answer": "talk"})
    (entry,) = whole(visitor).xpath("//article[contains(., 'First I want to talk')]")
    assert entry.xpath(".//a[contains(@href, 'set/next/nx1/')]")


def test_what_stands_in_the_proposal_does_not_wait_beside_it(person_with):
    visitor = with_goals(person_with)
    visitor.post("set/bad/nb1", {"own0": "Noise"})
    visitor.post("set/arrange/ar0/goal-1", {"text": "Pottery"})
    assert "Noise" in paper(visitor) and "Pottery" in paper(visitor)
    assert "Noise" not in not_in(visitor) and "Pottery" not in not_in(visitor)


def test_a_page_about_life_does_not_work_out_what_is_wanted(person_with, monkeypatch):
    """It would take twice as long."""
    visitor = with_goals(person_with)
    visitor.post("set/now/ln1/home", {"answer": "works-badly", "change": "yes"})

    def asked(_wants):
        raise AssertionError("worked out")

    monkeypatch.setattr(Wants, "candidates", property(asked))
    monkeypatch.setattr(Wants, "_may_wish", property(asked))
    assert visitor.get("set/rights/ri1").h1
