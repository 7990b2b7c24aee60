"""What tests of the thread share: the paper, and what is not on it."""


def paper(visitor) -> str:
    """The words of the web page that one takes along: the same as in the other documents."""
    return (
        visitor.http.get(f"/{visitor.lang}/take/page").get_data(as_text=True).partition("<main>")[2]
    )


def not_in(visitor) -> str:
    """What stands under "Not in my proposal"."""
    page = visitor.get("proposal")
    return " ".join(e.text_content() for e in page.tree.xpath("//section[@id='not-in']"))


def take_in(visitor, words: str) -> None:
    (line,) = visitor.get("proposal").tree.xpath(
        f"//section[@id='not-in']//article[contains(., '{words}')]//button[@name='in']/@value"
    )
    visitor.post("proposal", {"in": line})
