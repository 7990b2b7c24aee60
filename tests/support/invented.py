"""Invented proposals for the tests of the documents. Aino, Mika and the others do not exist."""

from hbself.model.document import Line, Part, Proposal, SectionOf

DAY = "2026-03-24"

# (section, picture, title, [(part title, [(picture, lead, text, own)])]) in three languages; "|"
# parts fi | sv | en.
AINO = [
    (
        "me",
        "me",
        "Minä yhdellä sivulla | Jag på en sida | Me on one page",
        [
            (
                "Mikä minussa on hyvää | Vad som är bra hos mig | What is good in me",
                [
                    (
                        "make-art",
                        "",
                        (
                            "Olen hyvä piirtämään ja maalaamaan. | Jag är bra på att rita och måla."
                            " | I am good at drawing and painting."
                        ),
                        False,
                    ),
                    (
                        "do-good",
                        "",
                        (
                            "Autan muita ja saan muut nauramaan. | Jag hjälper andra och får andra"
                            " att skratta. | I help others and make others laugh."
                        ),
                        False,
                    ),
                ],
            ),
            (
                "Mikä minulle on tärkeää | Vad som är viktigt för mig | What is important to me",
                [
                    (
                        "own-home",
                        "",
                        (
                            "Oma koti on minulle tärkeä. | Ett eget hem är viktigt för mig. | A"
                            " home of my own is important to me."
                        ),
                        False,
                    ),
                    (
                        "friend",
                        "",
                        (
                            "Ystävät ovat minulle tärkeitä. | Vänner är viktiga för mig. | Friends"
                            " are important to me."
                        ),
                        False,
                    ),
                    (
                        "make-art",
                        "",
                        (
                            "Taide on minulle tärkeää. | Konst är viktigt för mig. | Art is"
                            " important to me."
                        ),
                        False,
                    ),
                ],
            ),
            (
                "Miten minua voi tukea hyvin | Hur man stöder mig bra | How to support me well",
                [
                    (
                        "listen",
                        "",
                        (
                            "Anna minulle aikaa. Näytä kuvia. | Ge mig tid. Visa bilder. | Give me"
                            " time. Show me pictures."
                        ),
                        False,
                    ),
                    (
                        "assistant",
                        "Hyvä auttaja: | En bra hjälpare: | A good helper:",
                        (
                            "Semmonen joka kuuntelee eikä hoputa. | En som lyssnar å inte skyndar"
                            " på. | Somebody who listens and dosnt rush me."
                        ),
                        True,
                    ),
                ],
            ),
        ],
    ),
    (
        "important",
        "important",
        "Mikä minulle on tärkeää | Vad som är viktigt för mig | What is important to me",
        [
            (
                "",
                [
                    (
                        "own-home",
                        "",
                        (
                            "Oma koti on minulle tärkeä. | Ett eget hem är viktigt för mig. | A"
                            " home of my own is important to me."
                        ),
                        False,
                    ),
                    (
                        "friend",
                        "",
                        (
                            "Ystävät ovat minulle tärkeitä. | Vänner är viktiga för mig. | Friends"
                            " are important to me."
                        ),
                        False,
                    ),
                    (
                        "family",
                        "Tärkeitä ihmisiä: | Viktiga människor: | Important people:",
                        (
                            "Äiti, sisko Helmi ja Mika | Mamma, min syster Helmi och Mika | Mum, my"
                            " sister Helmi and Mika"
                        ),
                        False,
                    ),
                    (
                        "make-art",
                        "Hyvä elämä on: | Ett bra liv är: | A good life is:",
                        (
                            "Että saan maalata, ja joku sanoo että tuo on hieno. | Att jag får måla"
                            " och nån säger att den där är fin. | That I can paint and somebody"
                            " says that one is great."
                        ),
                        True,
                    ),
                ],
            ),
        ],
    ),
    (
        "now",
        "yes",
        "Mikä on nyt hyvin | Vad som är bra nu | What is good now",
        [
            (
                "",
                [
                    (
                        "friend",
                        "",
                        (
                            "Ystävien kanssa asiat ovat hyvin. | Det är bra med mina vänner. |"
                            " Things are good with my friends."
                        ),
                        False,
                    ),
                    (
                        "bus",
                        "",
                        "Kuljen itse bussilla. | Jag åker buss själv. | I take the bus by myself.",
                        False,
                    ),
                    (
                        "safe",
                        "",
                        (
                            "Kotona minulla on turvallinen olo. | Hemma känner jag mig trygg. | I"
                            " feel safe at home."
                        ),
                        False,
                    ),
                    (
                        "feelings",
                        "Hyvänä päivänä: | En bra dag: | On a good day:",
                        (
                            "Herään myöhään ja juon kahvin parvekkeella. | Jag vaknar sent och"
                            " dricker kaffe på balkongen. | I wake up late and drink coffee on the"
                            " balcony."
                        ),
                        True,
                    ),
                    (
                        "support",
                        "",
                        (
                            "Apu tulee oikeaan aikaan. | Hjälpen kommer i rätt tid. | The help"
                            " comes at the right time."
                        ),
                        False,
                    ),
                ],
            ),
        ],
    ),
    (
        "change",
        "change",
        "Mitä haluan muuttaa | Vad jag vill ändra | What I want to change",
        [
            (
                "",
                [
                    (
                        "own-home",
                        "",
                        (
                            "Haluan valita oman kotini. | Jag vill välja mitt eget hem. | I want to"
                            " choose my own home."
                        ),
                        False,
                    ),
                    (
                        "work",
                        "Mitä haluan tilalle: | Vad jag vill i stället: | What I want instead:",
                        (
                            "Paikka jossa saa maalata. Niin kuin muut taiteilijat. | En plats där"
                            " jag får måla. Som andra konstnärer. | A place where I can paint. Like"
                            " the other artists."
                        ),
                        True,
                    ),
                    (
                        "alone",
                        "",
                        (
                            "Joku muu valitsee, milloin menen nukkumaan. Haluan muuttaa sen. |"
                            " Någon annan bestämmer när jag går och lägger mig. Det vill jag ändra."
                            " | Someone else decides when I go to bed. I want to change that."
                        ),
                        False,
                    ),
                ],
            ),
        ],
    ),
    (
        "learn",
        "learn",
        "Mitä haluan oppia | Vad jag vill lära mig | What I want to learn",
        [
            (
                "",
                [
                    (
                        "cook",
                        "",
                        (
                            "Haluan oppia tekemään ruokaa. | Jag vill lära mig laga mat. | I want"
                            " to learn to cook."
                        ),
                        False,
                    ),
                    (
                        "computer",
                        "",
                        (
                            "Haluan oppia käyttämään tietokonetta. | Jag vill lära mig använda"
                            " datorn. | I want to learn to use a computer."
                        ),
                        False,
                    ),
                ],
            ),
        ],
    ),
    (
        "goals",
        "goal",
        "Tavoitteeni | Mina mål | My goals",
        [
            (
                (
                    "Haluan tehdä taidetta työssäni | Jag vill göra konst på jobbet | I want to"
                    " make art at work"
                ),
                [
                    (
                        "important",
                        "Miksi: | Varför: | Why:",
                        (
                            "Maalaaminen tekee mut onnelliseksi. | När jag målar blir jag lycklig."
                            " | Painting makes me happy."
                        ),
                        True,
                    ),
                    (
                        "assistant",
                        "Kuka auttaa: | Vem hjälper: | Who helps:",
                        "Mika | Mika | Mika",
                        False,
                    ),
                    (
                        "work",
                        "Missä: | Var: | Where:",
                        (
                            "Ateljeessa ja työssä | I ateljén och på jobbet | In the studio and at"
                            " work"
                        ),
                        False,
                    ),
                    (
                        "try-new",
                        "Ensimmäinen askel: | Första steget: | The first step:",
                        (
                            "Käydään katsomassa ateljeeta. | Vi går och tittar på ateljén. | We go"
                            " and look at the studio."
                        ),
                        True,
                    ),
                ],
            ),
            (
                (
                    "Mikä voi mennä pieleen ja mitä teemme | Vad kan gå fel och vad gör vi | What"
                    " can go wrong and what we do"
                ),
                [
                    ("risk", "", "Voin väsyä. | Jag kan bli trött. | I can get tired.", False),
                    (
                        "later",
                        "Mitä teemme: | Vad vi gör: | What we do:",
                        (
                            "Pidän tauon. Menen bussilla kotiin. | Jag tar en paus. Jag åker hem"
                            " med bussen. | I take a break. I go home by bus."
                        ),
                        True,
                    ),
                ],
            ),
            (
                (
                    "Haluan valita oman kotini | Jag vill välja mitt eget hem | I want to choose my"
                    " own home"
                ),
                [
                    (
                        "important",
                        "Miksi: | Varför: | Why:",
                        (
                            "Haluan itse päättää kuka asuu mun kanssa. | Jag vill själv bestämma"
                            " vem som bor med mig. | I want to decide myself who lives with me."
                        ),
                        True,
                    ),
                    (
                        "family",
                        "Kuka auttaa: | Vem hjälper: | Who helps:",
                        "Sisko Helmi | Min syster Helmi | My sister Helmi",
                        False,
                    ),
                    ("calendar", "Milloin: | När: | When:", "Myöhemmin | Senare | Later", False),
                ],
            ),
        ],
    ),
    (
        "money",
        "money",
        "Raha | Pengar | Money",
        [
            (
                "",
                [
                    (
                        "budget",
                        "",
                        (
                            "Haluan käyttää rahaa kurssiin. | Jag vill använda pengar till en kurs."
                            " | I want to use money for a course."
                        ),
                        False,
                    ),
                    (
                        "budget",
                        "",
                        (
                            "Haluan käyttää rahaa bussilippuihin. | Jag vill använda pengar till"
                            " bussbiljetter. | I want to use money for bus tickets."
                        ),
                        False,
                    ),
                    (
                        "money",
                        "",
                        (
                            "Päätän rahasta yhdessä toisen kanssa. | Jag bestämmer om pengar"
                            " tillsammans med någon. | I decide about money together with someone."
                        ),
                        False,
                    ),
                ],
            ),
        ],
    ),
    (
        "help",
        "support",
        "Kuka auttaa ja kuka päättää | Vem hjälper och vem bestämmer | Who helps and who decides",
        [
            (
                "Kuka auttaa minua | Vem hjälper mig | Who helps me",
                [
                    ("assistant", "Auttaja: | Hjälpare: | Helper:", "Mika | Mika | Mika", False),
                    (
                        "family",
                        "Auttaja: | Hjälpare: | Helper:",
                        "Sisko Helmi | Min syster Helmi | My sister Helmi",
                        False,
                    ),
                ],
            ),
            (
                "Kuka päättää | Vem bestämmer | Who decides",
                [
                    (
                        "decide",
                        "",
                        (
                            "Päätän itse vapaa-ajastani. | Jag bestämmer själv om min fritid. | I"
                            " decide about my free time."
                        ),
                        False,
                    ),
                    (
                        "options",
                        "",
                        (
                            "Näytä minulle vaihtoehdot kuvina. | Visa mig alternativen som bilder."
                            " | Show me the options as pictures."
                        ),
                        False,
                    ),
                ],
            ),
        ],
    ),
    (
        "next",
        "later",
        "Mitä tapahtuu seuraavaksi | Vad händer härnäst | What happens next",
        [
            (
                "",
                [
                    (
                        "try-new",
                        "Ensin: | Först: | First:",
                        "Soitetaan ateljeeseen. | Vi ringer ateljén. | We call the studio.",
                        True,
                    ),
                    (
                        "calendar",
                        "Milloin: | När: | When:",
                        "Tällä viikolla | Den här veckan | This week",
                        False,
                    ),
                ],
            ),
        ],
    ),
    (
        "ask",
        "speak",
        (
            "Mitä haluan kysyä tapaamisessa | Vad jag vill fråga på mötet | What I want to ask in"
            " the meeting"
        ),
        [
            (
                "",
                [
                    (
                        "meeting",
                        "",
                        (
                            "Milloin saan päätöksen? | När får jag beslutet? | When do I get the"
                            " decision?"
                        ),
                        False,
                    )
                ],
            ),
        ],
    ),
    (
        "again",
        "calendar",
        (
            "Milloin katsomme tätä uudestaan | När tittar vi på det här igen | When we look at this"
            " again"
        ),
        [
            (
                "",
                [
                    (
                        "calendar",
                        "Päivä: | Dag: | Day:",
                        "15. syyskuuta 2026 | 15 september 2026 | 15 September 2026",
                        False,
                    )
                ],
            ),
        ],
    ),
    (
        "agree",
        "together",
        "Me sovimme | Vi är överens | We agree",
        [
            (
                "",
                [
                    (
                        "yes",
                        "",
                        (
                            "Tässä ehdotuksessa on se, mitä haluan. | I det här förslaget står det"
                            " jag vill. | This proposal says what I want."
                        ),
                        False,
                    ),
                    (
                        "responsible",
                        "Minä lupaan: | Jag lovar: | I promise:",
                        (
                            "Käyn ateljeessa joka viikko. | Jag går till ateljén varje vecka. | I"
                            " go to the studio every week."
                        ),
                        True,
                    ),
                ],
            ),
        ],
    ),
]
WORKER = (
    "worker",
    "information",
    "Työntekijälle | För den anställda | For the worker",
    [
        (
            (
                "Toimintakyky ja tuen tarve | Funktionsförmåga och stödbehov | Functioning and need"
                " for support"
            ),
            [
                (
                    "me",
                    "",
                    (
                        "Liikkuu itsenäisesti bussilla. Tarvitsee aikaa ja kuvia päätösten tueksi."
                        " | Rör sig självständigt med buss. Behöver tid och bilder som stöd för"
                        " beslut. | Travels by bus independently. Needs time and pictures to"
                        " support decisions."
                    ),
                    False,
                ),
            ],
        ),
        (
            "Tavoitteet | Mål | Goals",
            [
                (
                    "goal",
                    "",
                    (
                        "Taiteellinen työ ateljeessa; oman kodin valitseminen. | Konstnärligt"
                        " arbete i ateljé; val av egen bostad. | Artistic work in a studio;"
                        " choosing a home of her own."
                    ),
                    False,
                ),
            ],
        ),
        (
            (
                "Palvelut ja rahan käyttö | Tjänster och användning av pengar | Services and use of"
                " money"
            ),
            [
                (
                    "money",
                    "",
                    (
                        "Kurssi, bussiliput. Hinnat selvitetään. | Kurs, bussbiljetter. Priserna"
                        " utreds. | Course, bus tickets. Prices to be found out."
                    ),
                    False,
                ),
            ],
        ),
    ],
)
MIRROR = [
    (
        "support",
        "",
        "Kysy ensin. Auta sitten. | Fråga först. Hjälp sedan. | Ask first. Then help.",
        False,
    ),
    (
        "options",
        "",
        (
            "Kerro, mistä voi valita. | Berätta vad det finns att välja mellan. | Tell what there"
            " is to choose from."
        ),
        False,
    ),
]
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
    picture, lead, text, own = found
    return Line(
        f"l{i}",
        _say(text, language),
        picture,
        _say(lead, language),
        own,
        by=("me", "helped")[i % 2],
    )


