"""A file that is brought back: measured, cleaned, told; whatever a phone has made of it; and where
one goes on after it.
"""

import base64
import io
import quopri
import zipfile

import msgspec
import pytest
from PIL import Image

from hbself import limits
from hbself.keeping import cards
from hbself.life import taking
from hbself.model import ids, places
from hbself.model.languages import LANGUAGES
from hbself.model.said import Answer, Person, Said
from tests.support.bringing import bring, carried, file_of, goes_on
from tests.support.opening import TOLD, groups_of, upload


def nobody_is_missing(record: Said) -> bool:
    """Each person that an answer points at is there, under an id of ours, once."""
    there = [p.id for p in record.people]
    told = {i for a in record.answers.values() for i in a.people}
    return (
        told <= set(there)
        and len(set(there)) == len(there)
        and all(ids.OURS.fullmatch(i) for i in there)
    )


# ---- measured and cleaned ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_larger_than_a_record_is_taken_as_far_as_there_is_room(
    client, contents, said_by, lang
):
    said = Said(
        by="me",
        answers={f"rights.ri1.x{i}": Answer(text="ä" * 900, note="ö" * 900) for i in range(1400)},
    )
    assert limits.RECORD < len(file := file_of(contents, said, lang)) < limits.UPLOAD
    visitor = client(lang)
    page = bring(visitor, file)
    assert "/bring-back/left" in page.path and any(
        str(1400 - len(said_by(visitor).said.answers)) in text for text in page.all("li")
    )
    assert visitor.get(page.link("a.next")).path == f"/{lang}/device?then=open"
    assert len(said_by(visitor).said.answers) > 900
    goes_on(visitor)


