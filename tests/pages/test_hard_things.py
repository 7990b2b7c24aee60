"""Hard things stand in the proposal only after a yes to these very words, and all that hangs on
them with them.
"""

from hbself.model.said import Answer, Goal, Said
from tests.support.bringing import bring
from tests.support.sharing import opened, section_of, share
from tests.support.supporters import ask, token_of
from tests.support.thread import not_in, paper
from tests.support.whole_proposal import whole

NOTE = "Naapuri huutaa öisin."

# ---- hard things ---------------------------------------------------------------------------------


def test_hard_things_stand_in_the_proposal_only_after_the_question(person):
    visitor = person("fi")
    visitor.post("set/rights/ri8/home", {"answer": "afraid", "note": NOTE, "change": "yes"})
    visitor.post("set/change/ch6", {"answer": "rights.ri8.home"})
    assert NOTE not in paper(visitor) and "pelottaa" not in paper(visitor)
    page = visitor.get("may-stand")
    assert NOTE in page.text and whole(visitor).xpath("//a[contains(@href, 'may-stand')]")
    visitor.press(page, do="later")
    visitor.press(visitor.get("may-stand"), do="no")
    assert NOTE not in paper(visitor) and NOTE in not_in(visitor)
    visitor.press(visitor.get("may-stand"), do="yes")
    said = paper(visitor)
    assert NOTE in said and "Minua pelottaa kotona." in said
    visitor.post("set/rights/ri8/home", {"answer": "afraid", "note": "Lisää.", "change": "yes"})
    assert "Lisää." not in paper(visitor), "a yes is a yes to the words that were there"


def test_only_what_was_ticked_stands_there(person):
    visitor = person("en")
    visitor.post("set/rights/ri8/home", {"answer": "afraid", "note": "At home.", "change": "yes"})
    visitor.post("set/rights/ri8/street", {"answer": "afraid", "note": "Outside.", "change": "yes"})
    page = visitor.get("may-stand")
    (box,) = page.tree.xpath("//input[@name='key'][contains(@value, 'street')]")
    (card,) = box.xpath("ancestor::div[contains(@class, 'entry')]")
    assert "I want to feel safe outside." in card.text_content(), "what comes in with it is seen"
    key = box.get("value")
    visitor.press(page, do="some", key=key)
    assert "Outside." in paper(visitor) and "At home." not in paper(visitor)
    visitor.press(visitor.get("may-stand"), status=422, do="")


def test_who_reads_it_is_named_and_without_hard_things_nothing_is_asked(person):
    visitor = person("en")
    assert visitor.get("may-stand").path.startswith("/en/proposal")
    visitor.post("set/now/ln3", {"text": "Coffee."})
    share(visitor, "now", reader="Virtanen")
    visitor.post("set/rights/ri8/home", {"answer": "afraid"})
    assert "Virtanen" in visitor.get("may-stand").text


def hard_goal(person, lang: str = "en"):
    """Somebody with a hard thing as a goal, what they want instead, and a plan, each with words."""
    visitor = person(lang)
    visitor.post("set/rights/ri8/home", {"answer": "afraid", "note": "WORD1", "change": "yes"})
    visitor.post("set/now/ln4", {"answer": "afraid", "text": "WORD2", "change": "yes"})
    visitor.post(
        "set/change/ch1/now.ln4",
        [("answer", "more-help"), ("own0", "WORD3"), ("own1", "WORD4"), ("note", "WORD5")],
    )
    visitor.post("set/change/ch6", {"answer": "now.ln4"})
    visitor.post("set/arrange/ar3/goal-1", {"answer": "home", "note": "WORD6"})
    visitor.post("set/next/nx1/goal-1", {"answer": "talk", "text": "WORD7"})
    return visitor


def hard_words(text: str) -> list[str]:
    return [f"WORD{n}" for n in range(1, 8) if f"WORD{n}" in text]


def test_what_hangs_on_a_hard_thing_stays_out_with_it(person, client):
    """What is wanted instead, the goal and its plan; also for a link, and for the worker."""
    visitor = hard_goal(person)
    visitor.post("set/now/ln3", {"text": "Coffee."})
    assert hard_words(paper(visitor)) == [] and "Goal 1" not in paper(visitor)
    visitor.press(visitor.get("may-stand"), do="no")
    assert hard_words(paper(visitor)) == [] and "Goal 1" not in paper(visitor)
    token = share(visitor, "now")
    assert hard_words(opened(client("en"), token).html) == []
    visitor.press(visitor.get("may-stand"), do="yes")
    assert hard_words(paper(visitor)) == [f"WORD{n}" for n in range(1, 8)]
    visitor.press(visitor.get("may-stand"), do="no")
    assert hard_words(paper(visitor)) == [], "no takes out what was in"