def _section(found, language: str) -> SectionOf:
    key, picture, title, parts = found
    made = (
        Part(_say(name, language), tuple(_line(i, one, language) for i, one in enumerate(lines)))
        for name, lines in parts
    )
    return SectionOf(key, _say(title, language), picture, tuple(made))


def aino(language: str = "fi") -> Proposal:
    """An ordinary proposal, about as long as one made for a meeting."""
    return Proposal(
        language,
        _say(WORDS["title"], language),
        _say(WORDS["intro"], language),
        DAY,
        _say(WORDS["day"], language),
        tuple(_section(one, language) for one in AINO),
        tuple(_line(i, one, language) for i, one in enumerate(MIRROR)),
        (),
        _section(WORKER, language),
    )


def empty(language: str = "fi") -> Proposal:
    """Nothing was chosen: sections are there, but no line is included."""
    full = aino(language)
    sections = (
        SectionOf("me", "Minä", "me", (Part("Hyvää", (Line("x", "pois", "me", included=False),)),)),
    )
    return Proposal(language, full.title, full.intro, DAY, full.day_text, sections, (), ())


def full(times: int = 4) -> Proposal:
    """About all that can be answered: every part of Aino's proposal with `times` as many lines,
    each text different.
    """

    def more(section: SectionOf) -> SectionOf:
        if section.id in ("me", "worker", "agree", "again"):
            return section
        parts = (
            Part(p.title, tuple(_numbered(one, n) for n in range(times) for one in p.lines))
            for p in section.parts
        )
        return SectionOf(section.id, section.title, section.picture, tuple(parts))

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
    "Haluan\u202fasua\u202fomassa\u202fkodissa\u202fja\u202fvalita\u202fitse\u2007kenen\u2007kanssa\u2007asun\u2007ja\u2007milloin",
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
        Part(text, (Line(f"t{i}", "Tavoite", "goal", text, False),))
        for i, text in enumerate(HOSTILE)
    )
    sections = (
        SectionOf("me", "Minä", "me", (Part("Omat sanat", lines[:8]),)),
        SectionOf("change", "Mitä haluan muuttaa", "not-there", (Part("", lines),)),
        SectionOf("goals", "Tavoitteet", "goal", titled),
        SectionOf("agree", "Me sovimme", "together", (Part("", lines[:1]),)),
    )
    worker = SectionOf("worker", "Työntekijälle", "information", (Part("Omat sanat", lines),))
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
    )
