"""How people come back to their answers: with a file, the letters of a card, or a new card."""

import io

from hbself.model.said import Answer, Person, Said
from tests.support.visitor import Visitor

TOLD = Said(
    by="me",
    answers={"rights.ri1": Answer(options=("me",)), "now.ln3": Answer(text="Uin järvessä.")},
    people=(Person("person-1", "Helmi", "sister"),),
)


def upload(visitor, path: str, field: str, body: bytes, name: str, status: int = 200):
    """Send a file as a browser does."""
    address = visitor.address(path)
    response = visitor.http.post(
        address, data={field: (io.BytesIO(body), name)}, content_type="multipart/form-data"
    )
    return visitor._follow(address, response, status, "")


def groups_of(visitor) -> list[str]:
    """The four groups of the code, as they stand on the page."""
    return visitor.get("key").all("//p[@class='code']/span")


def typed(groups, **more) -> dict:
    return {f"group{i}": group for i, group in enumerate(groups)} | more


def type_code(visitor: Visitor, code: str, status: int = 200):
    """Go on with a key, typed in four groups."""
    return visitor.post("open", {f"group{i}": code[4 * i : 4 * i + 4] for i in range(4)}, status)


def new_card(visitor: Visitor):
    """Look at the new card, and then use it."""
    return visitor.press(visitor.press(visitor.get("key/new")))
