"""Invented proposals for the tests of the documents. Aino, Mika and the others do not exist."""

import tomllib
from pathlib import Path

from hbself.model.document import Line, Part, Proposal, ProposalSection

DAY = "2026-03-24"

# Sections (of the worker's one), and what stands in the mirror.
AINO = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
WORDS = {
    "title": "Oma ehdotukseni | Mitt eget förslag | My own proposal",
    "intro": (
        "Tämä on minun ehdotukseni. Voin muuttaa mieltäni. | Det här är mitt förslag. Jag kan ändra"
        " mig. | This is my proposal. I can change my mind."
    ),
    "day": "24. maaliskuuta 2026 | 24 mars 2026 | 24 March 2026",
}


def _say(text: str, language: str) -> str:
    return text.split(" | ")[("fi", "sv", "en").index(language)] if " | " in text else text


def _line(i: int, found, language: str) -> Line:
    picture, lead, text, own, *id = found
    return Line(
        id[0] if id else f"l{i}",
        _say(text, language),
        picture,
        _say(lead, language),
        own,
        by=("me", "helped")[i % 2],
    )


def _section(found, language: str) -> ProposalSection:
    made = (
        Part(
            _say(part["title"], language),
            tuple(_line(i, one, language) for i, one in enumerate(part["lines"])),
        )
        for part in found["parts"]
    )
    return ProposalSection(
        found["key"], _say(found["title"], language), found["picture"], tuple(made)
    )


def aino(language: str = "fi") -> Proposal:
    """An ordinary proposal, about as long as one made for a meeting."""
    return Proposal(
        language,
        _say(WORDS["title"], language),
        _say(WORDS["intro"], language),
        DAY,
        _say(WORDS["day"], language),
        tuple(_section(one, language) for one in AINO["sections"]),
        tuple(_line(i, one, language) for i, one in enumerate(AINO["mirror"])),
        (),
        _section(AINO["worker"][0], language),
        name="Aino",
        meeting=_say(WORDS["day"], language),
    )


def empty(language: str = "fi") -> Proposal:
    """Nothing was chosen: sections are there, but no line is included."""
    full = aino(language)
    sections = (
        ProposalSection(
            "me", "Minä", "me", (Part("Hyvää", (Line("x", "pois", "me", included=False),)),)
        ),
    )
    return Proposal(language, full.title, full.intro, DAY, full.day_text, sections, (), ())


def full(times: int = 4) -> Proposal:
    """About all that can be answered: every part of Aino's proposal with `times` as many lines,
    each text different.
    """

    def more(section: ProposalSection) -> ProposalSection:
        if section.id in ("me", "worker", "agree", "again"):
            return section
        parts = (
            Part(p.title, tuple(_numbered(one, n) for n in range(times) for one in p.lines))
            for p in section.parts
        )
        return ProposalSection(section.id, section.title, section.picture, tuple(parts))

    found = aino("fi")
    return Proposal(
        "fi",
        found.title,
        found.intro,
        DAY,
        found.day_text,
        tuple(map(more, found.sections)),
        found.mirror,
        (),
        found.worker,
    )


def _numbered(line: Line, n: int) -> Line:
    return Line(
        f"{line.id}-{n}",
        line.text if n == 0 else f"{line.text} ({n + 1})",
        line.picture,
        line.lead,
        line.own,
        by=line.by,
    )


