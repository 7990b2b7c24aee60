"""What five invented people say on their way through the site (walks.py), by the page: the value of
a card, or words on it. Whatever is not listed they skip.
"""

from tests.support.walker import Says

BAD, CHANGE = Says(("works-badly",)), Says(("works-badly",), change=True)
NOT_MINE = Says(("none",))  # "I do not have this"


# ---- Aino, 34, with her assistant Mika: for a meeting --------------------------------------------

AINO = {
    "important.im1": Says(("home", "friends", "animals"), own=("Keramiikka",)),
    "important.im2": Says(("Keramiikka",)),
    "important.im3": Says(people=(("Mika", "assistant"), ("Leena", "sister"))),
    "important.im4": Says(("home",)),
    "now.ln1.home": Says(("works-well",)),
    "now.ln1.people": Says(("works-well",)),
    "now.ln1.free-time": Says(
        ("works-badly",), note="Illat on tylsiä. Ohjaajat ei lähe mukaan.", change=True
    ),
    "now.ln1.job": NOT_MINE,
    "now.ln1.day-activity": CHANGE,
    "now.ln2.money": Says(("so-so",)),  # true, and no wish
    "now.ln2.health": Says(("works-well",)),
    "now.ln2.getting-around": BAD,
    "now.ln4": Says(("bored", "wait")),
    "now.ln5": Says(("too-little",)),
    "strengths.st1": Says(("art", "laughing")),
    "strengths.st2": Says(text="Teen savesta kuppeja."),
    "roles.ro1": Says(("someone-else",)),
    "roles.ro4": Says(("others-talk",), change=True),
    "rights.ri1": Says(("together",)),
    "rights.ri7": Says(("someone-else",), change=True),
    "support.su1": Says(("assistant", "day-activity", "housing")),
    "support.su2.assistant": Says(("works-well",)),
    "support.su2.day-activity": BAD,
    "support.su3.assistant": Says(
        ("too-little",), note="Mika on vaan 5 tuntia viikossa.", change=True
    ),
    "support.su8.day-activity": Says(("someone-else",), change=True),
    "support.su7": Says(("listens", "asks-first")),
    "change.ch0": Says(("now.ln2.getting-around", "support.su2.day-activity")),
    "change.ch1.now.ln1.free-time": Says(("new-things",)),
    "change.ch1.now.ln1.day-activity": Says(("another-place",)),
    "change.ch1.rights.ri7": Says(("decide-myself",)),
    "change.ch2": Says(("sit-and-wait",)),
    "change.ch3": Says(("friends",)),
    "change.ch4": Says(text="keramiikka kurssi"),
    "change.ch5": Says(text="Oma paja"),
    "change.ch6": Says(("keramiikka kurssi", "support.su3.assistant", "now.ln1.free-time")),
    "arrange.ar2.goal-1": Says(("Mika",)),
    "arrange.ar3.goal-1": Says(("hobby",)),
    "arrange.ar4.goal-1": Says(("evening",)),
    "arrange.ar8.goal-1": Says(("some-days",)),
    "next.nx1.goal-1": Says(("visit",)),
    "next.nx2.goal-1": Says(("me", "Mika")),
    "next.nx3.goal-1": Says(("this-month",)),
    "arrange.ar2.goal-2": Says(same=True),
    "next.nx1.goal-2": Says(("talk-social-worker",)),
    "next.nx2.goal-2": Says(("me",)),
    "next.nx3.goal-2": Says(("this-month",)),
    "arrange.ar2.goal-3": Says(same=True),
    "next.nx1.goal-3": Says(("talk",)),
    "next.nx2.goal-3": Says(("me",)),
    "next.nx3.goal-3": Says(("this-week",)),
    "arrange.ar6": Says(("time", "easy-words")),
    "arrange.ar9": Says(("message",)),
    "next.nx4": Says(("what-can-i-get",), own=("Saako Mika enemmän tunteja?",)),
}

# ---- Erik, 52, alone, listens, two answers: the short way ----------------------------------------

_FIRST = {
    "arrange.ar2.goal-1": Says(people=(("Maj", "friend"),)),
    "next.nx1.goal-1": Says(("talk-social-worker",)),
    "next.nx2.goal-1": Says(("me",)),
    "next.nx3.goal-1": Says(("this-month",)),
}
_MORE = {
    f"{page}.goal-{n}": says
    for n in (2, 3)
    for page, says in {
        "arrange.ar2": Says(same=True),
        "next.nx1": Says(("talk",)),
        "next.nx2": Says(("me",)),
        "next.nx3": Says(("later",)),
    }.items()
}
_BAD = ("alone", "too-little-help", "getting-around")
ERIK = {
    goals: {
        "important.im1": Says(("home", "nature", "quiet")),
        "bad.nb1": Says(_BAD),
        "strengths.st1": Says(("machines", "listening")),
        "change.ch6": Says(tuple(f"bad.nb1:{one}" for one in _BAD[:goals])),
        **_FIRST,
        **(_MORE if goals > 1 else {}),
    }
    for goals in (1, 3)
}

