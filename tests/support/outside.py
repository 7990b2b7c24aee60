"""What comes from outside: a mark that stands nowhere, and the address of each page."""

from hbself.keeping import vault
from hbself.model.languages import LANGUAGES

IN_ANY = f"<any({', '.join(LANGUAGES)}):lang>"  # how the address of each page begins
MARK = "Zq9xK7wv"  # stands nowhere on our pages
TOKEN = vault.new_token()


def gets(app) -> list[str]:
    """The address of each page; where a part is to be filled in, with ids of `known`."""
    parts = {
        IN_ANY: "en",
        "<set_id>": "now",
        "<question_id>": "ln3",
        "<about>": "x",
        "<person_id>": "person-1",
        "<token>": TOKEN,
        "<step>": "who",
        "reading/<name>": "reading/text",
        "<kind>": "data",
        "<then>": "take",
        "<name>": "card.png",
        "<chapter>": "missing",
        "<page>": "1",
        "<term_id>": "personal-budget",
        "<page_id>": "budget",
    }
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods:
            address = rule.rule
            for part, value in parts.items():
                address = address.replace(part, value)
            found.append(address)
    assert not [one for one in found if "<" in one]
    return sorted(found)
