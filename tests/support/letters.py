"""The code on a card as a page shows it."""


def letters(page) -> str:
    """The code on the card that a page shows, or ""."""
    return "".join("".join(page.tree.xpath("//p[@class='code']//text()")).split())
