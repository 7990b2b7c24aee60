"""The things that the site knows: words that are asked, answers that are kept, and the proposal
that they turn into. Structs and nothing else.

All are frozen: parsed once at the edge (TOML, forms, opened boxes), trusted inside. A change makes
a new value. Ids are for ever: an answer is stored under set id, question id and what it is about,
never under a text.
"""
