"""A file with answers, taken along and brought back by somebody whom nobody knows."""

import io

import msgspec

from hbself.model.record import Record
from tests.support.bringing import CODE, KEYS, SAID, TOKENS

# ---- as people do --------------------------------------------------------------------------------


def test_what_is_taken_along_can_be_brought_back_by_a_new_visitor(person_with, client, said_by):
    """Take it along, lose everything, bring it back where nobody knows you: under a code of its
    own.
    """
    file = (
        person_with(Record(SAID, msgspec.structs.replace(KEYS, supporter="")))
        .http.get("/fi/take/data")
        .data
    )
    assert not [secret for secret in (CODE, *TOKENS) if secret.encode() in file]
    visitor = client("sv")
    answer = visitor.http.post(
        "/sv/bring-back",
        data={"file": (io.BytesIO(file), "oma.html")},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 303
    found = said_by(visitor)
    assert found.keeping.code != CODE and len(found.keeping.code) == 16
    assert msgspec.structs.replace(found.said, started=SAID.started) == SAID