# ---- Omar, 24: everything ------------------------------------------------------------------------

OMAR = {
    "important.im1": Says(("family", "friends", "work")),
    "important.im2": Says(("work", "friends")),
    "important.im3": Says(people=(("Amina", "sister"),)),
    "now.ln1.home": Says(("works-well",)),
    "now.ln1.job": Says(
        ("works-badly",), note="We put screws in bags. Every day the same", change=True
    ),
    "now.ln1.day-activity": CHANGE,
    "now.ln2.money": Says(("so-so",)),
    "now.ln2.getting-around": Says(
        ("works-badly",), note="Taxi only. I want to go by bus", change=True
    ),
    "now.ln3": Says(text="I scored 2 goals in the cup"),
    "now.ln4": Says(("bored",), text="Nobody talks at lunch", change=True),
    "now.ln6": Says(("Amina",)),
    "strengths.st1": Says(("sport", "computer")),
    "strengths.st4": Says(("Amina",)),
    "roles.ro2": Says(("tell",)),
    "roles.ro3": Says(("yes",)),
    "roles.ro3b": Says(text="Let us choose the tasks"),
    "roles.ro6": Says(("Amina",)),
    "rights.ri1": Says(("family-home",)),
    "rights.ri3": Says(("Amina",)),
    "rights.ri7": Says(("someone-else",)),
    "autonomy.au3": Says(("someone-else",), note="Mother keeps my card", change=True),
    "autonomy.au5": Says(("one",)),  # true, and no wish
    "autonomy.au7": Says(("money",)),
    "competence.co1": Says(("too-easy",)),
    "competence.co5": Says(text="I painted the fence"),
    "competence.co6": Says(("bus",)),
    "relatedness.re1": Says(("Amina",)),
    "relatedness.re2.Amina": Says(("too-little",), change=True),
    "relatedness.re3": Says(("Amina",)),
    "relatedness.re4": Says(
        ("child",), note="I stop listening if people talk like to a baby", change=True
    ),
    "relatedness.re5": Says(("Amina",)),
    "doing-good.dg1": Says(("Amina",)),
    "doing-good.dg2": Says(("laugh",)),
    "inclusion.in1": Says(("no",)),
    "inclusion.in3": Says(("sport",)),
    "inclusion.in7": Says(("party",)),
    "learning.le3e": Says(("yes",)),
    "learning.le3d": Says(text="a job in a café"),
    "learning.le4": Says(("bus",), own=("practise the bus to Sello",)),
    "learning.le6": Says(("Amina",)),
    "support.su1": Says(("family", "taxi", "work-activity")),
    "support.su2.taxi": BAD,
    "support.su2.work-activity": CHANGE,
    "support.su3.family": Says(("just-right",)),
    "support.su8.taxi": Says(("one-option",)),
    "support.su6": Says(("get-around",)),
    "change.ch0": Says(("competence.co1", "support.su2.taxi", "rights.ri7")),
    "change.ch1.autonomy.au3": Says(("decide-myself",)),
    "change.ch1.now.ln2.getting-around": Says(own=("I go by bus to work",)),
    "change.ch1.now.ln1.job": Says(("new-things",)),
    "change.ch2": Says(("boring-tasks",)),
    "change.ch4": Says(("job",)),
    "change.ch5": Says(text="I play in a real team"),
    "change.ch6": Says(("autonomy.au3", "now.ln1.job", "now.ln2.getting-around")),
    "arrange.ar2.goal-1": Says(("Amina",)),
    "arrange.ar1.goal-1": Says(("big-change",)),
    "arrange.ar3.goal-1": Says(("town",)),
    "arrange.ar4.goal-1": Says(("morning",)),
    "arrange.ar8.goal-1": Says(("weekdays",)),
    "arrange.ar5.goal-1": Says(text="A card of my own"),
    "next.nx1.goal-1": Says(("talk-social-worker",)),
    "next.nx2.goal-1": Says(("Amina",)),
    "next.nx3.goal-1": Says(("this-month",)),
    **{
        f"{page}.goal-{n}": says
        for n in (2, 3)
        for page, says in {
            "arrange.ar2": Says(same=True),
            "next.nx1": Says(("try",)),
            "next.nx2": Says(("me",)),
            "next.nx3": Says(("this-month",)),
        }.items()
    },
    "arrange.ar6": Says(text="Talk to me like a man"),
    "next.nx4": Says(("try-first",)),
    "next.nx5": Says(people=(("Pia", "social-worker"),)),
}