def test_no_line_of_a_hard_thing_is_taken_in_by_itself(person):
    visitor = hard_goal(person)
    assert not whole(visitor).xpath("//article[contains(., 'WORD')]//button[@name='in']")
    for line in ("rights.ri8.home:afraid", "rights.ri8.home:note", "wish:rights.ri8.home"):
        visitor.post("proposal", {"in": line})
    assert "WORD1" not in paper(visitor) and "safe at home" not in paper(visitor)


def test_a_yes_in_an_old_tab_is_a_yes_to_what_stood_there(person):
    visitor = hard_goal(person)
    old = visitor.get("may-stand")
    visitor.post("set/rights/ri8/home", {"answer": "afraid", "note": "NEW1", "change": "yes"})
    visitor.post("set/change/ch1/now.ln4", {"own0": "NEW2"})
    visitor.press(old, do="yes")
    said = paper(visitor)
    assert "WORD2" in said and "NEW1" not in said and "NEW2" not in said


def test_a_yes_from_a_file_is_a_yes_to_the_words_in_the_file(person):
    visitor = person("en")
    visitor.post("set/rights/ri8/home", {"answer": "afraid", "note": "OLD"})
    visitor.press(visitor.get("may-stand"), do="yes")
    file = visitor.http.get("/en/take/data").data
    visitor.post("set/rights/ri8/home", {"answer": "afraid", "note": "NEWSECRET"})
    bring(visitor, file)
    page = visitor.get("bring-back/how")
    visitor.press(page, answer="here")
    assert "NEWSECRET" not in paper(visitor)


def test_a_good_answer_to_a_sensitive_question_is_not_hard(person):
    visitor = person("en")
    visitor.post("set/rights/ri8/home", {"answer": "safe"})
    assert "I feel safe at home." in paper(visitor)
    assert visitor.get("may-stand").path.startswith("/en/proposal")


def test_what_a_supporter_told_of_hard_things_waits_for_the_same_question(person, client, said_by):
    """The view was taken in with one press; of hard things each word waits for a yes to itself, and
    what the supporter says later, too.
    """
    visitor, helper = person("en"), client("en")
    ask(visitor, visitor.get("helpers"), "Kaisa")
    token = token_of(said_by, visitor, "Kaisa")
    helper.press(helper.get(f"h/{token}"))
    helper.post("view/set/now/ln3", {"text": "CALM"})
    helper.post("view/set/rights/ri8/home", {"answer": "afraid", "note": "THEIRS1"})
    visitor.post(f"helpers/{token}", {"do": "print"})
    assert "CALM" in paper(visitor) and "THEIRS1" not in paper(visitor)
    assert "THEIRS1" in not_in(visitor), "and no press there takes it in by itself"
    assert not whole(visitor).xpath("//article[contains(., 'THEIRS1')]//button[@name='in']")
    link = share(visitor, section_of(visitor, "Kaisa"), reader="Virtanen")
    assert "THEIRS1" not in opened(client("en"), link).text
    page = visitor.get("may-stand")
    (entry,) = page.tree.xpath("//*[contains(@class, 'theirs')][contains(., 'THEIRS1')]")
    assert "Kaisa" in entry.text_content() and "Virtanen" in page.text
    visitor.press(page, do="no")
    assert "THEIRS1" not in paper(visitor)
    visitor.press(visitor.get("may-stand"), do="yes")
    assert "THEIRS1" in paper(visitor)
    helper.post("view/set/rights/ri8/home", {"answer": "afraid", "note": "THEIRS2"})
    assert "THEIRS2" not in paper(visitor) and "THEIRS2" in visitor.get("may-stand").text


def test_words_that_were_passed_over_in_the_end_are_asked_about_too(person):
    """ "I do not know" and "Skip" keep what was written: by them nothing gets past the question."""
    visitor = person("en")
    for do in ("unknown", "skipped"):
        visitor.post("set/rights/ri8/home", {"answer": "afraid", "note": "OLD"})
        visitor.press(visitor.get("may-stand"), do="yes")
        visitor.post("proposal", {"out": "rights.ri8.home:note"})
        visitor.post("proposal", {"in": "rights.ri8.home:note"})
        visitor.post("set/rights/ri8/home", {"do": do, "note": f"NEW{do}"})
        visitor.post("proposal", {"in": "rights.ri8.home:note"})
        assert f"NEW{do}" not in paper(visitor) and f"NEW{do}" in visitor.get("may-stand").text


