"""Every limit of the site in one place: sizes, counts, rates, seconds."""

TEXT = 2_000  # characters in an answer in own words, and in a note
OWN_TEXT = 200  # characters in an item of one's own
OWN_ITEMS = 5  # own items in one answer
NAME = 60  # characters in a name
PEOPLE = 40  # persons in "my people"
GOALS = 3  # wishes that come first (content.md: at most three)
GOALS_KEPT = 300  # goals that were picked once, with those that are picked now
FIRST_ROLES = 9  # roles seen at once where people are added; the rest stands behind "More people"
FEW_PEOPLE = 3  # persons beside whom a question shows the roles at once; with more they are folded
FIRST_CHOICES = 6  # choices seen at once; the rest stands behind "More options"
BODY = 8 * 1024 * 1024  # bytes in a request with a file that is brought back
FORM = 1024 * 1024  # bytes in any other form, and of the fields of one with a file
FIELDS = 500  # fields in a form
HOST = 260  # characters in the name of a host, with its port
ADDRESS = 600  # characters in a path of ours: it holds an id of 200, written as %C3%A4
BODIES = 10  # bodies that a worker reads at one time: each holds one of its THREADS
BODIES_ONE = 6  # of them of one network
BODIES_WAIT = 48  # bodies that wait for a place; more are told to come again
BODY_WAIT = 10.0  # seconds that one waits for its turn: most bodies are read in some milliseconds
BODIES_FILES = 4  # of them with files: slow photos leave room for answers
BODY_QUIET = 10.0  # seconds in which the next 16 kB of a body must come, or its end
BODY_YIELDS = 2.0  # seconds of silence after which a body gives its place to a newcomer
FORM_SECONDS = 30.0  # seconds that the body of a form takes at most
FILE_SECONDS = 120.0  # seconds that one with a file takes at most: 20 MB at 1.4 Mbit/s
# Bodies that are read or were given up and still wait for their connection to end: each holds one
# of the THREADS
BODY_THREADS = 40
# Of them of one network: whoever opens bodies and stays silent shuts no form for others
BODY_THREADS_ONE = 16
RECORD = 4 * 1024 * 1024  # bytes of all answers of one person, unsealed
# Seconds that a save waits for others who write; then the person is told, and nothing is lost
SAVE_WAIT = 10.0
# Seconds that a page which only reads waits before it leaves its own small notes for another time
SHORT_WAIT = 0.5
TRIES = 20  # times a save is tried again when another tab saved at the same moment
SHARES = 20  # links to shared copies that live at one time
SHARE_DAYS = 366  # days that a link lives at most
SUPPORTERS = 5  # supporters with a record of their own
LOOKS = 10  # ways in which other devices read for which somebody has said how to read there
CARD_WORD = 20  # letters in the word on the key card
NUMBER_TRIES = 5  # wrong guesses at a link's number, over its whole life; then the link is gone
MARKS = 20  # covers of a link that were pressed last: one of them sent again counts once
UPLOAD = 6 * 1024 * 1024  # bytes in a file brought back
# Bytes in a file above which it is read in a process of its own: ordinary ones have 5 to 200 kB
FILE_APART = 512 * 1024
FILE_APART_SECONDS = 20  # that reading it may take there: the largest ones take 1
FILE_APART_MEGABYTES = 200  # of memory that it may take: the largest ones need 100
# In a file brought back: far above what a person can write, and low enough that a file made to harm
# costs little to refuse. A million small tables would take 100 MB before they are counted.
FILE_TABLES = 50_000  # lists and tables
FILE_DEPTH = 6  # of them inside each other
FILE_ITEMS = 3_000  # items in one of them; LEFT_OUT among the lines of the proposal
FILE_TEXT = 10_000  # characters in a text
FILE_ID = 200  # characters in an id
# Parts in parts, ends of lines, parts of a saved mail or page: each line is compared with all of
# them
FILE_MAIL = (10, 200_000, 2_000)
OPTIONS = 50  # options picked in one answer, where its question has not more: ours have at most 14
# Lines of the proposal that are marked as in or out: the longest proposal has 5,000
LEFT_OUT = 10_000
PIXELS = 40_000_000  # pixels in a photo of a card
# Times that a JPEG may paint over itself: ordinary ones do it up to 10 times, each costs as much as
# the picture
SCANS = 100
PIECES = 10_000  # chunks or markers in a photo of a card: one of 20 MB has 2,500
# That reading a photo may take, in a process of its own: the largest ones take 1
PHOTO_SECONDS = 10
PHOTO_MEGABYTES = 400  # of memory that it may take: the largest ones need 250
PHOTO = 20 * 1024 * 1024  # bytes in a request with a photo of a card
# Characters of a proposal, a line counts as 80: above, its PDF is made in a process of its own. 12
# pages have 40,000
LARGE = 60_000
LARGE_SECONDS = 45  # that a large PDF or Word file may take there
LARGE_MEGABYTES = 450  # of memory that it may take: about 200 pages
# Fair waiting lines (lines.py) of each worker, for stretching codes (a core for 80 ms each),
# reading photos and large files, making documents: how many are let in at once, how many wait (each
# in one of its THREADS), for how many seconds.
LINES = {
    "codes": (1, 24, 15.0),
    "photos": (1, 5, 20.0),
    "documents": (1, 24, 20.0),
    "large": (1, 1, 10.0),
    "files": (1, 24, 20.0),
}
SECRET = 32  # characters at least in the server's secret
WORKERS = 20  # processes that serve, at most
# Rates count one address (an IPv6 one by its /64), in each worker. Behind one may sit a workshop of
# 40 persons, one in four of whom slips at each thing that they do; two workshops may come in the
# same hour.
#
# Codes tried: 40 who all open in the same minute, 13 slips, and each is sent four times: 212
RATE_OPENS = "240 per minute"
RATE_STARTS = "120 per hour"  # new records: two workshops of 40, and 20 who begin again: 100
# Documents made for one address: a workshop of 40 all take theirs, in their turn
RATE_DOCUMENTS = "240 per minute"
# answers: 40 who need 3 seconds for each, and 200 that are sent again: 1,000
RATE_SAVES = "1000 per minute"
DRAFTS = 40  # pages of one person with words that are not sent
DRAFT = 64 * 1024  # bytes of what is written on one page and not sent
FORMER = 5  # new cards after which pages made before them still know whose they are
LETTERS = 20  # pages sent from old tabs that wait until their owner's key opens
# drafts: 40 who all write, each at most every 2 seconds, and one in four more: 1,500
RATE_DRAFTS = "1500 per minute"
# Pages from old tabs kept for their owners: 40 with two tabs each, and 20 that are sent again: 100
RATE_LETTERS = "120 per minute"
# Seconds that a page waits for the draft that its reader's browser sends at the same moment
DRAFT_WAIT = 0.6
# Of a worker: 171 may wait in lines, for bodies or for their end (LINES, BODIES_WAIT,
# BODY_THREADS); the rest makes pages. Idle ones end
THREADS = 201
CONNECTIONS = 2048  # connections that a worker holds; more wait until one is closed
HEAD = 64 * 1024  # bytes of the head of a request: our longest cookies and addresses need 2,000
HEAD_SECONDS = 10  # within which the head of a request must have come