# ---- Tuula, 61, does not read, lives alone, no work, no family: two answers ----------------------

TUULA = {
    "now.ln1.home": Says(("works-well",)),
    "now.ln1.people": CHANGE,
    "now.ln1.free-time": BAD,
    "now.ln1.job": NOT_MINE,
    "now.ln1.day-activity": NOT_MINE,
    "now.ln2.money": Says(("works-well",)),
    "now.ln2.health": Says(("works-well",)),
    "now.ln2.getting-around": Says(("works-well",)),
    "now.ln2.places": Says(("works-well",)),
    "now.ln2.learning": BAD,
    "now.ln3": Says(("rest",)),
    "now.ln4": Says(("alone",), change=True),
    "now.ln5": Says(("too-little",)),
    "now.ln6": Says(("alone",)),
    "now.ln6b": Says(("no",), change=True),
    "relatedness.re1": Says(("nobody",), change=True),
    "relatedness.re3": Says(("nobody",)),
    "relatedness.re4": Says(("no-workers",)),
    "relatedness.re4b": Says(("easy-words", "slowly")),
    "relatedness.re5": Says(("nobody",)),
    "relatedness.re6": Says(("yes",)),
    "relatedness.re6b": Says(("neighbours",)),
    "relatedness.re7": Says(("no",)),
    "rights.ri1": Says(("me",)),
    "rights.ri2": Says(("alone",)),
    "rights.ri9": Says(("me",)),
    "rights.ri3": Says(("nobody",)),
    "rights.ri4": Says(("not-understand",), change=True),
    "rights.ri5": Says(("no-help",)),
    "rights.ri6": Says(("no",)),
    "rights.ri7": NOT_MINE,
    "rights.ri8.home": Says(("safe",)),
    "rights.ri8.street": Says(("afraid",), change=True),
    "rights.ri8.work": NOT_MINE,
    "rights.ri8.day-activity": NOT_MINE,
    "rights.ri8.internet": NOT_MINE,
    "rights.ri10": Says(("no-vote",)),
    "inclusion.in1": Says(("no",)),
    "inclusion.in3": NOT_MINE,
    "inclusion.in4": Says(("club",)),
    "inclusion.in6": Says(("no-meetings",)),
    "inclusion.in7": Says(("nothing-yet",)),
    "change.ch0": Says(("now.ln5", "rights.ri3", "rights.ri5")),
    "change.ch1.now.ln1.people": Says(("company",)),
    "change.ch1.now.ln4": Says(("company",)),
    "change.ch1.now.ln6b": Says(("company",)),
    "change.ch2": Says(("sit-and-wait",)),
    "change.ch3": Says(("friends",)),
    "change.ch4": Says(("people",)),
    "change.ch5": Says(("nothing",)),
    "change.ch6": Says(("relatedness.re1",)),
    "arrange.ar2.goal-1": Says(("new-person",)),
    "arrange.ar1.goal-1": Says(("no-help",)),
    "arrange.ar3.goal-1": Says(("home",)),
    "arrange.ar4.goal-1": Says(("day",)),
    "arrange.ar8.goal-1": Says(("some-days",)),
    "arrange.ar5.goal-1": Says(("club",)),
    "arrange.ar6": Says(("time",)),
    "arrange.ar9": Says(("call",)),
    "arrange.ar7": Says(("club",)),
    "next.nx1.goal-1": Says(("talk-social-worker",)),
    "next.nx2.goal-1": Says(("me",)),
    "next.nx3.goal-1": Says(("this-month",)),
    "next.nx4": Says(("who-call",)),
    "next.nx5": Says(("keep",)),
}

# Her neighbour: the same set, about her
KAISA = {
    "now.ln1.home": BAD,
    "now.ln1.people": Says(("so-so",)),
    "now.ln2.money": Says(("works-badly",), note="Laskut jäävät maksamatta."),
    "now.ln2.health": BAD,
    "now.ln4": Says(("alone",)),
    "now.ln6": Says(("alone",)),
}

# ---- a peer with a workshop ----------------------------------------------------------------------

PEER = {
    "rights.ri1": Says(("me",)),
    "rights.ri2": Says(("together",)),
}
