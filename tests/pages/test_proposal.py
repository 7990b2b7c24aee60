"""The pages of a proposal: lines that stay out, and how much work a page is."""

from hbself.life.life import Life
from hbself.life.steps import own_id
from hbself.model.said import Answer, Said
from tests.support.whole_proposal import whole


def test_an_own_item_that_was_left_out_stays_out_when_its_words_are_mended(person, said_by):
    visitor = person("fi")
    visitor.press(visitor.get("set/change/ch2"), own0="Salainen poika ystävä", own1="Melu")
    out = own_id("Salainen poika ystävä")
    visitor.post(
        "proposal",
        {"mark": dict(visitor.get("proposal/change").fields())["mark"], "out": f"change.ch2:{out}"},
    )
    visitor.press(visitor.get("set/change/ch2"), own0="Salainen poikaystävä")
    said = said_by(visitor).said
    assert said.lines[f"change.ch2:{own_id('Salainen poikaystävä')}"] is False
    assert said.lines.get(f"change.ch2:{own_id('Melu')}", True)


def test_the_pages_of_a_question_are_made_as_often_for_many_things_as_for_few(
    person_with, monkeypatch
):
    """Else a long record would cost hundreds of times what a short one costs."""
    made, real = [], Life._made
    monkeypatch.setattr(Life, "_made", lambda *given: made.append(1) or real(*given))

    def cost(number: int) -> int:
        items = tuple(f"Asia {i}" for i in range(number))
        answers = {"support.su1": Answer(own=items, by="me")} | {
            f"support.{q}.{own_id(one)}": Answer(options=("not-enough",), change=True, by="me")
            for one in items
            for q in ("su2", "ch1")
        }
        visitor = person_with(Said(answers=answers, length="everything"), "en")
        assert whole(visitor).text.count("Asia 1") > 1
        made.clear()
        for path in ("proposal", "proposal/change", "proposal/not-in"):
            visitor.get(path)
        return len(made)

    assert cost(200) == cost(5)


def test_the_page_grows_with_the_answers_and_no_faster(person_with, contents):
    """An answer of many lines does not stand there in full under "Why is this here?" of each of
    them.
    """
    options = tuple(o.id for o in contents["en"].question("important", "im1").option)
    visitor = person_with(
        Said(
            answers={
                "important.im1": Answer(
                    options=options,
                    own=tuple(f"{i}" * 200 for i in range(5)),
                    text="t" * 2000,
                    note="n" * 2000,
                    by="me",
                )
            }
        ),
        "en",
    )
    page = whole(visitor)
    assert len(options) > 3 and page.html.count("n" * 2000) < 8 and page.all("details.why"), (
        "in its section, in words for screen readers, and why it is there"
    )
