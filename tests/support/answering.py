"""Answer every question as a person does, page by page."""

import random

from tests.support.visitor import Page, Visitor


def answer_one_set(visitor: Visitor, set_id: str, chance: random.Random) -> Page:
    """Answer each page of a set as a person does: read, pick, write, press Next; say "Yes, this is
    right" at the end.

    Gives the page "You said". A set with nothing to ask yet gives its start page.
    """
    page = visitor.get(f"set/{set_id}")
    begins = page.tree.xpath("//main//a[contains(@class, 'next')]/@href")
    if begins:  # it was begun before, or has nothing to ask yet
        if f"/set/{set_id}/" not in begins[0]:
            return page
        page = visitor.get(begins[0])
    pages = 0
    while not page.path.partition("?")[0].endswith("/said"):
        pages += 1
        assert pages < 400, f"{set_id}: does not end"
        page = visitor.press(page, **some_answer(page, chance))
    visitor.press(page)
    return page


def some_answer(page: Page, chance: random.Random) -> dict:
    """Fields of a page filled in at random, never all empty."""
    # "None of these" shuts out the others: it is picked by itself elsewhere
    alone = page.tree.xpath("//main//input[@data-alone]/@value")
    found = [one for one in page.choices() if one not in alone]
    kinds = set(page.tree.xpath("//main//input[@name='answer']/@type"))
    picked = chance.sample(found, 1 if "radio" in kinds else min(len(found), chance.randint(1, 3)))
    # Browsers send what is picked in the page's order
    filled = {"answer": [c for c in found if c in picked]} if found else {}
    names = {name for name, _ in page.fields()}
    if "text" in names and (not found or chance.random() < 0.5):
        filled["text"] = f"Omin sanoin {chance.randint(1, 999)}: käydään\nkatsomassa."
    if "own0" in names and chance.random() < 0.3:
        filled["own0"] = f"Oma asia {chance.randint(1, 999)}"
    if "note" in names and (not found or chance.random() < 0.2):
        filled["note"] = f"Lisäksi {chance.randint(1, 999)}."
    if page.choices("change") and chance.random() < 0.4:
        filled["change"] = "yes"
    return filled