def test_a_no_holds_for_the_plan_of_a_goal_that_is_given_up(person):
    visitor = hard_goal(person)
    visitor.press(visitor.get("may-stand"), do="yes")
    for way in ("out", "in"):
        visitor.post("proposal", {way: "next.nx1.goal-1:text"})
    visitor.press(visitor.get("may-stand"), do="no")
    visitor.post("set/change/ch6", {"do": "skipped"})
    assert hard_words(paper(visitor)) == []
    assert not whole(visitor).xpath("//article[contains(., 'WORD')]//button[@name='in']")


def test_what_is_wanted_instead_of_a_hard_thing_can_be_taken_in_later_too(person):
    """Its page is gone when the change is not wanted any more; its words are not."""
    visitor = hard_goal(person)
    visitor.post("set/now/ln4", {"answer": "afraid", "text": "WORD2"})
    page = visitor.get("may-stand")
    assert {"WORD3", "WORD6", "WORD7"} <= {*hard_words(page.text)}, "all that a yes takes in"
    visitor.press(page, do="yes")
    assert "WORD3" in paper(visitor)


def test_a_yes_is_a_yes_to_these_names(person, client, said_by):
    visitor = person("en")
    visitor.press(visitor.get("people/new"), person_name="Mika")
    visitor.post("set/relatedness/re3", {"answer": "person-1", "note": "WORD1"})
    visitor.press(visitor.get("may-stand"), do="yes")
    # With what leads it, it stands in "My answers"
    assert "Mika" in paper(visitor, "answers-page")
    visitor.press(visitor.get("people/person-1"), person_name="Pekka")
    told = paper(visitor, "answers-page")
    assert "Pekka" not in told.partition("listen to me when I am sad")[2]
    assert "Pekka" not in paper(visitor)
    assert "Pekka" in visitor.get("may-stand").text


def test_what_is_good_on_a_page_of_hard_things_is_not_held(person):
    visitor = person("en")
    visitor.press(visitor.get("people/new"), person_name="Amina")
    visitor.post("set/relatedness/re1", {"answer": "person-1"})
    visitor.post("set/now/ln4", {"answer": "no-bad-days"})
    assert "Amina" in paper(visitor)
    assert visitor.get("may-stand").path.startswith("/en/proposal")


def test_to_have_nobody_is_hard_and_to_have_no_job_stands_there(person):
    """Who has nothing has a paper that says so."""
    visitor = person("en")
    for thing in ("people", "job", "home"):
        visitor.post(f"set/now/ln1/{thing}", {"answer": "none"})
    said = paper(visitor)
    assert "I do not have a job." in said and "I do not have a home of my own." in said
    assert "no other people" not in said and "no other people" in visitor.get("may-stand").text


def test_what_is_so_stands_there_wherever_it_was_said_first(person):
    for first, second in (("rights/ri3", "roles/ro3"), ("roles/ro3", "rights/ri3")):
        visitor = person("en")
        for question in (first, second):
            visitor.post(f"set/{question}", {"answer": "no-services"})
        assert paper(visitor).count("I get no services now.") == 1


def test_what_points_to_a_hard_thing_is_not_told_of_a_supporters_view(person, client, said_by):
    """Older versions asked supporters about wishes and goals, too."""
    visitor, helper = person("en"), client("en")
    ask(visitor, visitor.get("helpers"), "Kaisa")
    token = token_of(said_by, visitor, "Kaisa")
    helper.press(helper.get(f"h/{token}"))
    helper.post("view/set/rights/ri8/home", {"answer": "afraid"})
    helper.post("view/set/change/ch0", {"answer": "rights.ri8.home"})
    helper.post("view/set/change/ch6", {"answer": "rights.ri8.home"})
    helper.post("view/set/arrange/ar3/goal-1", {"answer": "home", "note": "THEIRS3"})
    visitor.post(f"helpers/{token}", {"do": "print"})
    said = paper(visitor)
    assert not [one for one in ("afraid", "safe at home", "THEIRS3") if one in said]


def test_numbers_of_goals_do_not_tell_of_one_that_is_held(person):
    visitor = hard_goal(person)
    visitor.post("set/change/ch4", {"answer": "hobby"})
    visitor.post("set/change/ch6", [("answer", "now.ln4"), ("answer", "change.ch4:hobby")])
    assert "Goal 1" in paper(visitor) and "Goal 2" not in paper(visitor)


def test_a_goal_of_its_own_plan_makes_no_circle(person_with):
    """Only a file that somebody made can say so."""
    key, of = "arrange.ar0.goal-1", "arrange.ar0.goal-1:text"
    said = Said(
        by="me",
        answers={key: Answer(text="WORD1"), "change.ch6": Answer(options=(of,))},
        goals=(Goal("goal-1", of),),
    )
    assert "WORD1" in whole(person_with(said, "en")).text