def test_what_is_too_long_is_cut_and_said(client, contents, said_by):
    said = Said(
        by="me",
        people=(Person("person-1", "H" * 90, "sister"),),
        answers={
            "now.ln3": Answer(text="t" * 9000, note="n" * 2001),
            "important.im1": Answer(
                options=("home",), own=("o" * 300, "b", "", "c", "d", "e", "f")
            ),
        },
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    record = said_by(visitor).said
    assert (
        record.answers["now.ln3"].text == "t" * limits.TEXT
        and record.answers["now.ln3"].note == "n" * limits.TEXT
    )
    assert record.answers["important.im1"].own == ("o" * limits.OWN_TEXT, "b", "", "c", "d")
    assert record.people == (Person("person-1", "H" * limits.NAME, "sister"),)
    assert (
        "4 texts were too long" in page.text
        and "2 things of your own" in page.text
        and "Keep the file" in page.text
    )
    goes_on(visitor)


@pytest.mark.parametrize(
    "strange",
    [
        "p1",
        "helmi",
        "person-x",
        "person-²",
        "person-",
        "p",
        "person-01",
        "person-99999999999999999999",
        "a b/c",
        "sister.x",
        "rights",
        "å",
    ],
)
def test_ids_of_others_become_ours_everywhere(client, contents, said_by, strange):
    said = Said(
        by="me",
        people=(Person(strange, "Helmi", "sister"), Person("person-1", "Mika")),
        at=f"support.su2.{strange}",
        lines={f"important.im3:{strange}": False},
        answers={
            "important.im3": Answer(people=(strange, "person-1")),
            "relatedness.re1": Answer(people=(strange,)),
            f"support.su2.{strange}": Answer(options=("good",), change=True),
            "change.ch6": Answer(options=(f"support.su2.{strange}",)),
            f"next.nx1.support.su2.{strange}": Answer(text="Kysyn."),
        },
    )
    visitor = client("fi")
    bring(visitor, file_of(contents, said))
    record = said_by(visitor).said
    new = next(p.id for p in record.people if p.name == "Helmi")
    assert (
        nobody_is_missing(record)
        and new != "person-1"
        and record.people[1] == Person("person-1", "Mika")
    )
    assert set(record.answers) == {
        "important.im3",
        "relatedness.re1",
        f"support.su2.{new}",
        "change.ch6",
        f"next.nx1.support.su2.{new}",
    }
    assert record.answers["important.im3"].people == (new, "person-1") and record.answers[
        "change.ch6"
    ].options == (f"support.su2.{new}",)
    assert record.lines == {f"important.im3:{new}": False} and record.at in (
        "",
        f"support.su2.{new}",
    )
    visitor.get(f"people/{new}")
    goes_on(visitor)


def test_people_who_had_no_room_stay_as_names(client, contents, said_by):
    people = tuple(Person(f"person-{i}", f"Ihminen {i}") for i in range(1, 45))
    said = Said(
        by="me",
        people=people,
        answers={"important.im3": Answer(people=tuple(p.id for p in people[2:44]))},
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    record = said_by(visitor).said
    assert (
        len(record.people) == limits.PEOPLE
        and nobody_is_missing(record)
        and "4 people had no room on your list" in page.text
    )
    names = {p.name for p in record.people}
    assert [
        p.name in names or p.name in record.answers["important.im3"].note for p in people[2:]
    ] == [True] * 42
    visitor.press(visitor.get("set/important/im3"))


def test_nothing_points_at_nobody(client, contents, said_by):
    """Somebody without name and role, somebody who is not on the list, a role of another site."""
    said = Said(
        by="me",
        people=(
            Person("person-1"),
            Person("person-2", " ", ""),
            Person("person-3", "", "godmother"),
        ),
        answers={
            "important.im3": Answer(people=("person-1", "person-2", "person-3", "person-8")),
            "support.su2.person-8": Answer(options=("good",)),
            "support.su2.person-3": Answer(options=("good",)),
        },
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    record = said_by(visitor).said
    assert (
        nobody_is_missing(record)
        and [p.role for p in record.people] == ["godmother"]
        and set(record.answers) == {"important.im3", "support.su2.person-3"}
    )
    assert "1 answer is not here" in page.text and "godmother" in visitor.get("people").text
    goes_on(visitor)


def test_merging_two_full_lists(person_with, contents, said_by):
    mine = tuple(Person(f"person-{i}", f"Oma {i}") for i in range(1, 31))
    theirs = tuple(Person(f"person-{i}", f"Muu {i}") for i in range(1, 31))
    here = person_with(
        Said(by="me", people=mine, answers={"important.im3": Answer(people=("person-1",))}),
        "en",
    )
    file = Said(
        people=theirs,
        answers={
            "relatedness.re1": Answer(people=("person-1", "person-30")),
            "support.su2.person-2": Answer(options=("good",), change=True),
            "change.ch6": Answer(options=("support.su2.person-2",)),
        },
    )
    bring(here, file_of(contents, file))
    page = here.press(here.get("bring-back/how"), answer="here")
    record = said_by(here).said
    assert (
        record.people[:30] == mine
        and len(record.people) == limits.PEOPLE
        and nobody_is_missing(record)
        and "20 people" in page.text
    )
    by_name = {p.name: p.id for p in record.people}
    assert record.answers["relatedness.re1"].people == (
        by_name["Muu 1"],
        by_name["Muu 30"],
    ) and record.answers["important.im3"].people == ("person-1",)
    assert f"support.su2.{by_name['Muu 2']}" in record.answers and record.answers[
        "change.ch6"
    ].options == (f"support.su2.{by_name['Muu 2']}",)
    assert here.get(page.link("a.next")).path == "/en/map?kept=yes"


@pytest.mark.parametrize("answer", ["here", "file"])
def test_merging_what_is_too_large_together(person_with, contents, said_by, answer):
    mine = {f"rights.ri1.x{i}": Answer(text="ä" * 900, note="ö" * 900) for i in range(700)}
    theirs = {f"rights.ri2.x{i}": Answer(text="å" * 900, note="ö" * 900) for i in range(700)} | {
        "rights.ri1.x0": Answer(text="Tiedostosta.")
    }
    here = person_with(Said(by="me", answers=mine), "en")
    bring(here, file_of(contents, Said(answers=theirs)))
    page = here.press(here.get("bring-back/how"), answer=answer)
    record = said_by(here).said
    assert "/bring-back/left" in page.path and set(mine) < set(record.answers), (
        "what was here stays"
    )
    assert record.answers["rights.ri1.x1"] == mine["rights.ri1.x1"]
    assert any(
        str(701 + 699 - len(record.answers)) in text or str(1400 - len(record.answers)) in text
        for text in page.all("li")
    )
    goes_on(here)


def test_too_many_goals_and_keys_that_are_none(client, contents, said_by):
    goals = tuple(f"now.ln1.{t.id}" for t in contents["fi"].question("now", "ln1").thing)
    said = Said(
        by="me",
        answers={g: Answer(options=("not-well",), change=True) for g in goals}
        | {
            "change.ch6": Answer(options=goals),
            "x": Answer(),
            "": Answer(),
            "A.b": Answer(text="a"),
        },
    )
    visitor = client("en")
    page = bring(visitor, file_of(contents, said))
    assert (
        said_by(visitor).said.answers["change.ch6"].options == goals[: limits.GOALS]
        and "1 choice was too many" in page.text
        and "3 answers are not here" in page.text
    )
    goes_on(visitor)


def test_all_that_a_form_takes_comes_back_unchanged(contents):
    most = Answer(
        text="😀" * limits.TEXT,
        note="é" * limits.TEXT,
        own=("😀" * limits.OWN_TEXT,) * limits.OWN_ITEMS,
        people=("person-1",),
        by="me",
    )
    said = Said(
        answers={"now.ln3": most, "important.im1": most},
        people=tuple(
            Person(f"person-{i}", "n" * limits.NAME, "sister") for i in range(1, limits.PEOPLE + 1)
        ),
    )
    assert taking.fit(said, contents["fi"]) == (said, taking.Left())
    one = msgspec.json.encode(most)
    full = Said(
        answers={
            f"rights.ri1.x{i}": msgspec.structs.replace(most, people=())
            for i in range((limits.RECORD - 9000) // len(one))
        }
    )
    assert taking.fit(full, contents["fi"]) == (
        full,
        taking.Left(),
    ), "a full record of the site comes back whole"


def test_the_page_of_what_is_left_takes_only_figures(person_with):
    visitor = person_with(TOLD, "en")
    page = visitor.get(
        "bring-back/left?people=3&texts=x&answers=-1&picks=%C2%B2&items=1" + "0" * 30
    )
    assert len(page.all("//main//li")) == 1 and "3 people" in page.text


# ---- records that an earlier version has taken so ------------------------------------------------


def test_a_record_over_the_limit_can_be_made_smaller(person_with, said_by):
    said = Said(
        by="me",
        answers={f"rights.ri1.x{i}": Answer(text="ä" * 2000) for i in range(1200)}
        | {"now.ln3": Answer(text="pitkä " * 300)},
    )
    assert len(msgspec.json.encode(said)) > limits.RECORD
    with pytest.MonkeyPatch.context() as earlier:
        earlier.setattr(limits, "RECORD", 10 * limits.RECORD)
        visitor = person_with(said)
    visitor.press(visitor.get("set/now/ln3"), text="Lyhyempi.")
    visitor.post("how-much", {"answer": "short"})
    assert (
        said_by(visitor).said.answers["now.ln3"].text == "Lyhyempi."
        and said_by(visitor).said.length == "short"
    )
    visitor.press(
        visitor.get("set/now/ln3"), text="Tästä tulee taas pidempi kuin äsken.", status=413
    )


@pytest.mark.parametrize("strange", ["p1", "helmi", "person-x", "person-²", "a/b"])
def test_a_record_with_ids_of_others_works_again(person_with, said_by, strange):
    visitor = person_with(
        Said(
            by="me",
            people=(Person(strange, "Helmi", "sister"),),
            answers={"important.im3": Answer(people=(strange,))},
        )
    )
    goes_on(visitor)
    record = said_by(visitor).said
    assert nobody_is_missing(record) and [p.name for p in record.people] == [
        "Helmi",
        "Uusi",
        "Toinen uusi",
    ]
    visitor.get(f"people/{record.people[0].id}")


# ---- where one goes on ---------------------------------------------------------------------------

GONE = [
    "set/next/nx1/change.ch2:own_12345678",
    "set/no-such",
    "set/now/no-such",
    "set/now/ln1/no-such",
    "know/now/ln3",
    "know/no/no",
    "delete",
    "key/new/card",
    "away",
    "set/now/ln3/x",
    "set/support/su2/person-9",
    "no-such",
    "//evil.example",
    "../x",
    "map/x",
    "set",
    "know",
    "s/x",
    "set/now/said/x",
]


@pytest.mark.parametrize("last", GONE)
def test_going_on_never_leads_to_a_page_that_is_not_there(person_with, client, contents, last):
    visitor = person_with(Said(by="me", at=places.of_path(last)))
    assert visitor.get(visitor.get("stop").link("a.next")).path == "/fi/map"
    assert visitor.get(visitor.get("").link("a.next")).path == "/fi/map"
    other = client("fi")
    assert (
        other.post("open", {f"group{i}": one for i, one in enumerate(groups_of(visitor))}).path
        == "/fi/device?then=open"
    )
    assert other.post("device", {"answer": "own", "then": "open"}).path == "/fi/map"
    third = client("fi")
    bring(third, file_of(contents, Said(by="me", at=places.of_path(last))))
    assert third.post("device", {"answer": "own", "then": "open"}).path == "/fi/map"


def test_the_place_of_a_goal_travels(client, person, said_by):
    visitor = person("fi")
    visitor.post("how-much", {"answer": "everything"})
    visitor.press(visitor.get("set/change/ch2"), own0="Opin soittamaan.")
    goal = next(i for i in visitor.get("set/change/ch6").choices() if ":" in i)
    visitor.press(visitor.get("set/change/ch6"), answer=[goal])
    visitor.press(visitor.get("set/next/nx1/goal-1"), do="stop", text="Kysyn opettajaa.")
    assert said_by(visitor).said.at == "next.nx1.goal-1"
    here = "set/next/nx1/goal-1"
    assert visitor.get(visitor.get("stop").link("a.next")).path == f"/fi/{here}"
    other = client("sv")
    bring(other, visitor.file("take/data").data)
    assert said_by(other).said.at == "next.nx1.goal-1"
    assert other.post("device", {"answer": "own", "then": "open"}).path == f"/sv/{here}"


# ---- files from phones ---------------------------------------------------------------------------


def mail(parts) -> bytes:
    """Parts (type, encoding, body, name) as a saved page or mail."""
    made = [
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: file:///oma.html\r\nSubject:"
            b" =?utf-8?Q?Oma=20ehdotus?=\r\nMIME-Version: 1.0\r\nContent-Type:"
            b' multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B--1"\r\n\r\n'
        )
    ]
    for kind, encoding, body, name in parts:
        packed = (
            quopri.encodestring(body)
            if encoding == "quoted-printable"
            else base64.encodebytes(body)
        )
        made.append(
            f'\r\n------B--1\r\nContent-Type: {kind}; name="{name}"\r\nContent-Transfer-Encoding:'
            f" {encoding}\r\n\r\n".encode()
            + packed
        )
    return b"".join(made) + b"\r\n------B--1--\r\n"


def as_xhtml(html: str) -> str:
    """As a browser's XML serialiser writes a page."""
    start, found, end = html.partition('id="my-answers">')
    inside, closing, rest = end.partition("</script>")
    inside = inside.replace("&", "&amp;").replace(">", "&gt;")
    return (
        start.replace("<!doctype html>\n", "").replace(
            "<html ", '<html xmlns="http://www.w3.org/1999/xhtml" '
        )
        + found
        + inside
        + closing
        + rest
    )


TRICKY = msgspec.structs.replace(
    TOLD,
    answers={
        "now.ln3": Answer(text='Kahvia & <b> "pullaa" > &amp; &lt; 1=3D é😀', note="rivi\nrivi")
    },
)
WAYS = {
    "json.txt": lambda file, html: file,
    "mark": lambda file, html: b"\xef\xbb\xbf" + file,
    "crlf": lambda file, html: file.replace(b"\n", b"\r\n"),
    "notepad": lambda file, html: file.decode().encode("utf-16"),
    "utf-16-be": (
        lambda file, html: "\ufeff".encode("utf-16-be") + file.decode().encode("utf-16-be")
    ),
    "utf-16-no-mark": lambda file, html: file.decode().encode("utf-16-le"),
    "page": lambda file, html: html.encode(),
    "page-utf-16": lambda file, html: html.encode("utf-16"),
    "outer-html": (
        lambda file, html: (
            html.removeprefix("<!doctype html>\n")
            .replace(
                'type="application/json" id="my-answers"', "id='my-answers' type='application/json'"
            )
            .encode()
        )
    ),
    "upper-case": (
        lambda file, html: (
            html.replace(
                '<script type="application/json" id="my-answers">',
                '<SCRIPT type="application/json" ID="my-answers">',
            )
            .replace("</script>", "</SCRIPT>")
            .encode()
        )
    ),
    "xhtml": lambda file, html: as_xhtml(html).encode(),
    "mhtml": lambda file, html: mail(
        [
            ("text/css", "quoted-printable", b"a{}", "a.css"),
            ("text/html", "quoted-printable", html.encode(), "oma.html"),
        ]
    ),
    "mhtml-base64": lambda file, html: mail([("text/html", "base64", html.encode(), "oma.html")]),
    "mail": lambda file, html: mail(
        [
            ("text/plain", "quoted-printable", "Tässä on tiedosto.".encode(), ""),
            ("application/octet-stream", "base64", file, "vastaukset.json.txt"),
        ]
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_phones_and_mails_make_of_a_file_is_read(client, contents, said_by, way):
    file, html = file_of(contents, TRICKY), carried(contents, TRICKY)
    visitor = client("fi")
    assert (
        bring(visitor, WAYS[way](file, html), name="ehdotus.json.txt").path
        == "/fi/device?then=open"
    )
    assert said_by(visitor).said.answers == TRICKY.answers


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, b"x" * 50)
    return out.getvalue()


def picture(kind: str, **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind, **more)
    return out.getvalue()


HEIC = b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(5000)
OTHERS = {
    "empty": ("empty", lambda v: b""), "spaces": ("empty", lambda v: b"\xef\xbb\xbf \r\n"), "heic": ("picture", lambda v: HEIC), "jpeg": ("picture", lambda v: picture("JPEG")),
    "png": ("picture", lambda v: picture("PNG")), "webp": ("picture", lambda v: picture("WEBP")), "tiff": ("picture", lambda v: picture("TIFF")),
    "avif": ("picture", lambda v: b"\0\0\0\x1cftypavif" + bytes(900)), "pdf": ("paper", lambda v: v.file("take/pdf").data), "word": ("paper", lambda v: v.file("take/word").data),
    "card": ("paper", lambda v: v.file("key/card.pdf").data), "odt": ("paper", lambda v: zipped("mimetype", "content.xml")), "zip": ("packed", lambda v: zipped("vastaukset.json")),
    "zip-broken": ("packed", lambda v: b"PK\x03\x04 broken"), "page-for-others": ("page", lambda v: v.file("take/page").data),
    "page-by-chrome": ("page", lambda v: mail([("text/html", "quoted-printable", v.file("take/page").data, "oma.html")])), "page-by-safari": ("page", lambda v: b"bplist00" + bytes(300)),
    "another-page": ("page", lambda v: b"<html><p>Hei"), "text": ("not-ours", lambda v: "Hei äiti".encode()), "half": ("damaged", lambda v: v.file("take/data").data[:-30]),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_data_file_is_told_kindly(person_with, said_by, name, lang):
    visitor = person_with(TOLD, lang)
    before = said_by(visitor)
    reason, make = OTHERS[name]
    words = {
        "empty": "tyhjä tom empty",
        "picture": "kuva bild picture",
        "paper": "paperi papper paper",
        "packed": "zip zip zip",
        "page": "nettisivu webbsida page",
        "not-ours": "ei inte not",
        "damaged": "rikki trasig broken",
    }[reason].split()
    page = bring(visitor, make(visitor), 422, "IMG_0001")
    (said,) = page.all("//*[@id='file-fault']")
    assert words[LANGUAGES.index(lang)] in said.lower(), said
    assert said_by(visitor) == before and not page.tree.xpath("//input[@type='file']/@accept"), (
        "nothing is greyed out"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "body",
    [HEIC, b"\0\0\0\x1cftypavif" + bytes(900), b"%PDF-1.7 card", b"", zipped("a.jpg")],
    ids=["heic", "avif", "pdf", "empty", "zip"],
)
def test_a_photo_of_another_kind_is_told_kindly(client, lang, body):
    (said,) = upload(client(lang), "open", "photo", body, "IMG_1.HEIC", 422).all(
        "//*[@id='photo-fault']"
    )
    assert {"fi": "kamera", "sv": "kamera", "en": "camera"}[lang] in said


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_in_any_position_opens(person_with, client, turn):
    """The camera writes beside the picture how it was held (EXIF orientation)."""
    mine = person_with(TOLD)
    upright = Image.open(io.BytesIO(mine.file("key/card.png").data)).convert("RGB")
    undo = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    stored = upright
    for one in undo.get(turn, []):
        stored = stored.transpose(one)
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = turn
    stored.save(out, "JPEG", exif=exif, quality=90)
    assert cards.from_photo(out.getvalue()) == "".join(groups_of(mine))
    assert (
        upload(client("fi"), "open", "photo", out.getvalue(), "IMG.jpg").path
        == "/fi/device?then=open"
    )


# ---- for others, for me --------------------------------------------------------------------------

MARKS = ("MERKKIYKSI", "MERKKIKAKSI", "MERKKIKOLME")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_files_for_others_hold_only_what_is_seen(person, lang):
    """A line that was left out, an answer that is for no document, a note at a low answer: in no
    byte of the files for others.
    """
    visitor = person(lang)
    visitor.post("how-much", {"answer": "everything"})
    visitor.press(visitor.get("set/now/ln3"), text=f"Näkyvä {MARKS[0]}")
    visitor.press(visitor.get("set/now/ln4"), text=f"Kukaan ei näe {MARKS[1]}")
    low = visitor.get("set/rights/ri3")
    visitor.press(low, answer=low.choices()[-1], note=f"Huono {MARKS[2]}")
    line = next(
        i
        for i in visitor.get("proposal").tree.xpath("//button[@name='out']/@value")
        if i.startswith("now.ln3")
    )
    visitor.post("proposal", {"out": line})
    for kind in ("pdf", "word", "page"):
        body = visitor.file(f"take/{kind}").data
        assert not [mark for mark in MARKS if mark in readable(kind, body)], kind
        assert b"my-answers" not in body and b'my-own-proposal"' not in body
    mine = visitor.file("take/data")
    assert all(mark.encode() in mine.data for mark in MARKS)
    assert {"fi": "kaikki-vastaukseni", "sv": "alla-mina-svar", "en": "all-my-answers"}[
        lang
    ] in mine.headers["Content-Disposition"]
    page = visitor.get("take")
    assert (
        page.all("h2")[:2]
        == {
            "fi": ["Muille", "Minulle"],
            "sv": ["För andra", "För mig"],
            "en": ["For others", "For me"],
        }[lang]
    )


def readable(kind: str, body: bytes) -> str:
    """All text in a file, packed or not."""
    found = body.decode("latin-1")
    if kind == "word":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            found += "".join(parts.read(name).decode("latin-1") for name in parts.namelist())
    if kind == "pdf":
        import pypdfium2

        found += "".join(
            one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(body)
        )
    return found


def test_the_marks_would_be_seen(person):
    """The search above finds what is there."""
    visitor = person("fi")
    visitor.press(visitor.get("set/now/ln3"), text=f"Näkyvä {MARKS[0]}")
    assert all(
        MARKS[0] in readable(kind, visitor.file(f"take/{kind}").data)
        for kind in ("pdf", "word", "page")
    )


def test_ids_of_new_persons_stay_different_at_their_end():
    taken = {"person-999999"}
    for _ in range(3):
        taken.add(ids.fresh(taken))
    assert len(taken) == 4 and all(ids.OURS.fullmatch(one) for one in taken)


@pytest.mark.parametrize("file_first", [True, False])
def test_what_was_left_out_on_one_side_stays_out(file_first):
    here, file = (
        Said(lines={"a.b:c": False, "a.b:d": True}),
        Said(lines={"a.b:c": True, "a.b:d": False}),
    )
    assert taking.merged(here, file, file_first).lines == {"a.b:c": False, "a.b:d": False}
