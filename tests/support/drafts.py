"""What the script keeps of a page that is not sent: the forms of drafts, and their boxes."""

from tests.support.texts import t
from tests.support.visitor import Visitor


def written(visitor: Visitor, path: str, drafting: str = "draft", **changed):
    """What the page's script does: send what stands on the page. Gives the page."""
    page = visitor.get(path)
    send(visitor, page, drafting, 1, **changed)
    return page


def send(visitor: Visitor, page, drafting: str = "draft", turn: int = 1, **changed) -> None:
    """As `written`, of a page that is there; the how manieth time."""
    pairs = [(k, v) for k, v in page.fields() if k not in changed and k != "drafted"]
    pairs += [(k, one) for k, v in changed.items() for one in (v if isinstance(v, list) else [v])]
    answer = visitor.http.post(visitor.address(drafting), data=_form([*pairs, ("turn", str(turn))]))
    assert answer.status_code == 204 and "Set-Cookie" not in answer.headers


def _form(pairs) -> dict:
    made: dict[str, list[str]] = {}
    for name, value in pairs:
        made.setdefault(name, []).append(value.replace("\n", "\r\n"))
    return made


def boxes(app, kind: str) -> list[tuple]:
    return (
        app.extensions["hbself"]
        .store.db.execute("SELECT id, version, expires, box FROM boxes WHERE kind = ?", (kind,))
        .fetchall()
    )


def form_of(page) -> list[tuple[str, str]]:
    """The fields of the form that keeps drafts."""
    (form,) = page.tree.xpath("//form[@data-draft]")
    for other in page.tree.xpath("//main//form[not(@data-draft)]"):
        other.getparent().remove(other)
    return page.fields()


def field_of(page, lang):
    return page.get_by_role("textbox", name=t(lang, "In your own words"), exact=True)


WORDS = "Haluan maalata.\nJa käydä uimassa ”joka” viikko."


def to_share(visitor: Visitor) -> None:
    """The person says something that stands in their proposal: a link is made of nothing less."""
    visitor.press(visitor.get("set/change/ch2"), own0="Jono")


PAGES = {
    "text": ("set/now/ln3", {"text": WORDS}),
    "note": ("set/now/ln1/home", {"note": WORDS, "answer": "works-well"}),
    "own": ("set/change/ch2", {"own0": "Jono", "own1": "Melu"}),
    "picks": ("set/important/im1", {"answer": ["cooking", "music"]}),
    "person": ("set/important/im3", {"name_sister": "Helmi", "person_role": ["sister", "worker"]}),
    "new-person": ("people/new", {"name_sister": "Helmi", "person_role": ["friend", "sister"]}),
    "card": ("key", {"word": "kuu", "picture": "sun"}),
    "supporter": ("helpers", {"name": "Mika"}),
    "reader": ("share/who", {"name": "Leila"}),
    "paper": ("name/take", {"name": "Aino"}),
}
