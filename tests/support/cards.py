"""A key card that is made here, and its code."""

from hbself.export import card
from hbself.keeping import cards
from hbself.model.record import Keeping, Record
from hbself.model.said import Card, Said
from tests.support.places import PICTURES

CODE = "7K3QW9ZD4M2XPB8N"  # invented
ADDRESS = cards.address("https://oma-ehdotukseni.example.org/", CODE)


def make(
    contents,
    size: str,
    language: str = "fi",
    word: str = "Kissa",
    picture: str = "friend",
    code: str = CODE,
) -> bytes:
    return card.make(
        Record(Said(card=Card(picture, word)), Keeping(code=code)),
        contents[language].texts,
        PICTURES,
        ADDRESS,
        size,
        language,
    )