HOSTILE = [
    "مرحبا، اسمي أينو. أريد أن أرسم في الاستوديو. אני רוצה לצייר בסטודיו.",
    "שלום, שמי אינו\nשורה שנייה בעברית",
    "Hymiö 😀 👩🏽‍🌾 👨‍👩‍👧‍👦 🏳️‍🌈 1️⃣ 🇫🇮 ❤️ ☺ ♥",
    "Z̴̡̛̲̦̻̗̈́̓̋͛͂͑͗͋̓̕͝a̷̢̢̛̛̱̖͖̮̾̀̈́̊̊͗̍̕͜l̶̨̡̛͓̟̪͔̙͇̀̒̓̾͆̍̚͝gõ",
    "ohjaus\x00merkit\x01\x02\x1b[31mtässä\x7f\x85seuraava",
    "yksin jäänyt \ud83d puolikas \udc00 merkki",
    "<script>alert('x')</script><img src=x onerror=alert(1)> &amp; </p></style>",
    (
        '#let x = sys.inputs #panic("typst") $x^2$ *lihava* _kursiivi_ `koodi` @viite <nimi> \\'
        ' #image("/etc/passwd") // pois'
    ),
    "{{ 7*7 }} {% for x in ().__class__.__bases__ %}{{ x }}{% endfor %} ${7*7} <%= 7*7 %>",
    "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas" * 6,
    "W" * 400,
    "😀" * 300,
    "中文字 한국어 日本語 ✓ ★ 𓀀 \U0010fffd \ufffe \uffff",
    "Haluan asua omassa kodissa ja valita itse kenen kanssa asun, mieluiten lähellä siskoani"
    " Helmiä.".replace(" ", "\u00a0"),
    "Haluan asua omassa kodissa ja valita itse".replace(" ", "\u202f")
    + "\u2007kenen\u2007kanssa\u2007asun\u2007ja\u2007milloin",
    "-" * 110,
    "1-2-3-4-5-6-7-8-9-" * 12,
    "—" * 200,
    "😀\u00a0" * 60,
    "vammaispalvelusuunnitelmani" * 5,
    "ŋŧǩ Čáhppesnjunni Äijih skolt ǯ ʹ",
    "\u202eväärinpäin\u202c \u2066eristetty\u2069 pehmeä\u00adtavu \ufeff bom",
    "rivi\r\nrivi\rrivi\u2028rivi\u2029rivi\n\n\n\nkappale\n   \nkappale",
    " \u200b\u200d ",
    "กขค ไทย हिन्दी বাংলা தமிழ் ქართული Հայերեն አማርኛ ລາວ မြန်မာ ខ្មែរ Русский Ελληνικά Tiếng Việt",
    "a\u0301\u0302\u0303\u0304 \u0301 yksin \u200d\u200d liitin",
    "\u0301",
    "\ufe0f",
    "👩\u200d",
    "\u200dالعربية\u200c",
    "ᬅ ꦄ 𞤀 ߊ ܐ ހ",
]
LONG = ("Tämä on pitkä kertomus. " * 100)[:2000]


def hostile(language: str = "fi") -> Proposal:
    """What a person could type or paste, in every place where own words can stand."""
    lines = tuple(
        Line(f"h{i}", text, "speak", "Sanoin:", True)
        for i, text in enumerate(
            [*HOSTILE, LONG, "a" * 2000, "\n".join("rivi" for _ in range(120))]
        )
    )
    titled = tuple(
        Part(text, (Line(f"goal:t{i}", "Tavoite", "goal", text, False),))
        for i, text in enumerate(HOSTILE)
    )
    sections = (
        ProposalSection("me", "Minä", "me", (Part("Omat sanat", lines[:8]),)),
        ProposalSection("change", "Mitä haluan muuttaa", "not-there", (Part("", lines),)),
        ProposalSection("goals", "Tavoitteet", "goal", titled),
        ProposalSection("agree", "Me sovimme", "together", (Part("", lines[:1]),)),
    )
    worker = ProposalSection(
        "worker", "Sosiaalityöntekijälle", "information", (Part("Omat sanat", lines),)
    )
    return Proposal(
        language,
        "Oma ehdotukseni",
        "Omat sanani.",
        "ei päivä",
        "24. maaliskuuta 2026",
        sections,
        lines[:2],
        (),
        worker,
        name="<b> \u202eAino\u202c \u0301 قهوة 👩\u200d " + "a" * 40,
        meeting="24. maaliskuuta 2026",
    )
