"""What tests of the thread share: the paper, and what is not on it."""

from tests.support.whole_proposal import press, whole


def paper(visitor, kind: str = "page") -> str:
    """The words of the web page that one takes along: the same as in the other documents. kind: of
    which of the two papers, "page" or "answers-page".
    """
    html = visitor.http.get(f"/{visitor.lang}/take/{kind}").get_data(as_text=True)
    return html.partition("<main>")[2]


def not_in(visitor) -> str:
    """What stands under "Not in my proposal"."""
    return " ".join(whole(visitor).chapter("not-in").all("//main"))


def take_in(visitor, words: str) -> None:
    press(visitor, "in", words, "not-in")
